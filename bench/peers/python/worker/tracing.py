# SPDX-License-Identifier: MIT
"""tracing.py - what asyncio's tasks do in which order, for the command `trace` (docs/trace.md).

The loop makes its tasks by our factory; asyncio's functions and classes that wait, as the workloads call
them, are replaced by such as tell before and behind; and the players' own coroutine functions return
objects that tell when they are made and awaited. What is awaited is asyncio's own in each case, and each
step is taken where it would be, so that the order is that of a program which is not traced. Streams are
not told. Only a worker that was started with --trace loads this.
"""
import asyncio
import errno
import re
from time import monotonic_ns

EVENTS_MOST = 50000  # between two commands: a line holds as many
OF_THE_SESSION = ("begin", "finish", "idle", "play", "prepare")  # calls of its own, of every player


WORD_MOST = 40  # characters of a result that is told


def result_of(value):
    """As the table of asyncio.h would return it, or a short text as it is; of what is larger nothing is told."""
    if value is None or type(value) is bool:
        return {"result": 0}
    if type(value) is int and -1 << 63 <= value < 1 << 63:
        return {"result": value}
    if type(value) is str and 0 < len(value) <= WORD_MOST and value.isprintable():
        return {"result": value}
    return {}


def result_of_error(error):
    """As the table of asyncio.h has it; by its name what only Python knows."""
    if isinstance(error, asyncio.CancelledError):
        return {"result": -errno.ECANCELED}
    if isinstance(error, asyncio.TimeoutError):
        return {"result": -errno.ETIMEDOUT}
    return {"result": type(error).__name__[:WORD_MOST]}


class Task(asyncio.Task):
    """One of the loop's, that tells when it is awaited. `number` and `trace` are its factory's."""

    def told_name(self):
        """As the workload named it; asyncio's own names count from elsewhere."""
        name = self.get_name()
        if self.number == 1:
            return "main"
        return f"Task-{self.number}" if re.fullmatch(r"Task-\d+", name) else name

    def __await__(self):
        return self.trace.through(super().__await__(), ("waits", "woken"), "await", self)


class Step:
    """Something to await that tells when it is, and when that is over."""

    def __init__(self, trace, awaitable, events, call, on=None, **more):
        self.trace, self.awaitable, self.told = trace, awaitable, (events, call, on, more)

    def __await__(self):
        events, call, on, more = self.told
        return self.trace.through(self.awaitable.__await__(), events, call, on, **more)


class Trace:
    def __init__(self):
        self.began = monotonic_ns()
        self.events, self.dropped = [], 0  # since they were told
        self.tasks = 0
        self.things = {}  # how many there are, by kind

    # ---- noting ----

    def note(self, event, call=None, on=None, **more):
        """`on` is a task, or the name of something else."""
        if len(self.events) < EVENTS_MOST:
            self.events.append((monotonic_ns() - self.began, asyncio.current_task(), event, call, on, more))
        else:
            self.dropped += 1

    def thing(self, kind):
        """The name of a new one: "lock-1"."""
        self.things[kind] = self.things.get(kind, 0) + 1
        return f"{kind}-{self.things[kind]}"

    def through(self, steps, events, call, on, **more):
        """Take the steps of an awaitable, between an event before and one behind."""
        self.note(events[0], call, on, **more)
        try:
            value = yield from steps
        except BaseException as error:
            self.note(events[1], call, on, **result_of_error(error))
            raise
        self.note(events[1], call, on, **result_of(value))
        return value

    async def wait(self, awaitable, call, on=None, **more):
        return await Step(self, awaitable, ("waits", "woken"), call, on, **more)

    # ---- tasks ----

    async def run(self, coroutine):
        """A task's whole life."""
        self.note("started")
        try:
            value = await coroutine
        except BaseException as error:
            ended = "cancelled" if isinstance(error, asyncio.CancelledError) else "done"
            self.note(ended, **result_of_error(error))
            raise
        self.note("done", **result_of(value))
        return value

    def create(self, loop, coroutine, **options):
        """The loop's factory of tasks. The first one is the session's, which nobody creates."""
        task = Task(self.run(coroutine), loop=loop, **options)
        self.tasks += 1
        task.trace, task.number = self, self.tasks
        if task.number > 1:
            self.note("created", "create_task", task)
        return task

    # ---- what the workloads call ----

    def functions(self):
        """asyncio's, by name."""
        gather, sleep, wait_for = asyncio.gather, asyncio.sleep, asyncio.wait_for

        def traced_gather(*awaitables):
            return self.wait(gather(*awaitables), "gather", tasks=len(awaitables))

        def traced_sleep(seconds):
            return self.wait(sleep(seconds), "sleep", for_ns=round(seconds * 1e9))

        def traced_wait_for(task, seconds):
            return self.wait(wait_for(task, seconds), "wait_for", task, for_ns=round(seconds * 1e9))

        return {"gather": traced_gather, "sleep": traced_sleep, "wait_for": traced_wait_for}

    def classes(self):
        """asyncio's, by name."""
        trace = self

        class Event(asyncio.Event):
            def __init__(self):
                super().__init__()
                self.told = trace.thing("event")

            def wait(self):
                return trace.wait(super().wait(), "event_wait", self.told)

            def set(self):
                trace.note("sets", "event_set", self.told)
                super().set()

        class Lock(asyncio.Lock):
            def __init__(self):
                super().__init__()
                self.told = trace.thing("lock")

            def acquire(self):
                return trace.wait(super().acquire(), "lock_acquire", self.told)

            def release(self):
                trace.note("releases", "lock_release", self.told)
                super().release()

        class Queue(asyncio.Queue):
            def __init__(self, size):
                super().__init__(size)
                self.told = trace.thing("queue")

            def put(self, item):
                return trace.wait(super().put(item), "queue_put", self.told)

            def get(self):
                return trace.wait(super().get(), "queue_get", self.told)

        return {"Event": Event, "Lock": Lock, "Queue": Queue}

    def install(self, loop):
        """Once, before the loop runs."""
        loop.set_task_factory(self.create)
        for name, ours in {**self.functions(), **self.classes()}.items():
            setattr(asyncio, name, ours)

    async def enter(self, coroutine, name):
        return await Step(self, coroutine, ("enters", "leaves"), "await_coroutine", name)

    def making(self, function):
        """The same function, whose coroutine objects tell."""
        def made(*arguments):
            name = self.thing("coroutine")
            self.note("makes", "coroutine", name)
            return self.enter(function(*arguments), name)

        return made

    def watch(self, player):
        """Before it prepares."""
        for name in dir(player):
            function = getattr(player, name)
            if name not in OF_THE_SESSION and asyncio.iscoroutinefunction(function):
                setattr(player, name, self.making(function))

    # ---- telling ----

    @staticmethod
    def told(ns, task, event, call, on, more):
        told = {"ns": ns, "task": task.number, "name": task.told_name(), "event": event}
        if call:
            told["in"] = call
        if isinstance(on, Task):
            told["on"], told["other"] = on.told_name(), on.number
        elif on:
            told["on"] = on
        return {**told, **more}

    def tell(self):
        """The answer to the command: what was noted since the last one."""
        events, dropped = self.events, self.dropped
        self.events, self.dropped = [], 0
        return {"events": [self.told(*event) for event in events], "dropped": dropped}
