/* SPDX-License-Identifier: MIT */
/*
 * crossover.h - from which x on does one of two cost less for good? Pure.
 *
 * Given are the ratios of one's cost to the other's at rising x, each with its 95 % interval. The
 * winner is who costs less, surely, at the last x. Between the points, log ratio and log x are
 * taken to lie on straight lines, the estimates as well as both ends of the intervals: a band. The
 * crossover is where the estimates cross 1 for the last time, and its interval is where the band
 * does: the inverse of a pointwise confidence band, as a calibration curve is inverted (E. J.
 * Williams, "A note on regression methods in calibration", Technometrics 11, 1969).
 *
 * Why that is honest: were the true ratio 1 at some x, the band would fail to have 1 in it there in
 * 5 % of all runs at a point that was measured, and less often between two, whose errors are
 * independent while the band is as wide as if they were not. Only then is that x outside the
 * interval. Two things it does not promise. What happens between two points is interpolation: the
 * true ratio may go another way there. And 95 % are meant for each x: where the ratio stays near 1
 * over many points, the chance that one of them errs is that of many.
 */
#ifndef BENCH_STATS_CROSSOVER_H
#define BENCH_STATS_CROSSOVER_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/stats/estimate.h"

/* A ratio at an x > 0. Without an interval, or not positive, it is as if it was not measured. */
struct crossover_point {
	double x;
	struct estimate ratio;
};

enum crossover_kind {
	CROSSOVER_NONE,	   /* no point has an interval */
	CROSSOVER_CROSSES, /* from value on */
	CROSSOVER_ALWAYS,  /* wins at every point, surely */
	CROSSOVER_UNSURE, /* costs less at every point by its estimate, surely from high on */
	CROSSOVER_UNDECIDED /* the last interval spans 1 */
};

struct crossover {
	enum crossover_kind kind;
	/* who costs less at the end: 1: whom the ratio is to; -1: whose it is; 0: undecided */
	int winner;
	/* an x: of CROSSES all, of UNSURE high; NaN: there is none */
	double value;
	double left, right; /* of CROSSES: the points that value was interpolated between */
	double low; /* just below it the other was surely cheaper; NaN: nowhere, it is open */
	double high; /* from it on the winner is sure at every point */
	/* somewhere below, the winner was surely cheaper too, and then the other: it crosses again */
	bool again;
	size_t points; /* that were used */
};

/* points[0 .. n-1] in rising x. */
struct crossover crossover_find(const struct crossover_point *points, size_t n);

#endif
