/* SPDX-License-Identifier: MIT */
/* metric.c - the table of metrics. */
#include "bench/gate/metric.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct gate_metric metrics[] = {
	{
		.name = "allocations",
		.unit = "",
		.words = "allocations",
		.worse = "more",
		.same = "as many",
		.better = "fewer",
		.source = GATE_ALLOCATIONS,
		.tolerance = 0,
		.floor = 0.01,
	},
	{
		.name = "cpu",
		.unit = "ns",
		.words = "processor time",
		.worse = "more",
		.same = "as much",
		.better = "less",
		.source = GATE_SLICES,
		.parts = {MEASURE_CPU, MEASURE_CPU},
		.tolerance = 0.01,
	},
	{
		.name = "instructions",
		.unit = "",
		.words = "instructions",
		.worse = "more",
		.same = "as many",
		.better = "fewer",
		.source = GATE_INSTRUCTIONS,
		.tolerance = 0.005,
		.floor = 0.01,
	},
	{
		.name = "memory",
		.unit = "bytes",
		.words = "memory",
		.worse = "more",
		.same = "as much",
		.better = "less",
		.source = GATE_LEVELS,
		.parts = {MEASURE_MEMORY, MEASURE_MEMORY},
		.tolerance = 0.01,
	},
	{
		.name = "switches",
		.unit = "",
		.words = "context switches",
		.worse = "more",
		.same = "as many",
		.better = "fewer",
		.source = GATE_SLICES,
		.parts = {MEASURE_VOLUNTARY, MEASURE_INVOLUNTARY},
		.tolerance = 0.01,
		.floor = 0.01,
	},
	{
		.name = "wall",
		.unit = "ns",
		.words = "elapsed time",
		.worse = "slower",
		.same = "as fast",
		.better = "faster",
		.source = GATE_SLICES,
		.parts = {MEASURE_WALL, MEASURE_WALL},
		.tolerance = 0.01,
	},
};

_Static_assert(COUNT(metrics) <= GATE_METRICS, "lists of metrics have too little room");

const struct gate_metric *gate_metric_find(const char *name)
{
	for (size_t i = 0; i < COUNT(metrics); i++)
		if (!strcmp(metrics[i].name, name))
			return &metrics[i];
	return NULL;
}

const struct gate_metric *gate_metric_at(size_t index)
{
	return index < COUNT(metrics) ? &metrics[index] : NULL;
}

bool gate_metric_is_counted(const struct gate_metric *metric)
{
	return metric->source == GATE_INSTRUCTIONS || metric->source == GATE_ALLOCATIONS;
}

double gate_metric_value(const struct gate_metric *metric, const double *const *measures,
			 size_t round)
{
	double value = metric->floor + measures[metric->parts[0]][round];

	if (metric->parts[1] != metric->parts[0])
		value += measures[metric->parts[1]][round];
	return value;
}
