# SPDX-License-Identifier: MIT
"""latency.py - nanoseconds in the buckets of duet's histogram (bench/stats/histogram.h)."""
from collections import Counter

ROW_BITS = 7
ROW = 1 << ROW_BITS  # buckets a power of two
LARGEST = (1 << 43) - 1


def bucket_of(value):
    value = min(max(value, 0), LARGEST)
    if value < ROW:
        return value
    shift = value.bit_length() - 1 - ROW_BITS
    return ROW + shift * ROW + (value >> shift & ROW - 1)


def latency(values):
    """The member of a slice that tells them; there is at least one."""
    return {
        "max_ns": max(0, max(values)),
        "buckets": sorted(Counter(map(bucket_of, values)).items()),
    }
