/* SPDX-License-Identifier: MIT */
/* pseudo.c - clipped around the median, and spread again. */
#include "bench/stats/pseudo.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/stats/sorted.h"

/*
 * Of normal values two standard deviations keep all but 1 % of the precision that no
 * clipping has; less of them clip more where it is needed, and claim too large an error of
 * few values.
 */
#define CLIP 2.0
#define NORMAL_DEVIATION 1.4826 /* of normal values, in median absolute deviations */

static double median_of_sorted(const double *values, size_t n)
{
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* Of a copy in `scratch`. */
static double median(const double *values, size_t n, double *scratch)
{
	memcpy(scratch, values, n * sizeof(*scratch));
	sort_ascending(scratch, n);
	return median_of_sorted(scratch, n);
}

/* From their median, in place; returns how far away they may be. */
static double centre(double *values, size_t n, double middle, double *scratch)
{
	for (size_t i = 0; i < n; i++)
		scratch[i] = fabs(values[i] - middle);
	sort_ascending(scratch, n);
	for (size_t i = 0; i < n; i++)
		values[i] -= middle;
	return CLIP * NORMAL_DEVIATION * median_of_sorted(scratch, n);
}

static void spread(double *deviations, size_t n, double middle, double limit)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		kept += fabs(deviations[i]) <= limit;
	for (size_t i = 0; i < n; i++)
		deviations[i] = middle + fmax(-limit, fmin(limit, deviations[i])) *
						 (double)n / (double)kept;
}

int pseudo_values(const double *values, size_t n, double *into)
{
	double *scratch, middle, limit;

	if (n == 0 || !all_finite(values, n))
		return -EINVAL;
	scratch = malloc(n * sizeof(*scratch));
	if (!scratch)
		return -ENOMEM;
	memcpy(into, values, n * sizeof(*into));
	middle = median(values, n, scratch);
	limit = centre(into, n, middle, scratch);
	free(scratch);
	if (limit > 0)
		spread(into, n, middle, limit);
	else
		memcpy(into, values, n * sizeof(*into));
	return 0;
}
