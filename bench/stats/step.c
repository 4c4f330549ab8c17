/* SPDX-License-Identifier: MIT */
/* step.c - the difference of two trimmed means. See step.h. */
#include "bench/stats/step.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "bench/stats/trimmed.h"

#define QUANTILE (0.5 + CONFIDENCE / 2)

/* Half of the interval of a difference: Welch's degrees of freedom. */
static double half_width(const struct trimmed *a, const struct trimmed *b)
{
	double a2 = a->error * a->error, b2 = b->error * b->error, sum = a2 + b2;
	double freedom = sum * sum / (a2 * a2 / a->freedom + b2 * b2 / b->freedom);

	return sum > 0 ? gsl_cdf_tdist_Pinv(QUANTILE, freedom) * sqrt(sum) : 0;
}

int step_between(const double *before, size_t n, const double *after, size_t m,
		 struct estimate *step)
{
	struct trimmed low, high;
	double half = NAN;
	int error = trimmed_mean(before, n, &low);

	if (!error)
		error = trimmed_mean(after, m, &high);
	if (error)
		return error;
	if (!isnan(low.error) && !isnan(high.error))
		half = half_width(&low, &high);
	step->value = high.mean - low.mean;
	step->low = step->value - half;
	step->high = step->value + half;
	step->rounds = n + m;
	return 0;
}
