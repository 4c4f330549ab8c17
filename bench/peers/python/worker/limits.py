# SPDX-License-Identifier: MIT
"""limits.py - needs against room, and the largest value of a parameter that fits."""
from types import SimpleNamespace

from worker import room


def add_up(runtime, workload, parameters):
    """How much is needed of what room.look tells."""
    needs = workload.needs(parameters)
    tasks = needs.get("tasks", 0)
    return {
        "threads": tasks * runtime.threads_a_task,
        "mappings": tasks * runtime.maps_a_task,
        "descriptors": needs.get("descriptors", 0),
        "bytes of memory": needs.get("bytes", 0) + tasks * runtime.bytes_a_task,
    }


def too_much(needed, left):
    """What does not fit; None: all does."""
    return next((what for what in needed if needed[what] > left[what][1]), None)


def most(fits, low, high):
    """The largest number from low on that fits, 0: none does. `high` does not."""
    if not fits(low):
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def check(runtime, workload, parameters):
    """The answer to `limits`."""
    left = room.look()
    needed = add_up(runtime, workload, parameters)
    what = too_much(needed, left)
    if not what:
        return {"fits": True}
    name = workload.TABLE["scaled_parameter"]

    def fits(value):
        others = SimpleNamespace(**{**vars(parameters), name: value})
        return not too_much(add_up(runtime, workload, others), left)

    least = next(row["min"] for row in workload.TABLE["parameters"] if row["name"] == name)
    return {
        "fits": False,
        "parameter": name,
        "most": most(fits, least, getattr(parameters, name)),
        "why": f"{needed[what]} {what} are needed, {left[what][0]} leaves {left[what][1]}",
    }
