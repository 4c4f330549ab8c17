/* SPDX-License-Identifier: MIT */
/* cores.h - which processor plays what. */
#ifndef BENCH_RUN_CORES_H
#define BENCH_RUN_CORES_H

#include <sched.h>
#include <stdbool.h>
#include <sys/types.h>

struct cores {
	int contestants; /* all contestants' core; -1: not pinned */
	int others;	 /* the drivers' and the conductor's; -1: not pinned */
	bool shared;	 /* there is but one core: everybody has to share it */
};

/*
 * Choose among the allowed ones: contestants on `wanted` (-1: the last one), the others on the
 * first one left. Returns 0, or -EINVAL when the wanted core is not allowed.
 */
int cores_choose(const cpu_set_t *allowed, int wanted, bool pinned, struct cores *cores);

/* The set of one core, or of all that are allowed (core = -1). */
cpu_set_t cores_set(const cpu_set_t *allowed, int core);

/* Put the calling thread on a core; -1: on all that are allowed. Failure changes nothing. */
void cores_move_to(const cpu_set_t *allowed, int core);

/*
 * The first core but `core` that a thread of the process may run on; `core`: there is none,
 * or the process has ended. Without /proc its first thread alone is asked.
 */
int cores_elsewhere(pid_t process, int core);

#endif
