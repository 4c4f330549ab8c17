/* SPDX-License-Identifier: MIT */
/* trimmed.c - the trimmed mean and its bounds; trimmed.h cites the method. */
#include "bench/stats/trimmed.h"

#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/stats/sorted.h"

/* How many of n are cut off at each end. */
static size_t cut_of(size_t n)
{
	return n / 5;
}

double trimmed_freedom(size_t n)
{
	return (double)(n - 2 * cut_of(n)) - 1;
}

/*
 * The variance of sorted values once the `cut` at each end are set to their neighbour's
 * value.
 */
static double winsorised_variance(double *sorted, size_t n, size_t cut)
{
	double centre, squares = 0;

	for (size_t i = 0; i < cut; i++) {
		sorted[i] = sorted[cut];
		sorted[n - 1 - i] = sorted[n - 1 - cut];
	}
	centre = mean_of(sorted, n);
	for (size_t i = 0; i < n; i++)
		squares += (sorted[i] - centre) * (sorted[i] - centre);
	return squares / (double)(n - 1);
}

/* Of scratch, whose values are sorted and changed. */
static void summarise(double *scratch, size_t n, struct trimmed *trimmed)
{
	size_t cut = cut_of(n);
	double kept = (double)(n - 2 * cut);

	sort_ascending(scratch, n);
	trimmed->values = n;
	trimmed->mean = mean_of(scratch + cut, n - 2 * cut);
	trimmed->freedom = trimmed_freedom(n);
	trimmed->error = NAN;
	/*
	 * Yuen's squared standard error: (n - 1) s_w^2 / (h (h - 1)), with h - 1 degrees.
	 */
	if (kept >= 2)
		trimmed->error =
			sqrt((double)(n - 1) * winsorised_variance(scratch, n, cut) /
			     (kept * (kept - 1)));
}

int trimmed_mean(const double *values, size_t n, struct trimmed *trimmed)
{
	double *scratch;

	if (n == 0 || !all_finite(values, n))
		return -EINVAL;
	scratch = malloc(n * sizeof(*scratch));
	if (!scratch)
		return -ENOMEM;
	memcpy(scratch, values, n * sizeof(*scratch));
	summarise(scratch, n, trimmed);
	free(scratch);
	return 0;
}

/* Two squared errors of nothing say nothing of t, by which nothing is multiplied then. */
static double welch_freedom(const struct trimmed *a, const struct trimmed *b)
{
	double a2 = a->error * a->error, b2 = b->error * b->error, sum = a2 + b2;

	return sum > 0 ? sum * sum / (a2 * a2 / a->freedom + b2 * b2 / b->freedom)
		       : a->freedom + b->freedom;
}

void trimmed_difference(const struct trimmed *before, const struct trimmed *after,
			struct trimmed *difference)
{
	*difference = (struct trimmed){
		.mean = after->mean - before->mean,
		.error = hypot(before->error, after->error),
		.freedom = welch_freedom(before, after),
		.values = before->values + after->values,
	};
}

/* How far a bound at this level is from the mean. */
static double reach(const struct trimmed *trimmed, double level)
{
	if (isnan(trimmed->error))
		return NAN;
	return gsl_cdf_tdist_Qinv(level, trimmed->freedom) * trimmed->error;
}

double trimmed_low(const struct trimmed *trimmed, double level)
{
	return trimmed->mean - reach(trimmed, level);
}

double trimmed_high(const struct trimmed *trimmed, double level)
{
	return trimmed->mean + reach(trimmed, level);
}

double trimmed_p_above(const struct trimmed *trimmed, double value)
{
	if (!(trimmed->error > 0))
		return NAN;
	return gsl_cdf_tdist_Q((trimmed->mean - value) / trimmed->error, trimmed->freedom);
}
