/* SPDX-License-Identifier: MIT */
/*
 * share.h - the mean of shares, of which each round's is from 0 to 1, few rounds may have
 * any, and one that was not seen may have all. Pure.
 *
 * E. L. Korn, B. I. Graubard, "Confidence intervals for proportions with small expected
 * number of positive counts estimated from survey data", Survey Methodology 24 (1998):
 * Clopper and Pearson's interval of as many trials as would scatter like the rounds do.
 * Rounds of all or nothing are one trial each. And never surer than that n rounds did not
 * show the worst there may be.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_SHARE_H
#define BENCH_EVIDENCE_PREDICATE_SHARE_H

#include "bench/evidence/predicate/predicate.h"

/* Of a quantity that is a share: p values of "it is not above that", and "not below". */
double share_p_above(const struct predicate_quantity *quantity, double threshold);
double share_p_below(const struct predicate_quantity *quantity, double threshold);

/*
 * Below, or above, which it is in a share of `tail` of all cases at most: the end that the
 * rounds' scatter gives it, or what is farther, and from 0 to 1.
 */
double share_low(const struct predicate_quantity *quantity, double low, double tail);
double share_high(const struct predicate_quantity *quantity, double high, double tail);

#endif
