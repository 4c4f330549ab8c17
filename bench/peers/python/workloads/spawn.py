# SPDX-License-Identifier: MIT
"""spawn - what does a task cost that does nothing? (bench/workloads/spawn.c)"""
import asyncio
from threading import Thread

from workloads import parameter
from workloads.player import Player

TABLE = {
    "name": "spawn",
    "question": "What does it cost to create a task that does nothing, and await it?",
    "operation": "a task created and awaited",
    "caution": "It is not the cost of handing work to a pool of threads: that is what switch measures.",
    "metric": "wall",
    "kind": "slice",
    "cores": "one",
    "scaled_parameter": "batch",
    "driver": None,
    "verify_operations": 1000,
    "slice_ns": 1_000_000,
    "parameters": [
        parameter("batch", "tasks", 1, 1, 10000, "tasks created before the first is awaited"),
    ],
}


def needs(p):
    return {"tasks": p.batch, "bytes": p.batch * 8}


def least(p):
    return p.batch


class Asyncio(Player):
    def prepare(self, parameters):
        self.batch = parameters.batch

    @staticmethod
    async def successor(number):
        return number + 1

    async def play_batch(self, first):
        """Create and await one batch of tasks, the first with the number `first`."""
        total = 0
        tasks = [asyncio.create_task(self.successor(first + n)) for n in range(self.batch)]
        for task in tasks:
            total += await task
        return total

    async def play(self, operations, tally):
        done = 0
        while done < operations:
            tally.checksum += await self.play_batch(done)
            done += self.batch
        tally.operations += done


class Threads(Player):
    def prepare(self, parameters):
        self.batch = parameters.batch
        self.results = [0] * self.batch  # a thread returns nothing

    def successor(self, n, number):
        self.results[n] = number + 1

    def play_batch(self, first):
        threads, total = [], 0
        try:
            for n in range(self.batch):
                thread = Thread(target=self.successor, args=(n, first + n))
                thread.start()
                threads.append(thread)
        finally:
            for n, thread in enumerate(threads):
                thread.join()
                total += self.results[n]
        return total

    def play(self, operations, tally):
        done = 0
        while done < operations:
            tally.checksum += self.play_batch(done)
            done += self.batch
        tally.operations += done
