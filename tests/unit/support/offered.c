/* SPDX-License-Identifier: MIT */
/* offered.c - a contestant that keeps up with its load, and how it ceases to. See offered.h. */
#include "offered.h"

#include <stdio.h>
#include <string.h>

#include "bench/report/warnings.h"

static struct estimate surely(double value)
{
	return (struct estimate){value, value, value, 9};
}

void offered_measure(struct offered *offered, enum measure measure, double value)
{
	offered->contestant.values[measure] = surely(value);
}

void offered_wait(struct offered *offered, enum latency_kind kind, double p50, double p99)
{
	struct latency_summary *latency = &offered->contestant.latencies[kind];

	latency->count = 4500;
	latency->quantiles[QUANTILE_50] = surely(p50);
	latency->quantiles[QUANTILE_99] = surely(p99);
}

void offered_make(struct offered *offered, const char *parameter, int64_t value)
{
	*offered = (struct offered){
		.parameters = {{"connections", 64}, {parameter, value}},
		.record = {.label = "threads", .workload = "echo", .operations = 500},
		.duet_record = {.driver = "load", .workload = "echo"},
		.duet = {.rounds = 9, .count = 1},
	};
	offered->record.parameters = offered->parameters;
	offered->record.parameter_count = 2;
	offered->contestant.record = &offered->record;
	offered->duet.record = &offered->duet_record;
	offered->duet.contestants = &offered->contestant;
	offered_measure(offered, MEASURE_OFFERED, 100000);
	offered_measure(offered, MEASURE_DRIVER_WALL, 100500);
	offered_measure(offered, MEASURE_DRIVER_UTILISATION, 0.4);
	offered_measure(offered, MEASURE_REFUSED, 0);
	offered_measure(offered, MEASURE_QUEUED, 0);
	offered_wait(offered, LATENCY_CORRECTED, 100000, 900000);
	offered_wait(offered, LATENCY_UNCORRECTED, 90000, 700000);
	offered_wait(offered, LATENCY_LAG, 9000, 50000);
}

void offered_overload(struct offered *offered)
{
	offered_measure(offered, MEASURE_DRIVER_WALL, 120000);
	offered_wait(offered, LATENCY_CORRECTED, 5000000, 9900000);
}

static void add_words(void *context, const char *text, const char *remedy)
{
	struct offered *offered = context;
	size_t used = strlen(offered->said);

	snprintf(offered->said + used, sizeof(offered->said) - used, "%s. Remedy: %s.\n",
		 text, remedy);
}

void offered_warn(struct offered *offered)
{
	warnings_of_duet(&offered->duet, add_words, offered);
}
