/* SPDX-License-Identifier: MIT */
/*
 * budget.h - how a duet's time is spent: slices a round, rounds a duet. Pure.
 *
 * The number of rounds is fixed before the first one: intervals would not hold if a duet ended
 * when its numbers please.
 */
#ifndef BENCH_RUN_BUDGET_H
#define BENCH_RUN_BUDGET_H

#include <stdint.h>

#define ROUNDS_LEAST 5

/*
 * How many of a fresh process's first slices do not count, when a slice lasts slice_ns: about
 * 2 ms of them, from 1 to 10.
 */
int64_t budget_discarded(int64_t slice_ns);

/*
 * How many slices of a round count, the longest lasting slice_ns: 20 to 2, or as many more as
 * last round_ns together (0: no such wish). An even number.
 */
int64_t budget_kept(int64_t slice_ns, int64_t round_ns);

/* How many rounds of round_ns fit into left_ns: from ROUNDS_LEAST to most. */
int64_t budget_rounds(int64_t left_ns, int64_t round_ns, int64_t most);

/*
 * Every duet has its own share of a budget, by its weight, whatever the others did: what one saves
 * goes by weight to those after it, what one overruns is taken from nobody.
 */
struct shares {
	int64_t unit_ns;  /* of a weight of 1 */
	int64_t spare_ns; /* saved by those that have ended; never below 0 */
};

struct shares shares_of(int64_t budget_ns, int64_t weights);

/* What the next duet may spend when duets of such weights, it included, are left. */
int64_t shares_next(const struct shares *shares, int64_t weight, int64_t weights_left);

/* That duet has ended and has spent spent_ns of allowed_ns. */
void shares_settle(struct shares *shares, int64_t weight, int64_t allowed_ns,
		   int64_t spent_ns);

/* A round's slices: their length is that of all contestants' together, one slice each. */
struct shape {
	int64_t kept, discarded; /* slices a contestant; discarded: the mean */
	int64_t slices_ns;
};

/*
 * Make the slices of a round of round_ns fewer, then shorter, so that it takes wanted_ns; never
 * fewer than 2, never shorter than a quarter. Changes shape->kept and shape->slices_ns and
 * returns what a round then takes: more than wanted when that is not enough.
 */
int64_t budget_shorten(struct shape *shape, int64_t round_ns, int64_t wanted_ns);

#endif
