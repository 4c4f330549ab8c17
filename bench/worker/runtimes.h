/* SPDX-License-Identifier: MIT */
/* runtimes.h - what this worker can be: runtimes, peers and the load generator, by name. */
#ifndef BENCH_WORKER_RUNTIMES_H
#define BENCH_WORKER_RUNTIMES_H

#include <stdint.h>

#include "bench/workloads/workload.h"

/* Either table or peer is set. */
struct runtime {
	const char *name;
	const char *summary;	     /* of a table; a peer has its own */
	const struct asyncio *table; /* plays every workload as it is written */
	const struct peer *peer;     /* plays some workloads its own way */
	/* What each task holds at one time, for the check of limits; 0 for most peers. */
	int64_t threads_a_task, maps_a_task, bytes_a_task;
};

/* In alphabetical order, a row without a name at the end. */
extern const struct runtime runtimes[];

/* The runtime of that name, or NULL. */
const struct runtime *runtime_find(const char *name);

/* What it is, a few words. */
const char *runtime_summary(const struct runtime *runtime);

/* How the runtime plays the workload, or NULL when it does not. */
const struct player *runtime_player(const struct runtime *runtime,
				    const struct workload *workload);

#endif
