/* SPDX-License-Identifier: MIT */
/*
 * metric.h - what a gate compares: one number a contestant, lower is better. The table has all that
 * is known of a metric, so that command line, gate.conf and words agree.
 */
#ifndef BENCH_GATE_METRIC_H
#define BENCH_GATE_METRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/store/record.h"

#define GATE_METRICS 8 /* there are no more */

/* What the number is taken from. */
enum gate_source {
	GATE_SLICES,	   /* rounds of what plays */
	GATE_LEVELS,	   /* rounds of what holds memory, which has no other */
	GATE_INSTRUCTIONS, /* counts: no rounds */
	GATE_ALLOCATIONS,
};

struct gate_metric {
	const char *name; /* as in gate.conf and on the command line */
	const char *unit;
	const char *words;		   /* "elapsed time" */
	const char *worse, *same, *better; /* of the head: "slower", "as fast", "faster" */
	enum gate_source source;
	enum measure parts[2]; /* of rounds: added up; the second may be the first */
	double tolerance;      /* where nobody says another; relative */
	/*
	 * Added to both sides, so that none divides by zero where one has no switches at all: then a
	 * difference is told where it is more than about that. To counts, only where the base has none.
	 */
	double floor;
};

/* NULL: there is no such metric. */
const struct gate_metric *gate_metric_find(const char *name);

/* By index, in the order of their names; NULL behind the last. */
const struct gate_metric *gate_metric_at(size_t index);

/* Whether it is counted, not measured: in no round. */
bool gate_metric_is_counted(const struct gate_metric *metric);

/* The value in a round of which `measures` holds, by measure and round, what was measured. */
double gate_metric_value(const struct gate_metric *metric, const double *const *measures,
			 size_t round);

#endif
