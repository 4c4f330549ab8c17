/* SPDX-License-Identifier: MIT */
/* record.c - the names of what record.h enumerates, as they stand in the files; parameters; freeing. */
#include "bench/store/record.h"

#include <stdlib.h>
#include <string.h>

const char *const measure_names[MEASURES] = {
	[MEASURE_WALL] = "wall_ns",
	[MEASURE_CPU] = "cpu_ns",
	[MEASURE_VOLUNTARY] = "voluntary",
	[MEASURE_INVOLUNTARY] = "involuntary",
	[MEASURE_MINOR_FAULTS] = "minor_faults",
	[MEASURE_MAJOR_FAULTS] = "major_faults",
	[MEASURE_DRIVER_WALL] = "driver_wall_ns",
	[MEASURE_DRIVER_UTILISATION] = "driver_utilisation",
	[MEASURE_MEMORY] = "memory_bytes",
	[MEASURE_RESIDENT] = "resident_bytes",
	[MEASURE_PAGE_TABLES] = "page_table_bytes",
	[MEASURE_KERNEL] = "kernel_bytes",
	[MEASURE_OFFERED] = "offered_ns",
	[MEASURE_REFUSED] = "refused",
	[MEASURE_QUEUED] = "queued",
	[MEASURE_SUSTAINED_UTILISATION] = "sustained_utilisation",
};

const char *const latency_names[LATENCIES] = {
	[LATENCY_CORRECTED] = "latency",
	[LATENCY_UNCORRECTED] = "uncorrected",
	[LATENCY_LAG] = "lag",
};

enum measure measure_of_metric(const char *metric)
{
	if (!strcmp(metric, "memory"))
		return MEASURE_MEMORY;
	return strcmp(metric, "cpu") ? MEASURE_WALL : MEASURE_CPU;
}

const struct named_value *named_value_find(const struct named_value *values, size_t count,
					   const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(values[i].name, name))
			return &values[i];
	return NULL;
}

bool named_values_equal(const struct named_value *a, size_t a_count,
			const struct named_value *b, size_t b_count)
{
	bool same = a_count == b_count;

	for (size_t i = 0; same && i < a_count; i++)
		same = !strcmp(a[i].name, b[i].name) && a[i].value == b[i].value;
	return same;
}

bool records_share_parameters(const struct contestant_record *a,
			      const struct contestant_record *b)
{
	return named_values_equal(a->parameters, a->parameter_count, b->parameters,
				  b->parameter_count);
}

const char *run_state_name(enum run_state state)
{
	static const char *const names[] = {
		[RUN_RUNNING] = "running",
		[RUN_COMPLETE] = "complete",
		[RUN_PARTIAL] = "partial",
	};

	return names[state];
}

const char *duet_state_name(enum duet_state state)
{
	static const char *const names[] = {
		[DUET_PLANNED] = "planned",
		[DUET_RUNNING] = "running",
		[DUET_COMPLETE] = "complete",
		[DUET_FAILED] = "failed",
	};

	return names[state];
}

void free_round_record(struct round_record *round)
{
	for (size_t kind = 0; kind < LATENCIES; kind++)
		free(round->latencies[kind].buckets);
	free(round->levels);
}
