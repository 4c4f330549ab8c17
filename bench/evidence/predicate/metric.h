/* SPDX-License-Identifier: MIT */
/* metric.h - what a predicate can ask for: names, what they are of and take. Pure. */
#ifndef BENCH_EVIDENCE_PREDICATE_METRIC_H
#define BENCH_EVIDENCE_PREDICATE_METRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/predicate/unit.h"

/* In the order of their names. */
enum metric_kind {
	METRIC_BEFORE,	   /* an event of a trace came before another: true or false */
	METRIC_CPU,	   /* ns an operation, processor time of the whole process */
	METRIC_CROSSOVER,  /* from which value of a parameter on one costs less for good */
	METRIC_DEADLOCKED, /* the share of operations that deadlocked */
	METRIC_FAULTS,	   /* page faults an operation */
	METRIC_LOST,	   /* the share of operations that were lost */
	METRIC_MAX,	   /* ns, the longest latency */
	METRIC_MEMORY,	   /* bytes an operation that is held */
	METRIC_NS,	   /* ns an operation, elapsed */
	METRIC_P50,	   /* ns, as the next three: quantiles of latencies */
	METRIC_P90,
	METRIC_P99,
	METRIC_P999,
	METRIC_SPEEDUP,	   /* how many times sooner than one part after the other */
	METRIC_SWITCHES,   /* context switches an operation */
	METRIC_THROUGHPUT, /* operations a ns */
	METRICS
};

/* What stands in its parentheses, before the parameters. */
enum metric_takes {
	TAKES_CONTESTANT, /* workload, contestant */
	TAKES_SWEEP,	  /* workload, parameter, contestant, contestant */
	TAKES_EVENTS	  /* [workload, contestant,] event, event */
};

struct metric {
	enum metric_kind kind;
	const char *name;
	struct dimension dimension;
	enum metric_takes takes;
	/*
	 * Few rounds may have any: then the mean, not the trimmed mean that would not see
	 * them, and one that was seen proves that it is more than 0.
	 */
	bool rare;
	double resolution; /* a value may be off by so much in itself; relative */
	const char *example;
};

/* The metric of that name, or NULL. */
const struct metric *metric_find(const char *name);

/* All names, METRICS of them. */
extern const char *const metric_names[METRICS];

#endif
