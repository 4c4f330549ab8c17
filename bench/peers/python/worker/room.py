# SPDX-License-Identifier: MIT
"""room.py - the machine's limits on threads, mappings, open files and memory (bench/worker/room.c).

Amounts change while one looks: what is kept back is for that, and for the rest of the machine.
"""
import os
import resource

from worker import cgroup

SPARE_THREADS = 256
SPARE_MAPS = 512
SPARE_DESCRIPTORS = 32
BOUNDLESS = (1 << 63) - 1


def soft_limit(which):
    """A list of one number, or none."""
    limit, _ = resource.getrlimit(which)
    return [] if limit == resource.RLIM_INFINITY else [limit]


def kernel(name):
    number = cgroup.integer("/proc/sys/" + name)
    return [] if number is None else [number]


def threads_now():
    """Of the whole machine: /proc/loadavg says "0.20 0.18 0.12 running/all last"."""
    with open("/proc/loadavg", encoding="utf-8") as file:
        return int(file.read().split()[3].split("/")[1])


def available():
    with open("/proc/meminfo", encoding="utf-8") as file:
        return [int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:")]


def maps_now():
    with open("/proc/self/maps", encoding="utf-8") as file:
        return sum(1 for _ in file)


def threads():
    """Rows of a limit's name and what it leaves."""
    now = threads_now() + SPARE_THREADS
    rows = [("kernel.threads-max", n - now) for n in kernel("kernel/threads-max")]
    rows += [("kernel.pid_max", n - now) for n in kernel("kernel/pid_max")]
    rows += [("pids.max of the control group", n - SPARE_THREADS) for n in cgroup.tasks_left()]
    if os.geteuid() != 0:  # root is exempt: fork(2)
        rows += [("ulimit -u", n - now) for n in soft_limit(resource.RLIMIT_NPROC)]
    return rows


def memory():
    """A quarter is left to others."""
    rows = [("the memory that is available", n) for n in available()]
    rows += [("memory.max of the control group", n) for n in cgroup.bytes_left()]
    rows += [("ulimit -v", n) for n in soft_limit(resource.RLIMIT_AS)]
    return [(name, n // 4 * 3) for name, n in rows]


def maps():
    now = maps_now() + SPARE_MAPS
    return [("vm.max_map_count", n - now) for n in kernel("vm/max_map_count")]


def descriptors():
    return [("ulimit -n", n - SPARE_DESCRIPTORS) for n in soft_limit(resource.RLIMIT_NOFILE)]


def look():
    """What is left of each, and the name of the tightest limit."""
    room = {}
    for what, rows in (("threads", threads()), ("mappings", maps()),
                       ("descriptors", descriptors()), ("bytes of memory", memory())):
        name, left = min(rows, key=lambda row: row[1], default=("", BOUNDLESS))
        room[what] = (name, max(left, 0))
    return room


def raise_descriptors():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
