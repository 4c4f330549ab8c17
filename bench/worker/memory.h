/* SPDX-License-Identifier: MIT */
/* memory.h - what this process and the kernel hold now. */
#ifndef BENCH_WORKER_MEMORY_H
#define BENCH_WORKER_MEMORY_H

#include "bench/protocol/level.h"

/*
 * Read all but the operations from /proc: smaps_rollup, which counts this process's pages one by
 * one (the counters of /proc/self/status may lag behind by 32 pages a processor); VmPTE of
 * status; KernelStack and Slab of meminfo. See proc(5). Returns 0; -ENOENT and the like when a
 * file cannot be opened; -ENODATA when a line is missing.
 */
int memory_read(struct level *level);

/*
 * Have no transparent huge pages from here on (PR_SET_THP_DISABLE, prctl(2)): one of them would
 * count for 512 pages, most of which nobody asked for.
 */
void memory_avoid_huge_pages(void);

#endif
