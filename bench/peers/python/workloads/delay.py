# SPDX-License-Identifier: MIT
"""delay.py - how long each of many sleepers sleeps: the sequence of bench/kernels/delay.h."""
FULL = (1 << 64) - 1


def delay_of(index, least_ns, spread_ns):
    """Nanoseconds, as if at random, but fixed by `index`: SplitMix64 (Steele, Lea and Flood 2014)."""
    if not spread_ns:
        return least_ns
    x = (index + 1) * 0x9E3779B97F4A7C15 & FULL
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & FULL
    x = (x ^ x >> 27) * 0x94D049BB133111EB & FULL
    x ^= x >> 31
    return least_ns + ((x >> 32) * spread_ns >> 32)
