/* SPDX-License-Identifier: MIT */
/* measure.h - what a piece of playing has cost this process. */
#ifndef BENCH_WORKER_MEASURE_H
#define BENCH_WORKER_MEASURE_H

#include <stdint.h>
#include <sys/resource.h>
#include <time.h>

#include "bench/protocol/slice.h"

struct measure_usage {
	struct rusage own, children;
};

struct measure {
	int64_t wall_ns, cpu_ns; /* at the start */
	struct measure_usage usage;
	clockid_t conductor;  /* its processor clock, when it is told of at all */
	int64_t conductor_ns; /* by it, at the start; -1: unknown */
};

/*
 * The wall clock is read last at the start and first at the end: the other readings, which walk
 * all the threads of the process, lie outside of its window. DUET_CONDUCTOR, if set, names the
 * process whose processor time is told as the slice's harness_ns: what its clock had when it last
 * went to sleep or ticked, which is all where it sleeps at the end.
 */
void measure_start(struct measure *measure);

/* Store the differences since the start; the operations are the caller's. */
void measure_end(const struct measure *measure, struct slice *slice);

#endif
