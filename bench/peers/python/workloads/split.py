# SPDX-License-Identifier: MIT
"""split.py - work shared out over tasks: what the workloads that compute have in common.

Work has units(), and compute(first, end), which returns a sum over these units.
"""
import asyncio

from workloads import crew
from workloads.player import Player


def least(_):
    return 1


def parts(units, shares):
    """(first, end) of each, as kernel_share of bench/kernels/kernel.h."""
    bounds = [units * i // shares for i in range(shares + 1)]
    return list(zip(bounds, bounds[1:]))


class Asyncio(Player):
    def __init__(self, make):
        self.make = make  # of parameters, work

    def prepare(self, parameters):
        self.work = self.make(parameters)
        self.parts = parts(self.work.units(), parameters.tasks)

    async def compute(self, first, end):
        return self.work.compute(first, end)

    async def play(self, operations, tally):
        for _ in range(operations):
            tasks = [asyncio.create_task(self.compute(*part)) for part in self.parts]
            tally.checksum += sum(await asyncio.gather(*tasks))
        tally.operations += operations


class Threads(Player):
    def __init__(self, make):
        self.make = make

    def prepare(self, parameters):
        self.work = self.make(parameters)
        bounds = parts(self.work.units(), parameters.tasks)
        self.sums = [0] * len(bounds)
        self.parts = [(i, *part) for i, part in enumerate(bounds)]

    def compute(self, i, first, end):
        self.sums[i] = self.work.compute(first, end)

    def play(self, operations, tally):
        for _ in range(operations):
            crew.run(self.compute, self.parts)
            tally.checksum += sum(self.sums)
        tally.operations += operations
