/* SPDX-License-Identifier: MIT */
/*
 * estimate.h - what a set of rounds says, and how sure it is. Pure: no clocks, no files.
 *
 * Within a round, slices are summed up by the mean of their fastest quarter: noise only
 * ever adds time. Over rounds, which are the unit of replication, the 20 % trimmed mean
 * with its t interval (trimmed.h). Ratios are estimated from the logarithms of the rounds'
 * own ratios.
 */
#ifndef BENCH_STATS_ESTIMATE_H
#define BENCH_STATS_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#define CONFIDENCE 0.95 /* of every interval */

struct estimate {
	double value;
	double low, high; /* the interval; NaN both when a single round allows none */
	size_t rounds;	  /* behind it */
};

/* The mean of the lowest quarter (rounded up, at least one) of n > 0 values. Sorts them. */
double low_quarter_mean(double *values, size_t n);

/*
 * The 20 % trimmed mean of n values and its interval. Returns 0, -EINVAL for n = 0 or a
 * value that is not finite, -ENOMEM.
 */
int estimate_mean(const double *values, size_t n, struct estimate *estimate);

/*
 * How many times `values` is `base`, paired round by round: exp of the trimmed mean of
 * log(values[i] / base[i]), and its interval. Returns as estimate_mean, or -EDOM when a
 * value is not positive.
 */
int estimate_ratio(const double *values, const double *base, size_t n,
		   struct estimate *estimate);

/*
 * Whether the interval leaves no doubt that the ratio is not 1. False when there is none.
 */
bool estimate_excludes_one(const struct estimate *ratio);

/* The ratio the other way around, with its interval. */
struct estimate estimate_inverse(const struct estimate *ratio);

/*
 * The relative difference that the ratio's interval could just have told from none: 0.03
 * for 3 %; NaN without an interval. What is printed after "no difference found".
 */
double estimate_resolution(const struct estimate *ratio);

#endif
