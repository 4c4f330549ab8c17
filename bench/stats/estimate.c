/* SPDX-License-Identifier: MIT */
/* estimate.c - of rounds: costs, ratios and their intervals, from trimmed means. */
#include "bench/stats/estimate.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bench/stats/sorted.h"
#include "bench/stats/trimmed.h"

double low_quarter_mean(double *values, size_t n)
{
	sort_ascending(values, n);
	return mean_of(values, (n + 3) / 4);
}

int estimate_mean(const double *values, size_t n, struct estimate *estimate)
{
	const double level = (1 - CONFIDENCE) / 2;
	struct trimmed trimmed;
	int error = trimmed_mean(values, n, &trimmed);

	if (error)
		return error;
	estimate->value = trimmed.mean;
	estimate->low = trimmed_low(&trimmed, level);
	estimate->high = trimmed_high(&trimmed, level);
	estimate->rounds = n;
	return 0;
}

/*
 * -EINVAL for a value that is not finite comes before -EDOM for one that is not positive.
 */
static int log_ratios(const double *values, const double *base, size_t n, double *logs)
{
	if (!all_finite(values, n) || !all_finite(base, n))
		return -EINVAL;
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

	if (n == 0)
		return -EINVAL;
	logs = malloc(n * sizeof(*logs));
	if (!logs)
		return -ENOMEM;
	error = log_ratios(values, base, n, logs);
	if (!error)
		error = estimate_mean(logs, n, estimate);
	free(logs);
	if (error)
		return error;
	estimate->value = exp(estimate->value);
	estimate->low = exp(estimate->low);
	estimate->high = exp(estimate->high);
	return 0;
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
