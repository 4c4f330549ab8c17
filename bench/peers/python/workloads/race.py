# SPDX-License-Identifier: MIT
"""race - what is lost when tasks update something shared that nobody guards? (bench/workloads/race.c)

The update is `counter += 1`, as programmers write it. CPython reads, adds and writes in three steps,
but from 3.10 on hands over to another thread only where a loop goes back or a function is entered, and
none of that lies between them: then nothing is lost, and that no promise. With wait=1 something does.
"""
import asyncio
import threading
import time

from workloads import crew, parameter
from workloads.player import Player

TABLE = {
    "name": "race",
    "question": "What is lost when tasks update a counter that nobody guards?",
    "operation": "an update tried",
    "caution": "Nothing lies between two updates here: in a program that does something else as well "
               "the same mistake shows more seldom.",
    "metric": "wall",
    "kind": "slice",
    "cores": "all",
    "scaled_parameter": "tasks",
    "driver": None,
    "verify_operations": 10000,
    "slice_ns": 5_000_000,
    "parameters": [
        parameter("tasks", "tasks", 2, 1, 10000, "that raise the counter"),
        parameter("wait", "(yes)", 0, 0, 1, "inside of an update: a sleep(0)"),
        parameter("guard", "(yes)", 0, 0, 1, "each update by a lock"),
    ],
    "counts": [{"name": "lost", "help": "updates that another one overwrote"}],
}


def needs(p):
    return {"tasks": p.tasks, "bytes": p.tasks * 16}


def least(p):
    return p.tasks * (100 if p.wait else 1000)


class Asyncio(Player):
    async def prepare(self, parameters):
        self.size = parameters.tasks
        self.lock = asyncio.Lock()
        bare, guarded = (self.waiting, self.waiting_guarded) if parameters.wait else (
            self.bare, self.guarded)
        self.update = guarded if parameters.guard else bare

    async def bare(self, turns):
        for _ in range(turns):
            self.counter += 1

    async def guarded(self, turns):
        for _ in range(turns):
            async with self.lock:
                self.counter += 1

    async def waiting(self, turns):
        for _ in range(turns):
            value = self.counter
            await asyncio.sleep(0)
            self.counter = value + 1

    async def waiting_guarded(self, turns):
        for _ in range(turns):
            async with self.lock:
                value = self.counter
                await asyncio.sleep(0)
                self.counter = value + 1

    async def member(self, start, turns):
        """All start together, however long it takes to create them."""
        await start.wait()
        await self.update(turns)

    async def play(self, operations, tally):
        self.counter, start = 0, asyncio.Event()
        turns = -(-operations // self.size)
        tasks = [asyncio.create_task(self.member(start, turns)) for _ in range(self.size)]
        start.set()
        await asyncio.gather(*tasks)
        tried = turns * self.size
        tally.operations += tried
        tally.checksum += tried
        tally.counts["lost"] = tried - self.counter


class Threads(Player):
    def prepare(self, parameters):
        self.size = parameters.tasks
        self.lock = threading.Lock()
        bare, guarded = (self.waiting, self.waiting_guarded) if parameters.wait else (
            self.bare, self.guarded)
        self.update = guarded if parameters.guard else bare

    def bare(self, turns):
        for _ in range(turns):
            self.counter += 1

    def guarded(self, turns):
        for _ in range(turns):
            with self.lock:
                self.counter += 1

    def waiting(self, turns):
        for _ in range(turns):
            value = self.counter
            time.sleep(0)
            self.counter = value + 1

    def waiting_guarded(self, turns):
        for _ in range(turns):
            with self.lock:
                value = self.counter
                time.sleep(0)
                self.counter = value + 1

    def member(self, start, turns):
        start.wait()
        self.update(turns)

    def play(self, operations, tally):
        self.counter, start, threads = 0, threading.Event(), []
        turns = -(-operations // self.size)
        try:
            crew.start(self.member, [(start, turns)] * self.size, threads)
        finally:
            start.set()
            for thread in threads:
                thread.join()
        tried = turns * self.size
        tally.operations += tried
        tally.checksum += tried
        tally.counts["lost"] = tried - self.counter
