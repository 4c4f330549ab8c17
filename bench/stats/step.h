/* SPDX-License-Identifier: MIT */
/*
 * step.h - how far one level is from another, of values that are not paired. Pure.
 *
 * The difference of two 20 % trimmed means, with the interval of K. K. Yuen, "The
 * two-sample trimmed t for unequal population variances", Biometrika 61 (1974): the
 * variances are Winsorised and may differ.
 */
#ifndef BENCH_STATS_STEP_H
#define BENCH_STATS_STEP_H

#include "bench/stats/estimate.h"

/*
 * The mean of after[0 .. m-1] less that of before[0 .. n-1], into `step`, whose rounds are
 * n + m. The interval has the CONFIDENCE of every other; NaN where a side has a single
 * value. It takes the place of the step as given: where that was searched for in the same
 * values, the step is too large rather than too small. Returns 0, or -EINVAL, -ENOMEM as
 * estimate_mean.
 */
int step_between(const double *before, size_t n, const double *after, size_t m,
		 struct estimate *step);

#endif
