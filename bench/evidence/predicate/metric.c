/* SPDX-License-Identifier: MIT */
/* metric.c - the table of metrics. */
#include "bench/evidence/predicate/metric.h"

#include <string.h>

/* A quantile is the middle of its bucket (bench/stats/histogram.h). */
#define BUCKET 0.004

/* clang-format off */
static const struct metric metrics[METRICS] = {
	{METRIC_BEFORE, "before", DIMENSION_RATIO, TAKES_EVENTS, false, 0,
	 "before(\"main: created b\", \"b: started\")"},
	{METRIC_CPU, "cpu", DIMENSION_TIME, TAKES_CONTESTANT, false, 0,
	 "cpu(echo, coroutines, connections=1000)"},
	{METRIC_CROSSOVER, "crossover", DIMENSION_COUNT, TAKES_SWEEP, false, 0,
	 "crossover(echo, connections, coroutines, threads)"},
	{METRIC_DEADLOCKED, "deadlocked", DIMENSION_RATIO, TAKES_CONTESTANT, true, 0,
	 "deadlocked(deadlock, threads, wait=1)"},
	{METRIC_FAULTS, "faults", DIMENSION_COUNT, TAKES_CONTESTANT, false, 0,
	 "faults(spawn, threads)"},
	{METRIC_LOST, "lost", DIMENSION_RATIO, TAKES_CONTESTANT, true, 0,
	 "lost(race, threads)"},
	{METRIC_MAX, "max", DIMENSION_TIME, TAKES_CONTESTANT, false, 0,
	 "max(echo, threads)"},
	{METRIC_MEMORY, "memory", DIMENSION_BYTES, TAKES_CONTESTANT, false, 0,
	 "memory(memory, coroutines)"},
	{METRIC_NS, "ns", DIMENSION_TIME, TAKES_CONTESTANT, false, 0,
	 "ns(switch, coroutines)"},
	{METRIC_P50, "p50", DIMENSION_TIME, TAKES_CONTESTANT, false, BUCKET,
	 "p50(echo, coroutines, connections=1000)"},
	{METRIC_P90, "p90", DIMENSION_TIME, TAKES_CONTESTANT, false, BUCKET,
	 "p90(echo, coroutines, connections=1000)"},
	{METRIC_P99, "p99", DIMENSION_TIME, TAKES_CONTESTANT, false, BUCKET,
	 "p99(echo, coroutines, connections=1000)"},
	{METRIC_P999, "p999", DIMENSION_TIME, TAKES_CONTESTANT, false, BUCKET,
	 "p999(echo, coroutines, connections=1000)"},
	{METRIC_SPEEDUP, "speedup", DIMENSION_RATIO, TAKES_CONTESTANT, false, 0,
	 "speedup(matmul, threads, tasks=2)"},
	{METRIC_SWITCHES, "switches", DIMENSION_COUNT, TAKES_CONTESTANT, false, 0,
	 "switches(echo, threads)"},
	{METRIC_THROUGHPUT, "throughput", DIMENSION_RATE, TAKES_CONTESTANT, false, 0,
	 "throughput(echo, coroutines)"},
};
/* clang-format on */

const char *const metric_names[METRICS] = {
	"before", "cpu",     "crossover", "deadlocked", "faults", "lost",
	"max",	  "memory",  "ns",	  "p50",	"p90",	  "p99",
	"p999",	  "speedup", "switches",  "throughput",
};

const struct metric *metric_find(const char *name)
{
	for (size_t i = 0; i < METRICS; i++)
		if (strcmp(metrics[i].name, name) == 0)
			return &metrics[i];
	return NULL;
}
