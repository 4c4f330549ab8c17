# SPDX-License-Identifier: MIT
"""runtimes.py - what CPython can be: asyncio on its own loop, on uvloop's, and threads.

The costs of a task are on the high side, as in bench/worker/runtimes.c.
"""
import sys

from worker.problem import Problem, unknown

KIB = 1024


class Asyncio:
    """Coroutines as tasks of one event loop. What is prepared lives in the session's loop."""

    name = "python-asyncio"
    summary = "CPython's asyncio on its own event loop"
    threads_a_task = maps_a_task = 0
    bytes_a_task = 8 * KIB
    traces = True

    def player_of(self, workload):
        return workload.Asyncio()

    def missing(self):
        """What is not there to play with, and what to do about it; None: it can play."""
        return None

    def new_loop(self):
        import asyncio

        return asyncio.new_event_loop()

    def run(self, session, trace):
        """Run the session; with a trace, which may be None, all that its loop does is noted."""
        import asyncio

        loop = self.new_loop()
        asyncio.set_event_loop(loop)
        if trace:
            trace.install(loop)
        loop.run_until_complete(session)
        loop.close()


class Uvloop(Asyncio):
    """The same on libuv's loop."""

    name = "python-uvloop"
    summary = "CPython's asyncio on uvloop"

    def player_of(self, workload):
        return getattr(workload, "Uvloop", workload.Asyncio)()

    def missing(self):
        from importlib.util import find_spec

        if find_spec("uvloop"):
            return None
        return f"{sys.executable} has no module uvloop", "install the package python3-uvloop"

    def new_loop(self):
        import uvloop

        return uvloop.new_event_loop()


class Threads:
    """A thread a task. Its session waits for nothing but what blocks, so it runs in one step."""

    name = "python-threads"
    summary = "CPython's threading, a thread a task"
    threads_a_task = 1
    maps_a_task = 2  # the stack, and its guard
    bytes_a_task = 80 * KIB
    traces = False  # asyncio is not in it

    def player_of(self, workload):
        return workload.Threads()

    def missing(self):
        return None

    def run(self, session, _):
        try:
            session.send(None)
        except StopIteration:
            pass


RUNTIMES = (Asyncio(), Threads(), Uvloop())


def find(name):
    """The runtime of that name. Problem: there is none, or it cannot play here."""
    for runtime in RUNTIMES:
        if runtime.name != name:
            continue
        if runtime.missing():
            raise Problem(*runtime.missing())
        return runtime
    raise unknown("there is no runtime", name, [runtime.name for runtime in RUNTIMES],
                  "--help lists them")


def table():
    """A line each, for people."""
    return "\n".join(f"  {runtime.name:<16}{runtime.summary}" for runtime in RUNTIMES)
