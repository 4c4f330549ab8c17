/* SPDX-License-Identifier: MIT */
/* estimate.c - trimmed means and their intervals; estimate.h cites the method. */
#include "bench/stats/estimate.h"

#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static void sort(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), ascending);
}

static double mean(const double *values, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += values[i];
	return sum / (double)n;
}

double low_quarter_mean(double *values, size_t n)
{
	sort(values, n);
	return mean(values, (n + 3) / 4);
}

/* The variance of sorted values once the `cut` at each end are set to their neighbour's value. */
static double winsorised_variance(double *sorted, size_t n, size_t cut)
{
	double centre, squares = 0;

	for (size_t i = 0; i < cut; i++) {
		sorted[i] = sorted[cut];
		sorted[n - 1 - i] = sorted[n - 1 - cut];
	}
	centre = mean(sorted, n);
	for (size_t i = 0; i < n; i++)
		squares += (sorted[i] - centre) * (sorted[i] - centre);
	return squares / (double)(n - 1);
}

/* Estimates from scratch, whose values are sorted and changed. */
static void trimmed(double *scratch, size_t n, struct estimate *estimate)
{
	size_t cut = (size_t)(TRIMMED_SHARE * (double)n);
	size_t kept = n - 2 * cut;
	double error, t;

	sort(scratch, n);
	estimate->rounds = n;
	estimate->value = mean(scratch + cut, kept);
	estimate->low = estimate->high = NAN;
	if (kept < 2)
		return;
	/* Yuen's squared standard error: (n - 1) s_w^2 / (h (h - 1)), with h - 1 degrees. */
	error = sqrt((double)(n - 1) * winsorised_variance(scratch, n, cut) /
		     ((double)kept * (double)(kept - 1)));
	t = gsl_cdf_tdist_Pinv(0.5 + CONFIDENCE / 2, (double)(kept - 1));
	estimate->low = estimate->value - t * error;
	estimate->high = estimate->value + t * error;
}

static bool all_finite(const double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isfinite(values[i]))
			return false;
	return true;
}

int estimate_mean(const double *values, size_t n, struct estimate *estimate)
{
	double *scratch;

	if (n == 0 || !all_finite(values, n))
		return -EINVAL;
	scratch = malloc(n * sizeof(*scratch));
	if (!scratch)
		return -ENOMEM;
	memcpy(scratch, values, n * sizeof(*scratch));
	trimmed(scratch, n, estimate);
	free(scratch);
	return 0;
}

static int log_ratios(const double *values, const double *base, size_t n, double *logs)
{
	for (size_t i = 0; i < n; i++) {
		if (!(values[i] > 0 && base[i] > 0))
			return -EDOM;
		logs[i] = log(values[i] / base[i]);
	}
	return 0;
}

int estimate_ratio(const double *values, const double *base, size_t n,
		   struct estimate *estimate)
{
	double *logs;
	int error;

	if (n == 0 || !all_finite(values, n) || !all_finite(base, n))
		return -EINVAL;
	logs = malloc(n * sizeof(*logs));
	if (!logs)
		return -ENOMEM;
	error = log_ratios(values, base, n, logs);
	if (error)
		goto free_logs;
	trimmed(logs, n, estimate);
	estimate->value = exp(estimate->value);
	estimate->low = exp(estimate->low);
	estimate->high = exp(estimate->high);
free_logs:
	free(logs);
	return error;
}

bool estimate_excludes_one(const struct estimate *ratio)
{
	return ratio->low > 1 || ratio->high < 1;
}

struct estimate estimate_inverse(const struct estimate *ratio)
{
	return (struct estimate){1 / ratio->value, 1 / ratio->high, 1 / ratio->low,
				 ratio->rounds};
}

double estimate_resolution(const struct estimate *ratio)
{
	return sqrt(ratio->high / ratio->low) - 1;
}
