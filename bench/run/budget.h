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

/* What one of the duets that are left may spend of what is left. */
int64_t budget_share(int64_t left_ns, int64_t duets_left);

#endif
