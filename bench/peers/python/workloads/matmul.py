# SPDX-License-Identifier: MIT
"""matmul - what does computing gain from tasks? (bench/workloads/matmul.c)

In Python alone, without a library: lists of floats, summed in the same order as in C, so that the
results are equal to the bit. A library such as NumPy computes in C, and lets go of the interpreter's
lock meanwhile: that is another question.
"""
import operator
import struct
from functools import partial

from workloads import parameter, split
from workloads.congruence import numbers

TABLE = {
    "name": "matmul",
    "question": "What does computing gain from being split over tasks?",
    "operation": "a multiplication of two matrices",
    "caution": "The kernel is naive: it shows what running in parallel gains, not how fast a matrix "
               "can be multiplied.",
    "metric": "wall",
    "kind": "slice",
    "cores": "all",
    "scaled_parameter": "tasks",
    "driver": None,
    "verify_operations": 2,
    "slice_ns": 10_000_000,
    "parameters": [
        parameter("n", "rows", 192, 1, 2048, "rows and columns of the matrices"),
        parameter("tasks", "tasks", 2, 1, 2048, "that share the rows"),
    ],
}


def needs(p):
    return {"tasks": p.tasks, "bytes": 3 * p.n * p.n * 32}  # a pointer and a float


class Product:
    def __init__(self, p):
        n = self.n = p.n
        values = [(x >> 11) / 9007199254740992.0 for x in numbers(2 * n * n)]
        rows = [values[i * n:i * n + n] for i in range(2 * n)]
        self.a, self.b = rows[:n], rows[n:]
        self.c = [None] * n

    def units(self):
        return self.n

    def row(self, i):
        """Every element sums over k upwards."""
        row = [0.0] * self.n
        for factor, other in zip(self.a[i], self.b):
            row = [x + factor * y for x, y in zip(row, other)]
        return row

    def bits(self, i):
        """Each element's bits, weighed by its place."""
        bits = struct.unpack(f"{self.n}Q", struct.pack(f"{self.n}d", *self.c[i]))
        return sum(map(operator.mul, bits, range(i * self.n + 1, (i + 1) * self.n + 1)))

    def compute(self, first, end):
        total = 0
        for i in range(first, end):
            self.c[i] = self.row(i)
            total += self.bits(i)
        return total


least = split.least
Asyncio = partial(split.Asyncio, Product)
Threads = partial(split.Threads, Product)
