# SPDX-License-Identifier: MIT
"""congruence.py - the linear congruence of Knuth's that duet's kernels take numbers from."""
FACTOR = 6364136223846793005
ADDEND = 1442695040888963407
FULL = (1 << 64) - 1


def numbers(count):
    """As if at random, 64 bits each, always the same."""
    x = 1
    for _ in range(count):
        x = x * FACTOR + ADDEND & FULL
        yield x
