/* SPDX-License-Identifier: MIT */
/*
 * trimmed.h - the 20 % trimmed mean, its standard error and the bounds that follow. Pure.
 *
 * The error is from the Winsorised variance, the bounds from t: K. K. Yuen, "The two-sample
 * trimmed t for unequal population variances", Biometrika 61 (1974); for one sample J. W.
 * Tukey, D. H. McLaughlin, Sankhya A 25 (1963). Values that are one in five beyond all
 * reason at either end move neither much.
 */
#ifndef BENCH_STATS_TRIMMED_H
#define BENCH_STATS_TRIMMED_H

#include <stddef.h>

struct trimmed {
	double mean;
	double error; /* standard error of the mean; NaN where less than two values are kept */
	double freedom; /* degrees of freedom of its t */
	size_t values;	/* behind it */
};

/*
 * Of n values, which are left alone. Returns 0, -EINVAL for n = 0 or a value that is not
 * finite, -ENOMEM.
 */
int trimmed_mean(const double *values, size_t n, struct trimmed *trimmed);

/* What degrees of freedom the trimmed mean of n values has; below 1: it has no error. */
double trimmed_freedom(size_t n);

/*
 * after less before, which are not paired, into `difference`: Yuen's, by Welch's degrees of
 * freedom, since each side has a variance of its own. Without an error, NaN, where either
 * has none.
 */
void trimmed_difference(const struct trimmed *before, const struct trimmed *after,
			struct trimmed *difference);

/*
 * One-sided bounds: the true mean is below the low one, or above the high one, in a share
 * of `level` (0.05) of all cases. NaN where there is no error.
 */
double trimmed_low(const struct trimmed *trimmed, double level);
double trimmed_high(const struct trimmed *trimmed, double level);

/*
 * The p value of "the true mean is at most `value`": how often, if it were, the mean would
 * come out as far above it. NaN where there is no error, or an error of 0.
 */
double trimmed_p_above(const struct trimmed *trimmed, double value);

#endif
