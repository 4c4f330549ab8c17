/* SPDX-License-Identifier: MIT */
/* fit.h - a straight line through points. Pure. */
#ifndef BENCH_STATS_FIT_H
#define BENCH_STATS_FIT_H

#include <stddef.h>

/*
 * The slope of the least-squares line through n points, all of equal weight: what one more
 * x adds to y, whatever y is at 0. Points that are spread geometrically leave the say to
 * the largest, which is right where errors do not grow with x. Returns 0, or -EDOM when
 * there are less than two different x.
 */
int fit_slope(const double *x, const double *y, size_t n, double *slope);

#endif
