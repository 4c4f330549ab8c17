/* SPDX-License-Identifier: MIT */
/* metric.h - what a gate compares of a round: one number a contestant, lower is better. */
#ifndef BENCH_GATE_METRIC_H
#define BENCH_GATE_METRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/store/record.h"

struct gate_metric {
	const char *name; /* as in gate.conf and on the command line */
	const char *unit;
	bool of_levels;	       /* of workloads that hold memory, which have no other */
	enum measure parts[2]; /* added up; the second may be the first */
	/*
	 * Added to both sides, so that none divides by zero where one has no switches at all: then a
	 * difference is told where it is more than about that.
	 */
	double floor;
};

/* "wall", "cpu", "switches" or "memory"; NULL: there is no such metric. */
const struct gate_metric *gate_metric_find(const char *name);

/* Its name by index, for listing; NULL behind the last. */
const char *gate_metric_name(size_t index);

/* The value in a round of which `measures` holds, by measure and round, what was measured. */
double gate_metric_value(const struct gate_metric *metric, const double *const *measures,
			 size_t round);

#endif
