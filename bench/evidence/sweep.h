/* SPDX-License-Identifier: MIT */
/* sweep.h - the duets of a run that a crossover is found in. Pure. */
#ifndef BENCH_EVIDENCE_SWEEP_H
#define BENCH_EVIDENCE_SWEEP_H

#include "bench/evidence/scope.h"

/*
 * For each value of the query's parameter, in rising order, the ratios of what the
 * contestant costs to what the other does, round by round, by the duets' own metric: from
 * the run that has most values, of several the newest; duets that are not to be trusted are
 * left out. They are put into the answer, and none where there is no run. Returns 0;
 * -EINVAL with the problem, as scope_find_all; -ENOMEM.
 */
int sweep_answer(struct scope *scope, const struct predicate_query *query,
		 struct predicate_answer *answer, struct problem *problem);

/*
 * The duets themselves, as their contestant's seats, in rising order: an array to be freed,
 * NULL where there are fewer than two. Returns as sweep_answer.
 */
int sweep_find(const struct scope *scope, const struct predicate_query *query,
	       struct seat_found **seats, size_t *count, struct problem *problem);

#endif
