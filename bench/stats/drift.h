/* SPDX-License-Identifier: MIT */
/*
 * drift.h - whether rounds follow each other: each like the one before. Pure.
 *
 * R. Bartels, "The rank version of von Neumann's ratio test for randomness", Journal of the
 * American Statistical Association 77 (1982). Of ranks, so that a few rounds beyond all
 * reason neither hide it nor look like it.
 */
#ifndef BENCH_STATS_DRIFT_H
#define BENCH_STATS_DRIFT_H

#include <stddef.h>

#define DRIFT_LEAST 8 /* from which on the ratio is near enough to normal */

/*
 * How often n values that do not depend on each other would follow each other as closely as
 * these, in the order in which they were measured: 0 .. 1. It is 1 of less than DRIFT_LEAST
 * values, and of values that are all equal. None may be NaN. Returns 0 or -ENOMEM.
 */
int drift_p(const double *values, size_t n, double *p);

#endif
