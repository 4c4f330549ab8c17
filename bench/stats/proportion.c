/* SPDX-License-Identifier: MIT */
/*
 * proportion.c - Clopper and Pearson's interval, from the quantiles of the beta
 * distribution.
 */
#include "bench/stats/proportion.h"

#include <errno.h>
#include <float.h>
#include <gsl/gsl_cdf.h>

/*
 * Where the beta distribution has `tail` below it. By halving: gsl_cdf_beta_Pinv gives up,
 * and with it the program, on some that are asked for here (6 of 400, say).
 */
static double quantile(double tail, double a, double b)
{
	double low = 0, high = 1;

	for (int i = 0; i < DBL_MANT_DIG + 10; i++) {
		double middle = (low + high) / 2;

		if (gsl_cdf_beta_P(middle, a, b) < tail)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

double proportion_p_above(double hits, double trials, double share)
{
	if (!(hits > 0) || share >= 1)
		return 1;
	return share > 0 ? gsl_cdf_beta_P(share, hits, trials - hits + 1) : 0;
}

double proportion_low(double hits, double trials, double tail)
{
	return hits > 0 ? quantile(tail, hits, trials - hits + 1) : 0;
}

int proportion_estimate(size_t hits, size_t trials, double confidence,
			struct proportion *proportion)
{
	double tail = (1 - confidence) / 2, k = (double)hits, n = (double)trials;

	if (trials == 0 || hits > trials || !(confidence > 0 && confidence < 1))
		return -EINVAL;
	proportion->value = k / n;
	/*
	 * Of none and of all, the beta distribution has no such quantile: the end is 0 and
	 * 1.
	 */
	proportion->low = hits == 0 ? 0 : quantile(tail, k, n - k + 1);
	proportion->high = hits == trials ? 1 : quantile(1 - tail, k + 1, n - k);
	return 0;
}
