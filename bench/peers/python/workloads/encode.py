# SPDX-License-Identifier: MIT
"""encode - what does encoding gain from tasks? (bench/workloads/encode.c)

The standard library does it, in C. hashlib lets go of the interpreter's lock while it sums up a text
of this size, base64 does not.
"""
import hashlib
import sys
from base64 import b64encode
from functools import partial

from workloads import parameter, split
from workloads.congruence import numbers

CHUNK = 3072  # a multiple of base64's group of 3 bytes

TABLE = {
    "name": "encode",
    "question": "What does encoding gain from being split over tasks?",
    "operation": "a buffer encoded",
    "caution": "It shows what running in parallel gains, not how fast bytes can be encoded.",
    "metric": "wall",
    "kind": "slice",
    "cores": "all",
    "scaled_parameter": "tasks",
    "driver": None,
    "verify_operations": 2,
    "slice_ns": 10_000_000,
    "parameters": [
        parameter("bytes", "bytes", 1 << 20, 1, 1 << 28, "to encode"),
        parameter("tasks", "tasks", 2, 1, 2048, "that share the bytes"),
    ],
}


def needs(p):
    return {"tasks": p.tasks, "bytes": 3 * p.bytes}


class Encoding:
    def __init__(self, p):
        self.bytes = bytes(x >> 56 for x in numbers(p.bytes))
        self.text = [b""] * self.units()

    def units(self):
        return (len(self.bytes) + CHUNK - 1) // CHUNK

    def chunk(self, i):
        """Encode it; the first 8 bytes of its text's digest, weighed by its place."""
        text = self.text[i] = b64encode(self.bytes[i * CHUNK:(i + 1) * CHUNK])
        return int.from_bytes(hashlib.sha256(text).digest()[:8], sys.byteorder) * (2 * i + 1)

    def compute(self, first, end):
        return sum(map(self.chunk, range(first, end)))


least = split.least
Asyncio = partial(split.Asyncio, Encoding)
Threads = partial(split.Threads, Encoding)
