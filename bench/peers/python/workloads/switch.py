# SPDX-License-Identifier: MIT
"""switch - what does it cost that one task stops and another goes on? (bench/workloads/switch.c)"""
import asyncio
import queue

from workloads import crew, parameter
from workloads.player import Player

END = 0  # a token is 1 or more; this goes round once, and ends whoever has passed it on

TABLE = {
    "name": "switch",
    "question": "What does it cost that one task stops and another goes on?",
    "operation": "a pass of the token",
    "caution": "It is the hand-over alone: tasks that do something in between find their caches cold, "
               "and threads on several cores wait for a core to wake.",
    "metric": "wall",
    "kind": "slice",
    "cores": "one",
    "scaled_parameter": "tasks",
    "driver": None,
    "verify_operations": 1000,
    "slice_ns": 200_000,
    "parameters": [
        parameter("tasks", "tasks", 2, 2, 100000, "tasks in the ring, the main one included"),
    ],
}


def needs(p):
    return {"tasks": p.tasks - 1, "bytes": p.tasks * 4096}


def least(_):
    return 1


def links(queues):
    """Each task's queue and the next one's, the main task's first."""
    return list(zip(queues, queues[1:] + queues[:1]))


class Asyncio(Player):
    async def prepare(self, parameters):
        (self.own, self.next), *others = links([asyncio.Queue(1) for _ in range(parameters.tasks)])
        self.tasks = [asyncio.create_task(self.pass_on(*link)) for link in others]

    @staticmethod
    async def pass_on(own, following):
        while (token := await own.get()) > END:
            await following.put(token + 1)
        await following.put(END)

    async def play(self, operations, tally):
        token = total = 0
        while token < operations:
            await self.next.put(token + 1)
            token = await self.own.get()
            total += token
        tally.operations += token
        tally.checksum += total

    async def finish(self):
        await self.next.put(END)
        await asyncio.gather(*self.tasks)


class Threads(Player):
    def prepare(self, parameters):
        self.threads = []
        (self.own, self.next), *others = links([queue.Queue(1) for _ in range(parameters.tasks)])
        crew.start(self.pass_on, others, self.threads)

    @staticmethod
    def pass_on(own, following):
        while (token := own.get()) > END:
            following.put(token + 1)
        following.put(END)

    def play(self, operations, tally):
        token = total = 0
        while token < operations:
            self.next.put(token + 1)
            token = self.own.get()
            total += token
        tally.operations += token
        tally.checksum += total

    def finish(self):
        """Those that were started stand in a row behind the main one, if not in a ring."""
        self.next.put(END)
        for thread in self.threads:
            thread.join()
