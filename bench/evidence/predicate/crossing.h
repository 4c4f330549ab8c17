/* SPDX-License-Identifier: MIT */
/*
 * crossing.h - from which value of a parameter on a contestant costs less for good. Pure.
 *
 * bench/stats/crossover.h says what that is. That it is below a number is shown where the
 * contestant costs less at the last measured value up to it and at all above: the largest
 * of their p values (see odds.h). That it is above is shown by the first measured value
 * from the number on, where the other costs less. Both hold however the ratio runs between
 * two values; that nothing comes below a value where the contestant costs less takes a
 * ratio that comes to 1 once.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_CROSSING_H
#define BENCH_EVIDENCE_PREDICATE_CROSSING_H

#include "bench/evidence/predicate/ends.h"
#include "bench/evidence/predicate/odds.h"

/*
 * Make the marks of a quantity of a sweep's points, leaving out those that no round has.
 * Returns 0; -EDOM with a problem: a ratio that is not positive; -ENOMEM.
 */
int crossing_estimate(const struct predicate_answer *answer,
		      struct predicate_quantity *quantity, struct problem *problem);

/* Of its comparison with a threshold. */
struct odds crossing_odds(const struct predicate_quantity *quantity);

/* Its bracket, as predicate_interval says it. */
struct estimate crossing_interval(const struct predicate_quantity *quantity,
				  struct tails tails);

#endif
