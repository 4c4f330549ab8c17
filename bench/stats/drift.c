/* SPDX-License-Identifier: MIT */
/* drift.c - Bartels' ratio of ranks. See drift.h. */
#include "bench/stats/drift.h"

#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* From 1 on; equal values share the middle of theirs. */
static double rank_of(const double *values, size_t n, size_t of)
{
	size_t below = 0, equal = 0;

	for (size_t i = 0; i < n; i++) {
		below += values[i] < values[of];
		equal += values[i] == values[of];
	}
	return (double)below + ((double)equal + 1) / 2;
}

/* The squared steps over the squared distances from the middle: 2 where nothing follows. */
static double ratio_of(const double *ranks, size_t n)
{
	double middle = ((double)n + 1) / 2, steps = 0, squares = 0;

	for (size_t i = 0; i < n; i++) {
		double step = i ? ranks[i] - ranks[i - 1] : 0;

		steps += step * step;
		squares += (ranks[i] - middle) * (ranks[i] - middle);
	}
	return squares > 0 ? steps / squares : 2;
}

/* Bartels' equation for the variance of the ratio. */
static double variance_of(size_t rounds)
{
	double n = (double)rounds;

	return 4 * (n - 2) * (5 * n * n - 2 * n - 9) /
	       (5 * n * (n + 1) * (n - 1) * (n - 1));
}

int drift_p(const double *values, size_t n, double *p)
{
	double *ranks, ratio;

	*p = 1;
	if (n < DRIFT_LEAST)
		return 0;
	ranks = malloc(n * sizeof(*ranks));
	if (!ranks)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		ranks[i] = rank_of(values, n, i);
	ratio = ratio_of(ranks, n);
	free(ranks);
	if (ratio < 2)
		*p = gsl_cdf_ugaussian_P((ratio - 2) / sqrt(variance_of(n)));
	return 0;
}
