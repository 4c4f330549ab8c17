/* SPDX-License-Identifier: MIT */
/* fit.c - the slope of a least-squares line. */
#include "bench/stats/fit.h"

#include <errno.h>
#include <gsl/gsl_statistics_double.h>

int fit_slope(const double *x, const double *y, size_t n, double *slope)
{
	double spread = n > 1 ? gsl_stats_variance(x, 1, n) : 0;

	if (!(spread > 0))
		return -EDOM;
	*slope = gsl_stats_covariance(x, 1, y, 1, n) / spread;
	return 0;
}
