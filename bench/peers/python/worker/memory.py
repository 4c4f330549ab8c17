# SPDX-License-Identifier: MIT
"""memory.py - resident memory, page tables and the kernel's share (bench/worker/memory.c)."""
SOURCES = (
    ("resident_bytes", "/proc/self/smaps_rollup", "Rss:"),
    ("page_table_bytes", "/proc/self/status", "VmPTE:"),
    ("kernel_stack_bytes", "/proc/meminfo", "KernelStack:"),
    ("slab_bytes", "/proc/meminfo", "Slab:"),
)

PR_SET_THP_DISABLE = 41


def read_bytes(path, name):
    """Of the line "NAME:   123 kB" of a file. OSError: there is none."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    raise OSError(61, f"{path} has no {name}")


def level():
    return {member: read_bytes(path, name) for member, path, name in SOURCES}


def avoid_huge_pages():
    """Called before the first look, too, since what it loads takes memory."""
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)
