# SPDX-License-Identifier: MIT
"""say_after - does waiting add up? (bench/workloads/say_after.c)

The example by which asyncio is taught: two coroutines that are awaited one after the other, or a task for
each. On threads a call for each, or a thread.
"""
import asyncio
import time

from workloads import crew, parameter
from workloads.player import Player

TABLE = {
    "name": "say_after",
    "question": "Do two that wait take the sum of their waits, or the longer one?",
    "operation": "hello and world, said",
    "caution": "It is the waiting itself: what a task that waits costs, sleepers says.",
    "metric": "wall",
    "kind": "slice",
    "cores": "one",
    "scaled_parameter": None,
    "driver": None,
    "verify_operations": 1,
    "slice_ns": 20_000_000,
    "parameters": [
        parameter("ms", "ms", 10, 1, 10000, "how long hello waits; world waits twice that"),
        parameter("tasks", "(yes)", 1, 0, 1, "a task for each, instead of awaiting one after the other"),
    ],
}


def needs(p):
    return {"tasks": 2 if p.tasks else 0, "bytes": 0}


def least(_):
    return 1


class Conversation(Player):
    """What both ways have in common: who waits how long, and how often what was said."""

    def prepare(self, parameters):
        self.hello, self.world = parameters.ms / 1000, 2 * parameters.ms / 1000  # seconds
        self.tasks = parameters.tasks
        self.said = {}

    def begin_slice(self):
        self.said = {self.hello: 0, self.world: 0}

    def end_slice(self, operations, tally):
        tally.operations += operations
        tally.checksum += self.said[self.hello] + 2 * self.said[self.world]


class Asyncio(Conversation):
    async def say_after(self, delay):
        await asyncio.sleep(delay)
        self.said[delay] += 1

    async def play(self, operations, tally):
        self.begin_slice()
        for _ in range(operations):
            if self.tasks:
                hello = asyncio.create_task(self.say_after(self.hello), name="hello")
                world = asyncio.create_task(self.say_after(self.world), name="world")
            else:
                hello = self.say_after(self.hello)
                world = self.say_after(self.world)
            await hello
            await world
        self.end_slice(operations, tally)


class Threads(Conversation):
    def say_after(self, delay):
        time.sleep(delay)
        self.said[delay] += 1

    def play(self, operations, tally):
        self.begin_slice()
        for _ in range(operations):
            if self.tasks:
                crew.run(self.say_after, [(self.hello,), (self.world,)])
            else:
                self.say_after(self.hello)
                self.say_after(self.world)
        self.end_slice(operations, tally)
