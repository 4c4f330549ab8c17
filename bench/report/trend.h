/* SPDX-License-Identifier: MIT */
/*
 * trend.h - how rows of a history went from run to run, and where their level changed for good.
 *
 * A series is one metric of one row on one machine, in the order of the runs' dates. Absolute costs of
 * two runs drift apart with what else the machine does, so that a change of a ratio to
 * another row of the same rounds (`over`) says more. Changes are sought in the logarithms
 * (bench/stats/edivisive.h), unless a value is 0.
 */
#ifndef BENCH_REPORT_TREND_H
#define BENCH_REPORT_TREND_H

#include "bench/stats/edivisive.h"
#include "bench/stats/estimate.h"
#include "bench/store/history.h"

#define TREND_LEVEL 0.01 /* share of series without a change in which one is found */

struct trend_options {
	const char *row;      /* a pattern, see row_matches; NULL: all */
	const char *metric;   /* NULL: those that rows are judged by */
	const char *over;     /* show ratios to the rows of this pattern; NULL: costs */
	const char *revision; /* leave out all others; NULL: none */
	const char *machine;  /* the first digits of it, or "all"; NULL: the last entry's */
	double level;	      /* of a change; 0: seek none */
};

struct trend_point {
	const struct history_entry *entry;
	/* Its own; where the other row was divided by this, turned. */
	struct estimate estimate;
};

struct trend_change {
	size_t at; /* the first point of the new level */
	double p;
	/* how far the new level is from the one before; a ratio, or where there is a 0 a difference */
	struct estimate step;
	bool is_ratio;
};

struct trend_series {
	const char *row, *over, *metric, *unit, *machine, *cpu;
	struct trend_point *points;
	size_t count;
	struct trend_change *changes;
	size_t change_count;
};

struct trend {
	struct trend_series *series; /* in the order in which the history first has them */
	size_t count;
	/* entries that would be points but for: the machine, a doubt, parameters other than
	   those of the series' last point */
	size_t other_machines, doubtful, other_parameters;
};

/*
 * Make the series. The history must outlive them. Returns 0; -ENOENT: nothing is left, and the problem
 * says of which option; -ENOMEM.
 */
int trend_make(const struct history *history, const struct trend_options *options,
	       struct trend *trend, struct problem *problem);
void trend_free(struct trend *trend);

/* The change whose new level begins at a point, or NULL. */
const struct trend_change *trend_change_at(const struct trend_series *series, size_t point);

#endif
