/* SPDX-License-Identifier: MIT */
/*
 * crossover.h - from which x on does one of two cost less for good? Pure.
 *
 * Given are the ratios of one's cost to the other's at rising x, each with its 95 %
 * interval. The winner is who costs less, surely, at the last x. Only what was measured is
 * claimed, a bracket: from the last x at which the loser was surely cheaper to the first
 * from which on the winner surely is, at every x. "Surely" is: the whole interval is on
 * that side of 1. An x whose interval spans 1 is inside the bracket.
 *
 * Why that is honest: let the true ratio come to 1 once, on whatever way. The bracket
 * misses that place only where an interval missed the true ratio on the far side. At the
 * upper end this is the last x before that place, in 2.5 % of all runs at most; at the
 * lower end it is any x after it, each in 2.5 % at most: of m points together m x 2.5 % at
 * most, and much less where the ratio leaves 1 soon. How the ratio runs between two points
 * does not matter. Where the place is the last x itself, or beyond, a crossing is claimed
 * in 2.5 % of all runs at most. Where the true ratio comes to 1 several times, the bracket
 * has the last of them that the points show.
 *
 * The point within it is no such claim: it is where the estimates come to 1 for the last
 * time if log ratio runs straight over log x between two points. It is left out where the
 * bracket is wide or open, since there nothing speaks for straight.
 */
#ifndef BENCH_STATS_CROSSOVER_H
#define BENCH_STATS_CROSSOVER_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/stats/estimate.h"

/* A bracket whose ends are more than so many times apart has no point in it. */
#define CROSSOVER_WIDE 4

/*
 * A ratio at an x > 0. Without an interval, or not positive, it is as if it was not
 * measured.
 */
struct crossover_point {
	double x;
	struct estimate ratio;
};

enum crossover_kind {
	CROSSOVER_NONE,	   /* no point has an interval */
	CROSSOVER_CROSSES, /* between low and high */
	CROSSOVER_ALWAYS,  /* wins at every point, surely */
	CROSSOVER_UNSURE, /* costs less at every point by its estimate, surely from high on */
	CROSSOVER_UNDECIDED /* the last interval spans 1 */
};

/* All x but value are points that were measured; NaN where there is none. */
struct crossover {
	enum crossover_kind kind;
	/*
	 * who costs less at the end: 1: whom the ratio is to; -1: whose it is; 0: undecided
	 */
	int winner;
	double value; /* of CROSSES: the point in the bracket, unless that is wide or open */
	double left, right; /* the points that value was interpolated between */
	double low; /* of CROSSES: the last at which the other was surely cheaper; NaN: open, nowhere */
	double high; /* of CROSSES and UNSURE: the first from which on the winner is sure */
	double least; /* the first that was used */
	/*
	 * somewhere below, the winner was surely cheaper too, and then the other: it
	 * crosses again
	 */
	bool again;
	size_t points; /* that were used */
};

/* points[0 .. n-1] in rising x. */
struct crossover crossover_find(const struct crossover_point *points, size_t n);

#endif
