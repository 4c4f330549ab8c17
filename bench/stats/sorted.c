/* SPDX-License-Identifier: MIT */
/* sorted.c - an order, a mean, a check. */
#include "bench/stats/sorted.h"

#include <math.h>
#include <stdlib.h>

static int ascending(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

void sort_ascending(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), ascending);
}

double mean_of(const double *values, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += values[i];
	return sum / (double)n;
}

bool all_finite(const double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isfinite(values[i]))
			return false;
	return true;
}
