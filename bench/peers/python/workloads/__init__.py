# SPDX-License-Identifier: MIT
"""Workloads as a Python programmer writes them; what they do is what bench/workloads does.

A module has a TABLE, as `--describe` tells it; needs(parameters), what it holds at one time;
least(parameters), the fewest operations of a slice; and players for each way to write it: Asyncio, Threads,
and Uvloop where that differs from Asyncio. Loaded by name: a worker holds only what it plays.
"""
from importlib import import_module

NAMES = ("deadlock", "echo", "encode", "matmul", "memory", "race", "say_after", "sleepers", "spawn",
         "switch")


def find(name):
    """The module of one of the NAMES."""
    return import_module("workloads." + name)


def parameter(name, unit, default, least, most, text):
    """A row of a table's parameters."""
    return {"name": name, "unit": unit, "default": default, "min": least, "max": most, "help": text}
