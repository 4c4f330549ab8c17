/* SPDX-License-Identifier: MIT */
/* sorted.h - what estimators need of plain arrays: an order, a mean, a check. Pure. */
#ifndef BENCH_STATS_SORTED_H
#define BENCH_STATS_SORTED_H

#include <stdbool.h>
#include <stddef.h>

/* Sort n values, the least first. None may be NaN. */
void sort_ascending(double *values, size_t n);

/* The arithmetic mean of n > 0 values. */
double mean_of(const double *values, size_t n);

/* Whether none of n values is infinite or NaN. */
bool all_finite(const double *values, size_t n);

#endif
