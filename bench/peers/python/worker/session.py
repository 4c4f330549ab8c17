# SPDX-License-Identifier: MIT
"""session.py - one worker's life: the greeting, then commands and answers.

The session is a coroutine: asyncio's run as its loop's main task, threads' are run through in one
step, since their players wait by blocking.
"""
import os
import sys
from contextlib import nullcontext

from worker import limits, memory, request
from worker.latency import latency
from worker.lines import Lines, parse, say
from worker.measure import Measure
from worker.problem import Problem, explain, unknown
from worker.watch import Watch

PROTOCOL = 1
VERSION = "CPython " + sys.version.split()[0]
FULL = (1 << 64) - 1


class Tally:
    """What a slice has done; a player's play adds to it."""

    def __init__(self):
        self.operations = 0
        self.checksum = 0  # of any size; told modulo 2^64
        self.late = []  # nanoseconds an operation, of players that tell them
        self.counts = {}  # by the names of the table's counts


async def settle(result):
    """Wait for what a player's function returned, where that is a coroutine."""
    return await result if result is not None and hasattr(result, "__await__") else result


def checksum(tally):
    return f"{tally.checksum & FULL:016x}"


class Session:
    """Of one runtime."""

    def __init__(self, runtime, trace=None):
        self.runtime = runtime
        self.trace = trace  # of a worker that was started with --trace
        self.lines = Lines()
        self.workload = self.parameters = self.player = None  # what is prepared

    # ---- limits, prepare ----

    async def limits(self, command):
        return limits.check(self.runtime, *request.read(command))

    async def prepare(self, command):
        if self.player:
            raise Problem(f"{self.workload.TABLE['name']} is prepared already",
                          "send finish first")
        workload, parameters = request.read(command)
        if workload.TABLE["kind"] == "level":
            memory.avoid_huge_pages()
        player = self.runtime.player_of(workload)
        if self.trace:
            self.trace.watch(player)
        try:
            ports = await settle(player.prepare(parameters))
        except (OSError, RuntimeError, MemoryError) as error:
            await settle(player.finish())
            raise explain(f"{workload.TABLE['name']} cannot be prepared", error) from error
        self.workload, self.parameters, self.player = workload, parameters, player
        least = workload.least(parameters)
        bounds = {"least_operations": least} if least > 1 else {}
        return {"parameters": vars(parameters), **bounds, **(ports or {})}

    # ---- verify, play ----

    def need_prepared(self):
        if not self.player:
            raise Problem("nothing is prepared", "send prepare first")

    async def play_measured(self, operations, tally):
        """The members of the slice that tell what it cost."""
        await settle(self.player.begin())
        measure = Measure()
        waiting = self.player.play(operations, tally)
        if waiting is not None:
            await waiting
        return measure.end()

    async def play_slice(self, operations, tally):
        """A slice that needs another process is watched: that one may never come."""
        driven = self.workload.TABLE["driver"] and not self.lines.buffered()
        try:
            with Watch() if driven else nullcontext():
                return await self.play_measured(operations, tally)
        except (OSError, RuntimeError, MemoryError) as error:
            raise explain(self.workload.TABLE["name"], error) from error

    async def verify(self, _):
        self.need_prepared()
        tally = Tally()
        await self.play_slice(self.workload.TABLE["verify_operations"], tally)
        return {"operations": tally.operations, "checksum": checksum(tally)}

    async def play(self, command):
        self.need_prepared()
        operations = command.get("operations")
        if type(operations) is not int or not 1 <= operations < 1 << 63:
            raise Problem("'operations' must be an integer, 1 or more")
        tally = Tally()
        cost = await self.play_slice(operations, tally)
        latencies = {"latency": latency(tally.late)} if tally.late else {}
        counts = {"counts": tally.counts} if tally.counts else {}
        return {"operations": tally.operations, **cost, **latencies, **counts,
                "checksum": checksum(tally)}

    # ---- trace, level, finish ----

    async def tell_trace(self, _):
        if not self.trace:
            raise Problem("this worker keeps no trace", "start it with --trace")
        return self.trace.tell()

    async def level(self, _):
        memory.avoid_huge_pages()
        held = self.workload.needs(self.parameters)["tasks"] if self.player else 0
        try:
            return {"operations": held, **memory.level()}
        except OSError as error:
            raise explain("the process's memory cannot be read", error) from error

    async def finish(self, _):
        self.need_prepared()
        player, self.player = self.player, None
        await settle(player.finish())
        return {}

    # ---- all of them ----

    COMMANDS = {"finish": finish, "level": level, "limits": limits, "play": play,
                "prepare": prepare, "trace": tell_trace, "verify": verify}

    async def carry_out(self, line):
        command = parse(line)
        if command is None:
            raise Problem("a command is one JSON object on one line",
                          "docs/protocol.md lists the commands")
        name = command.get("do")
        if not isinstance(name, str):
            raise Problem('a command names what to do: {"do": "prepare", ...}')
        if name not in self.COMMANDS:
            raise unknown("there is no command", name, self.COMMANDS,
                          "the commands are " + ", ".join(self.COMMANDS))
        return {"did": name, **await self.COMMANDS[name](self, command)}

    async def answer(self, line):
        try:
            return await self.carry_out(line)
        except Problem as problem:
            return dict(zip(("error", "remedy"), problem.args))

    async def next_line(self):
        """Wait for a line. Whoever plays may have somebody to serve meanwhile."""
        if self.player:
            await settle(self.player.idle(self.lines.waiting))
        return self.lines.next()

    async def serve(self):
        """Until the input ends."""
        say({"worker": "duet-python", "protocol": PROTOCOL, "runtime": self.runtime.name,
             "pid": os.getpid(), "version": VERSION})
        while (line := await self.next_line()) is not None:
            say(await self.answer(line))
        if self.player:
            await self.finish({})
