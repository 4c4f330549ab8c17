# SPDX-License-Identifier: MIT
"""open_loop.py - slices of a server and its driver, and what their latencies come to."""
from hands import *

def play_both(pair, operations, meanwhile=lambda: None):
    """What server and driver say of a slice; `meanwhile` is called while it is played."""
    for worker in pair:
        send(worker, do="play", operations=operations)
    meanwhile()
    return receive(pair[0]), receive(pair[1])

def play(pair, operations, meanwhile=lambda: None):
    """What the driver says."""
    return play_both(pair, operations, meanwhile)[1]

def low(index):
    return index if index < 128 else 2 ** (index // 128 - 1) * (128 + index % 128)

def quantile(latencies, share):
    """Where the share of the latencies begins, in milliseconds."""
    left = share * total(latencies)
    for index, count in latencies["buckets"]:
        left -= count
        if left <= 0:
            return low(index) / 1e6

def total(latencies):
    return sum(count for _, count in latencies["buckets"])
