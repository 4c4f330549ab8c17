/* SPDX-License-Identifier: MIT */
/*
 * layouts.h - rounds that take turns on several layouts of one program: what they say over
 * layouts, and how many of them would say it surely enough. Pure.
 *
 * Round r is of layout r mod L. Rounds of one layout share what that layout does to the
 * program, so that the layout is the unit: one mean a layout, of pseudo-values (pseudo.h)
 * where a layout has several rounds, then the trimmed mean over layouts (trimmed.h). With a
 * single layout the rounds are the units, and what is said is said of that layout alone.
 */
#ifndef BENCH_STATS_LAYOUTS_H
#define BENCH_STATS_LAYOUTS_H

#include <stddef.h>

#include "bench/stats/trimmed.h"

/*
 * The trimmed mean over layouts of n values, one a round. With less rounds than layouts,
 * those that were played count. Returns as trimmed_mean; -EINVAL for layouts = 0 too.
 */
int layouts_mean(const double *rounds, size_t n, size_t layouts, struct trimmed *mean);

/* What rounds scatter by: standard deviations, as the trimmed mean sees them. */
struct layouts_noise {
	double round;  /* of rounds of one layout */
	double layout; /* of the layouts' true values; 0 where no layout was played twice */
	double freedom; /* degrees of freedom of both */
};

/*
 * Estimate the noise. The rounds' share of it is what a layout's even visits differ by from
 * its odd ones, which no layout's own value is in; the layouts' is what is left of the
 * whole, if that is more than chance (F at 5 %). Where it is not, or no layout was played
 * twice, all noise counts as the rounds'. Returns as layouts_mean; -EDOM where there are
 * too few values for any error.
 */
int layouts_noise(const double *rounds, size_t n, size_t layouts,
		  struct layouts_noise *noise);

/*
 * How much larger than its estimate a standard deviation of so many degrees of freedom may
 * be: it is larger still in a share of `level` of all cases (the chi-squared bound, of
 * normal values).
 */
double layouts_noise_bound(double freedom, double level);

/* The standard error that so many rounds on so many layouts would have. */
double layouts_error(const struct layouts_noise *noise, size_t rounds, size_t layouts);

/*
 * The least number of rounds, full turns of all layouts, after which a one-sided bound at
 * `level` is nearer to the mean than `distance` less what the mean itself misses by in a
 * share of 1 - `power` of all cases. 0: no number up to `most` is enough.
 */
size_t layouts_rounds(const struct layouts_noise *noise, size_t layouts, double distance,
		      double level, double power, size_t most);

#endif
