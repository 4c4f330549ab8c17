# SPDX-License-Identifier: MIT
"""cgroup.py - what is left below the limits of control groups (bench/worker/cgroup.c)."""
import os

MOUNT = "/sys/fs/cgroup"


def integer(path):
    """What a file says; None: no number ("max"), or there is no such file."""
    try:
        with open(path, encoding="utf-8") as file:
            return int(file.read())
    except (OSError, ValueError):
        return None


def left_in(folder, most, current):
    """A list of one number, or none."""
    limit = integer(os.path.join(folder, most))
    return [] if limit is None else [limit - (integer(os.path.join(folder, current)) or 0)]


def left_below(mount, group, most, current):
    """What the group and those above it leave."""
    folder, left = os.path.normpath(mount + "/" + group), []
    while folder.startswith(mount):
        left += left_in(folder, most, current)
        folder = os.path.dirname(folder)
    return left


def left(controller, names_2, names_1):
    """What the process's groups leave, of version 2 and 1; each names a limit and what counts to it."""
    found = []
    with open("/proc/self/cgroup", encoding="utf-8") as file:
        for line in file:
            _, controllers, group = line.rstrip("\n").split(":", 2)
            if not controllers:
                found += left_below(MOUNT, group, *names_2)
            elif controller in controllers.split(","):
                found += left_below(f"{MOUNT}/{controller}", group, *names_1)
    return found


def tasks_left():
    return left("pids", ("pids.max", "pids.current"), ("pids.max", "pids.current"))


def bytes_left():
    return left("memory", ("memory.max", "memory.current"),
                ("memory.limit_in_bytes", "memory.usage_in_bytes"))
