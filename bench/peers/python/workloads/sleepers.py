# SPDX-License-Identifier: MIT
"""sleepers - what does waiting cost? (bench/workloads/sleepers.c)

Without warm=1 the tasks are created for a batch, with it they are kept. How late each nap was is noted
in the slice, and counted into the histogram after it.
"""
import asyncio
import threading
import time
from time import monotonic_ns

from workloads import crew, parameter
from workloads.delay import delay_of
from workloads.player import Player

MS = 1_000_000
SECOND = 1_000_000_000

TABLE = {
    "name": "sleepers",
    "question": "How much processor time does it cost that many tasks wait?",
    "operation": "a task that sleeps once",
    "caution": "Elapsed time is the sleep itself; without warm=1 creating and ending the task is part "
               "of the number.",
    "metric": "cpu",
    "kind": "slice",
    "cores": "one",
    "scaled_parameter": "tasks",
    "driver": None,
    "verify_operations": 1,
    "slice_ns": 20_000_000,
    "parameters": [
        parameter("tasks", "tasks", 100, 1, 100000, "tasks that sleep at the same time"),
        parameter("ms", "ms", 10, 1, 1000, "how long each sleeps at least"),
        parameter("spread", "ms", 0, 0, 10000, "up to how much longer, by a fixed sequence"),
        parameter("naps", "times", 1, 1, 64, "that each sleeps, one after the other"),
        parameter("warm", "(yes)", 0, 0, 1, "keep the tasks, and tell how late each is woken"),
    ],
}


def needs(p):
    return {"tasks": p.tasks, "bytes": p.tasks * (p.naps * 80 + 64)}


def least(p):
    return p.tasks * p.naps


def naps_of(p):
    """Nanoseconds of each nap of each task."""
    return [[delay_of(nap * p.tasks + place, p.ms * MS, p.spread * MS) for nap in range(p.naps)]
            for place in range(p.tasks)]


class Dormitory(Player):
    """What both ways have in common: who sleeps how long, and what a batch came to."""

    def make(self, p, event):
        self.naps, self.operations = naps_of(p), p.tasks * p.naps
        self.longest = max(map(sum, self.naps))
        self.warm, self.tasks = p.warm, []
        self.starts = event(), event()  # warm: one a batch, in turn; each is cleared before the other is set
        self.awake = event()  # warm: all have counted themselves off
        self.asleep = self.turn = 0  # warm: who has not; batches begun
        self.over = False  # warm: instead of a batch, the end
        self.late = []  # warm: of each nap in the batch

    def wake_all(self):
        """Whoever waits for the event that is cleared here has yet to sleep in the batch before."""
        self.starts[(self.turn + 1) % 2].clear()
        self.starts[self.turn % 2].set()
        self.turn += 1

    def begin_batch(self):
        self.asleep, self.late = len(self.naps), []
        self.wake_all()

    def end_batch(self, tally):
        self.awake.clear()
        tally.late += self.late
        tally.checksum += sum(ns >= 0 for ns in self.late)

    def count_cold(self, began, tally):
        if monotonic_ns() - began >= self.longest:
            tally.checksum += self.operations


class Asyncio(Dormitory):
    @staticmethod
    def seconds(ns):
        """What asyncio.sleep needs to be told."""
        return ns / SECOND

    async def prepare(self, parameters):
        self.make(parameters, asyncio.Event)
        if self.warm:
            self.tasks = [asyncio.create_task(self.sleep_each_batch(naps)) for naps in self.naps]

    async def sleep_and_end(self, naps):
        for ns in naps:
            await asyncio.sleep(self.seconds(ns))

    async def sleep_warm(self, naps):
        now = monotonic_ns()
        for ns in naps:
            due = now + ns
            await asyncio.sleep(self.seconds(ns))
            now = monotonic_ns()
            self.late.append(now - due)

    async def sleep_each_batch(self, naps):
        turn = 0
        while True:
            await self.starts[turn % 2].wait()
            if self.over:
                return
            await self.sleep_warm(naps)
            self.asleep -= 1
            if not self.asleep:
                self.awake.set()
            turn += 1

    async def play_cold(self, tally):
        began = monotonic_ns()
        await asyncio.gather(*[asyncio.create_task(self.sleep_and_end(naps)) for naps in self.naps])
        self.count_cold(began, tally)

    async def play_warm(self, tally):
        self.begin_batch()
        await self.awake.wait()
        self.end_batch(tally)

    async def play(self, operations, tally):
        done = 0
        while done < operations:
            await (self.play_warm(tally) if self.warm else self.play_cold(tally))
            done += self.operations
        tally.operations += done

    async def finish(self):
        self.over = True
        self.wake_all()
        await asyncio.gather(*self.tasks)


class Uvloop(Asyncio):
    """libuv counts in whole milliseconds, so that a sleep of 10 ms may end after 9.

    These sleep until libuv's next millisecond after the time that is meant: none is early. That takes
    two readings of clocks for each (bench/peers/libuv/sleepers.c does the same).
    """

    async def prepare(self, parameters):
        self.loop = asyncio.get_running_loop()
        await super().prepare(parameters)

    def seconds(self, ns):
        due_ms = -(-(monotonic_ns() + ns) // MS)
        return due_ms / 1000 - self.loop.time()


class Threads(Dormitory):
    def prepare(self, parameters):
        self.lock = threading.Lock()  # of `asleep`
        self.make(parameters, threading.Event)
        if self.warm:
            crew.start(self.sleep_each_batch, [(naps,) for naps in self.naps], self.tasks)

    def sleep_and_end(self, naps):
        for ns in naps:
            time.sleep(ns / SECOND)

    def sleep_warm(self, naps):
        now = monotonic_ns()
        for ns in naps:
            due = now + ns
            time.sleep(ns / SECOND)
            now = monotonic_ns()
            self.late.append(now - due)

    def count_off(self):
        with self.lock:
            self.asleep -= 1
            if not self.asleep:
                self.awake.set()

    def sleep_each_batch(self, naps):
        turn = 0
        while True:
            self.starts[turn % 2].wait()
            if self.over:
                return
            self.sleep_warm(naps)
            self.count_off()
            turn += 1

    def play_cold(self, tally):
        began = monotonic_ns()
        crew.run(self.sleep_and_end, [(naps,) for naps in self.naps])
        self.count_cold(began, tally)

    def play_warm(self, tally):
        self.begin_batch()
        self.awake.wait()
        self.end_batch(tally)

    def play(self, operations, tally):
        done = 0
        while done < operations:
            if self.warm:
                self.play_warm(tally)
            else:
                self.play_cold(tally)
            done += self.operations
        tally.operations += done

    def finish(self):
        self.over = True
        self.wake_all()
        for thread in self.tasks:
            thread.join()
