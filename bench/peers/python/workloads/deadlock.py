# SPDX-License-Identifier: MIT
"""deadlock - how often do two tasks lock each other out? (bench/workloads/deadlock.c)

Two tasks take two locks in opposite order. On asyncio a time limit cancels the one that is not through,
as in C. Nobody can cancel a thread in Python: there each acquire has what is left of the limit.
"""
import asyncio
import threading
import time

from worker.problem import Problem
from workloads import crew, parameter
from workloads.player import Player

TABLE = {
    "name": "deadlock",
    "question": "How often do two tasks that take two locks in opposite order deadlock?",
    "operation": "a try of both tasks",
    "caution": "A try that deadlocked costs the limit, whoever plays it: what counts is how often that "
               "was, and that depends on the machine.",
    "metric": "wall",
    "kind": "slice",
    "cores": "all",
    "scaled_parameter": None,
    "driver": None,
    "verify_operations": 4,
    "slice_ns": 20_000_000,
    "parameters": [
        parameter("laps", "times", 100, 1, 100000, "that each takes both locks, in a try"),
        parameter("limit", "ms", 5, 0, 1000,
                  "after which a task gives up; 0: never, where the runtime finds deadlocks itself"),
        parameter("wait", "(yes)", 0, 0, 1, "between the two locks: a sleep(0)"),
    ],
    "counts": [
        {"name": "deadlocked", "help": "tries in which each held what the other wanted"},
        {"name": "late", "help": "tries that were given up without: the limit was too short"},
    ],
}

LOCKED_OUT, LATE = "locked out", "late"  # how a task ended that did not get through


def needs(_):
    return {"tasks": 2, "bytes": 0}


def least(_):
    return 1


class Embrace(Player):
    """What both ways have in common: two locks, who holds their first one, and what became of a try."""

    def make(self, p, lock, event):
        if not p.limit:
            raise Problem("limit=0 would hang: this runtime finds no deadlocks")
        self.laps, self.limit, self.waits = p.laps, p.limit / 1000, p.wait  # seconds
        self.locks, self.start = (lock(), lock()), event()
        self.holds = [False, False]  # its first lock, and not the second; told a little less long than it is so

    def of(self, me):
        """The lock that it takes first, and the other one."""
        return self.locks[me], self.locks[1 - me]

    def count(self, ends, tally):
        tally.operations += 1
        tally.checksum += 1
        tally.counts["deadlocked"] += LOCKED_OUT in ends
        tally.counts["late"] += LATE in ends and LOCKED_OUT not in ends


class Asyncio(Embrace):
    async def prepare(self, parameters):
        self.make(parameters, asyncio.Lock, asyncio.Event)

    async def take_second(self, me, second):
        """While we hold our first lock, which is the other's second, the other can get no further."""
        try:
            if self.waits:
                await asyncio.sleep(0)
            async with second:
                self.holds[me] = False
                return None
        except asyncio.CancelledError:
            if self.holds[1 - me]:
                return LOCKED_OUT
            raise

    async def take_turns(self, me):
        first, second = self.of(me)
        await self.start.wait()
        for _ in range(self.laps):
            async with first:
                self.holds[me] = True
                try:
                    end = await self.take_second(me, second)
                finally:
                    self.holds[me] = False
            if end:
                return end

    async def end_of(self, task):
        try:
            return await asyncio.wait_for(task, self.limit)
        except asyncio.TimeoutError:
            return LATE

    async def play(self, operations, tally):
        tally.counts.update(deadlocked=0, late=0)
        for _ in range(operations):
            self.holds = [False, False]
            tasks = [asyncio.create_task(self.take_turns(me)) for me in (0, 1)]
            self.start.set()
            ends = [await self.end_of(task) for task in tasks]
            self.start.clear()
            self.count(ends, tally)


class Threads(Embrace):
    def prepare(self, parameters):
        self.make(parameters, threading.Lock, threading.Event)
        self.ends = [None, None]

    def acquire(self, lock):
        """Whether we got it within the limit."""
        return lock.acquire(timeout=max(0, self.due - time.monotonic()))

    def take_second(self, me, second):
        if self.waits:
            time.sleep(0)
        if self.acquire(second):
            self.holds[me] = False  # who is stopped between its two releases locks nobody out any more
            second.release()
            return None
        return LOCKED_OUT if self.holds[1 - me] else LATE

    def take_both(self, me):
        first, second = self.of(me)
        if not self.acquire(first):
            return LATE
        self.holds[me] = True
        end = self.take_second(me, second)
        self.holds[me] = False
        first.release()
        return end

    def take_turns(self, me):
        self.start.wait()
        for _ in range(self.laps):
            end = self.take_both(me)
            if end:
                self.ends[me] = end
                return

    def play_once(self, tally):
        threads, self.ends, self.holds = [], [None, None], [False, False]
        try:
            crew.start(self.take_turns, [(0,), (1,)], threads)
        finally:
            self.due = time.monotonic() + self.limit
            self.start.set()
            for thread in threads:
                thread.join()
            self.start.clear()
        self.count(self.ends, tally)

    def play(self, operations, tally):
        tally.counts.update(deadlocked=0, late=0)
        for _ in range(operations):
            self.play_once(tally)
