/* SPDX-License-Identifier: MIT */
/* metric.c - the table of metrics. */
#include "bench/gate/metric.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct gate_metric metrics[] = {
	{"cpu", "ns", false, {MEASURE_CPU, MEASURE_CPU}, 0},
	{"memory", "bytes", true, {MEASURE_MEMORY, MEASURE_MEMORY}, 0},
	{"switches", "", false, {MEASURE_VOLUNTARY, MEASURE_INVOLUNTARY}, 0.01},
	{"wall", "ns", false, {MEASURE_WALL, MEASURE_WALL}, 0},
};

const struct gate_metric *gate_metric_find(const char *name)
{
	for (size_t i = 0; i < COUNT(metrics); i++)
		if (!strcmp(metrics[i].name, name))
			return &metrics[i];
	return NULL;
}

const char *gate_metric_name(size_t index)
{
	return index < COUNT(metrics) ? metrics[index].name : NULL;
}

double gate_metric_value(const struct gate_metric *metric, const double *const *measures,
			 size_t round)
{
	double value = metric->floor + measures[metric->parts[0]][round];

	if (metric->parts[1] != metric->parts[0])
		value += measures[metric->parts[1]][round];
	return value;
}
