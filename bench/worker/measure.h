/* SPDX-License-Identifier: MIT */
/* measure.h - what a piece of playing has cost this process. */
#ifndef BENCH_WORKER_MEASURE_H
#define BENCH_WORKER_MEASURE_H

#include <stdint.h>
#include <sys/resource.h>

#include "bench/protocol/slice.h"

struct measure {
	int64_t wall_ns, cpu_ns; /* at the start */
	struct rusage usage;
};

/*
 * The wall clock is read last at the start and first at the end: the other readings, which walk
 * all the threads of the process, lie outside of its window.
 */
void measure_start(struct measure *measure);

/* Store the differences since the start; the operations are the caller's. */
void measure_end(const struct measure *measure, struct slice *slice);

#endif
