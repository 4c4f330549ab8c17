/* SPDX-License-Identifier: MIT */
/*
 * ends.h - how surely a mean over rounds is above or below 0, and the ends of its interval.
 * Pure.
 *
 * By Yuen's t (bench/stats/trimmed.h), less what the metric itself cannot tell. Where the
 * rounds that the trimmed mean keeps are all equal there is no error for t: then by the
 * sign test (bench/stats/sign.h), so that n equal rounds are never surer than 2^-n.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_ENDS_H
#define BENCH_EVIDENCE_PREDICATE_ENDS_H

#include "bench/evidence/predicate/predicate.h"

/* How often it may be beyond either end of an interval. */
struct tails {
	double low, high;
};

/* The spread of n distances on logarithms, of one duet. Returns 0 or -ENOMEM. */
int ends_spread(const double *distances, size_t n, struct predicate_spread *spread);

/* Whether the rounds that are kept are all equal. */
bool ends_is_flat(const struct trimmed *mean, const struct predicate_spread *spread);

/*
 * One-sided p values of "it is not above 0" and "not below"; with or_equal, of "it is below
 * 0" and "above". 1 where the rounds do not say.
 */
double ends_p_above(const struct trimmed *mean, const struct predicate_spread *spread,
		    bool or_equal);
double ends_p_below(const struct trimmed *mean, const struct predicate_spread *spread,
		    bool or_equal);

/*
 * Below, or above, which it is in a share of `tail` of all cases at most; NaN: the rounds
 * do not say.
 */
double ends_low(const struct trimmed *mean, const struct predicate_spread *spread,
		double tail);
double ends_high(const struct trimmed *mean, const struct predicate_spread *spread,
		 double tail);

#endif
