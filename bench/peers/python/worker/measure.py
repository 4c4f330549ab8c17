# SPDX-License-Identifier: MIT
"""measure.py - clocks and resource usage around a slice (bench/worker/measure.c)."""
import os
import time
from resource import RUSAGE_SELF, getrusage


def conductor_clock():
    """The clock of the process that the environment names (clock_getcpuclockid(3)); None: unknown."""
    try:
        process = int(os.environ["DUET_CONDUCTOR"])
        clock = ~process << 3 | 2
        time.clock_gettime_ns(clock)
    except (KeyError, ValueError, OSError, OverflowError):
        return None
    return clock if process > 0 else None


class Measure:
    """A slice, from its making on."""

    __slots__ = ("conductor", "harness", "usage", "cpu", "wall")

    def __init__(self):
        self.usage = getrusage(RUSAGE_SELF)
        self.conductor = conductor_clock()
        self.harness = time.clock_gettime_ns(self.conductor) if self.conductor is not None else 0
        self.cpu = time.process_time_ns()
        self.wall = time.monotonic_ns()

    def end(self):
        """The members of a slice that it takes to say what it cost."""
        wall = time.monotonic_ns() - self.wall
        cpu = time.process_time_ns() - self.cpu
        told = {}
        if self.conductor is not None:
            told["harness_ns"] = time.clock_gettime_ns(self.conductor) - self.harness
        before, after = self.usage, getrusage(RUSAGE_SELF)
        return {
            "wall_ns": wall,
            "cpu_ns": cpu,
            "voluntary": after.ru_nvcsw - before.ru_nvcsw,
            "involuntary": after.ru_nivcsw - before.ru_nivcsw,
            "minor_faults": after.ru_minflt - before.ru_minflt,
            "major_faults": after.ru_majflt - before.ru_majflt,
            **told,
        }
