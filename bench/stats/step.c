/* SPDX-License-Identifier: MIT */
/* step.c - the difference of two trimmed means. See step.h. */
#include "bench/stats/step.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define QUANTILE (0.5 + CONFIDENCE / 2)

/* A mean's squared standard error and its degrees of freedom, as its interval was made of them. */
struct error {
	double square, degrees;
};

static struct error error_of(const struct estimate *mean)
{
	size_t cut = (size_t)(TRIMMED_SHARE * (double)mean->rounds);
	double degrees = (double)(mean->rounds - 2 * cut - 1);
	double half = (mean->high - mean->low) / 2;
	double error = half / gsl_cdf_tdist_Pinv(QUANTILE, degrees);

	return (struct error){error * error, degrees};
}

/* Half of the interval of a difference: Welch's degrees of freedom. */
static double half_width(struct error a, struct error b)
{
	double square = a.square + b.square;
	double degrees =
		square * square /
		(a.square * a.square / a.degrees + b.square * b.square / b.degrees);

	return square > 0 ? gsl_cdf_tdist_Pinv(QUANTILE, degrees) * sqrt(square) : 0;
}

int step_between(const double *before, size_t n, const double *after, size_t m,
		 struct estimate *step)
{
	struct estimate low, high;
	double half = NAN;
	int error = estimate_mean(before, n, &low);

	if (!error)
		error = estimate_mean(after, m, &high);
	if (error)
		return error;
	if (n > 1 && m > 1)
		half = half_width(error_of(&low), error_of(&high));
	step->value = high.value - low.value;
	step->low = step->value - half;
	step->high = step->value + half;
	step->rounds = n + m;
	return 0;
}
