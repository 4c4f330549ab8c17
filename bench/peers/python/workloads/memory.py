# SPDX-License-Identifier: MIT
"""memory - what does it cost that a task exists and waits? (bench/workloads/memory.c)"""
import asyncio
import threading

from workloads import crew, parameter
from workloads.player import Player

TABLE = {
    "name": "memory",
    "question": "How much memory does a waiting task take?",
    "operation": "a parked task",
    "caution": "The pages that a task of yours touches before it waits, and the data that it keeps; "
               "what the kernel holds for a task is not the process's.",
    "metric": "memory",
    "kind": "level",
    "cores": "one",
    "scaled_parameter": "tasks",
    "driver": None,
    "verify_operations": 1000,
    "slice_ns": 0,
    "parameters": [
        parameter("tasks", "tasks", 100000, 16, 1000000, "tasks that wait at the same time, at most"),
    ],
}


def needs(p):
    return {"tasks": p.tasks, "bytes": p.tasks * 8}


def least(p):
    return p.tasks


class Crowd(Player):
    """All wait at the gate of the lap; the other one is closed."""

    def make(self, size, event):
        self.size, self.tasks = size, []
        self.gates = event(), event()
        self.complete = event()  # set by the last to arrive at a gate
        self.lap = self.arrived = 0
        self.leaving = False

    def close_last(self):
        """All are at the gate, or on their last steps to it: close the one behind them."""
        self.complete.clear()
        self.gates[(self.lap + 1) % 2].clear()
        self.arrived = 0

    def open_next(self):
        self.gates[self.lap % 2].set()
        self.lap += 1


class Asyncio(Crowd):
    async def prepare(self, parameters):
        self.make(parameters.tasks, asyncio.Event)
        self.tasks = [asyncio.create_task(self.member()) for _ in range(self.size)]
        await self.assemble()

    async def member(self):
        lap = 0
        while not self.leaving:
            self.arrived += 1
            if self.arrived == self.size:
                self.complete.set()
            await self.gates[lap % 2].wait()
            lap += 1

    async def assemble(self):
        await self.complete.wait()
        self.close_last()

    async def play(self, operations, tally):
        done = 0
        while done < operations:
            self.open_next()
            await self.assemble()
            done += self.size
        tally.operations += done
        tally.checksum += done

    async def finish(self):
        self.leaving = True
        self.open_next()
        await asyncio.gather(*self.tasks)


class Threads(Crowd):
    def prepare(self, parameters):
        self.lock = threading.Lock()  # of `arrived`
        self.make(parameters.tasks, threading.Event)
        crew.start(self.member, [()] * self.size, self.tasks)
        self.assemble()

    def arrive(self):
        with self.lock:
            self.arrived += 1
            if self.arrived == self.size:
                self.complete.set()

    def member(self):
        lap = 0
        while not self.leaving:
            self.arrive()
            self.gates[lap % 2].wait()
            lap += 1

    def assemble(self):
        self.complete.wait()
        self.close_last()

    def play(self, operations, tally):
        done = 0
        while done < operations:
            self.open_next()
            self.assemble()
            done += self.size
        tally.operations += done
        tally.checksum += done

    def finish(self):
        self.leaving = True
        self.open_next()
        for thread in self.tasks:
            thread.join()
