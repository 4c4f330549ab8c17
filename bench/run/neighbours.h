/* SPDX-License-Identifier: MIT */
/*
 * neighbours.h - how much of the contestants' processor others took while a duet was played.
 *
 * From /proc/stat, which the kernel counts in ticks of 10 ms: good for seconds, not for slices.
 */
#ifndef BENCH_RUN_NEIGHBOURS_H
#define BENCH_RUN_NEIGHBOURS_H

#include <sched.h>
#include <stdint.h>

struct neighbours {
	cpu_set_t cores; /* that are watched */
	int64_t began_ns;
	int64_t busy_ns, stolen_ns; /* what the kernel had counted then */
};

/* As shares of the watched cores' time; -1: unknown. */
struct neighbour_shares {
	double others; /* other processes, and what the kernel did for them */
	double stolen; /* the hypervisor gave it to somebody else */
};

/* Begin to watch one core, or all allowed ones (core = -1). */
void neighbours_watch(struct neighbours *neighbours, const cpu_set_t *allowed, int core);

/*
 * What happened since then, of which ours_ns was our own processor time there. Unknown for less
 * than half a second.
 */
struct neighbour_shares neighbours_since(const struct neighbours *neighbours,
					 int64_t ours_ns);

/* The shares from counts, for a test: elapsed_ns is the sum over the watched cores. */
struct neighbour_shares neighbour_shares(int64_t elapsed_ns, int64_t busy_ns,
					 int64_t stolen_ns, int64_t ours_ns);

#endif
