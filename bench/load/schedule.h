/* SPDX-License-Identifier: MIT */
/*
 * schedule.h - when the requests of an open loop are due, whatever the server does.
 *
 * Pure: a schedule knows no clock and keeps no queue. Its head is the first request that was
 * neither sent nor given up; a copy of it may run ahead.
 */
#ifndef BENCH_LOAD_SCHEDULE_H
#define BENCH_LOAD_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

struct schedule {
	int64_t start_ns;
	int64_t rate;	/* requests a second */
	int64_t number; /* of the head, from 0 */
	int64_t due_ns; /* of the head, on the clock of start_ns */
	bool poisson;
	uint64_t random;   /* the generator's state */
	double elapsed_ns; /* the sum of the exponential gaps so far */
};

/*
 * Start it: the first request is due a gap after start_ns. Gaps are constant or, with `poisson`,
 * exponentially distributed of the same mean; then equal seeds give equal gaps.
 */
void schedule_start(struct schedule *schedule, int64_t start_ns, int64_t rate, bool poisson,
		    uint64_t seed);

/* Go on to the next request. Constant gaps do not drift: each is reckoned from the start. */
void schedule_next(struct schedule *schedule);

/* Pass over those that were due before the time. Returns how many. */
int64_t schedule_skip(struct schedule *schedule, int64_t before_ns);

#endif
