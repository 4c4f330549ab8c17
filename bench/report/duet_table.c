/* SPDX-License-Identifier: MIT */
/* duet_table.c - what a duet costs each, in a table. */
#include <math.h>
#include <stdlib.h>

#include "bench/report/cells.h"
#include "bench/report/duet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define LABEL_BYTES 160
#define RATE_SMALL 0.001
#define INTERVAL "95 % interval"

/* Events an operation: what hardly ever happens is not worth its zeros. */
static void add_rate(struct table *table, const struct estimate *estimate)
{
	if (estimate->rounds && estimate->value > 0 && estimate->value < RATE_SMALL)
		table_cell(table, SHADE_NONE, "< 0.001");
	else
		cell_number(table, estimate, 1);
}

static void add_ratio(struct table *table, const struct estimate *ratio, bool baseline)
{
	if (!baseline) {
		cell_ratio(table, ratio);
		return;
	}
	table_cell(table, SHADE_NONE, "1");
	table_cell(table, SHADE_NONE, "%s", "");
}

/* The other costs: processor time where elapsed time was judged, switches, faults. */
static void add_details(struct table *table, const struct duet_summary *duet,
			const struct contestant_summary *contestant, struct unit unit)
{
	enum measure other = duet->metric == MEASURE_CPU ? MEASURE_WALL : MEASURE_CPU;

	cell_number(table, &contestant->values[other], unit.ns);
	add_rate(table, &contestant->values[MEASURE_VOLUNTARY]);
	add_rate(table, &contestant->values[MEASURE_INVOLUNTARY]);
}

/* What memory consists of. The kernel's share is no part of the process's. */
static struct table *memory_table(const struct duet_summary *duet)
{
	struct unit unit = duet_unit(duet);
	char times[LABEL_BYTES];
	const char *baseline = duet->count ? duet_base(duet)->record->label : "";
	struct column columns[] = {{"", ALIGN_LEFT},
				   {unit.name, ALIGN_POINT},
				   {INTERVAL, ALIGN_RANGE},
				   {times, ALIGN_POINT},
				   {INTERVAL, ALIGN_LEFT},
				   {"resident", ALIGN_POINT},
				   {"page tables", ALIGN_POINT},
				   {"kernel, whole machine", ALIGN_POINT},
				   {"up to", ALIGN_POINT}};
	const struct contestant_summary **ranked;
	struct table *table;
	size_t count;

	snprintf(times, sizeof(times), "× %s", baseline);
	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, COUNT(columns)) : NULL;
	for (size_t i = 0; table && i < count; i++) {
		const struct contestant_summary *it = ranked[i];

		table_cell(table, SHADE_NONE, "%s", it->record->label);
		cell_estimate(table, summary_value(duet, it), unit.ns);
		add_ratio(table, summary_ratio(duet, it), it == duet_base(duet));
		cell_number(table, &it->values[MEASURE_RESIDENT], unit.ns);
		cell_number(table, &it->values[MEASURE_PAGE_TABLES], unit.ns);
		cell_number(table, &it->values[MEASURE_KERNEL], unit.ns);
		table_cell(table, SHADE_NONE, "%s",
			   format_count(it->level_count
						? it->levels[it->level_count - 1].operations
						: 0)
				   .text);
	}
	free(ranked);
	return table;
}

static struct table *time_table(const struct duet_summary *duet, bool details)
{
	struct unit unit = duet_unit(duet);
	char times[LABEL_BYTES], other[32];
	const char *baseline = duet->count ? duet_base(duet)->record->label : "";
	struct column columns[] = {{"", ALIGN_LEFT},	    {unit.name, ALIGN_POINT},
				   {INTERVAL, ALIGN_RANGE}, {times, ALIGN_POINT},
				   {INTERVAL, ALIGN_LEFT},  {other, ALIGN_POINT},
				   {"waits", ALIGN_POINT},  {"preemptions", ALIGN_POINT}};
	const struct contestant_summary **ranked;
	struct table *table;
	size_t count;

	snprintf(times, sizeof(times), "× %s", baseline);
	snprintf(other, sizeof(other), "%s %s",
		 duet->metric == MEASURE_CPU ? "elapsed" : "CPU", unit.name);
	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, details ? COUNT(columns) : 5) : NULL;
	for (size_t i = 0; table && i < count; i++) {
		table_cell(table, SHADE_NONE, "%s", ranked[i]->record->label);
		cell_estimate(table, summary_value(duet, ranked[i]), unit.ns);
		add_ratio(table, summary_ratio(duet, ranked[i]),
			  ranked[i] == duet_base(duet));
		if (details)
			add_details(table, duet, ranked[i], unit);
	}
	free(ranked);
	return table;
}

struct table *duet_cost_table(const struct duet_summary *duet, bool details)
{
	return duet->metric == MEASURE_MEMORY ? memory_table(duet)
					      : time_table(duet, details);
}

struct unit duet_latency_unit(const struct duet_summary *duet)
{
	double smallest = INFINITY;

	for (size_t i = 0; i < duet->count; i++) {
		const struct estimate *median = &duet->contestants[i]
							 .latencies[LATENCY_CORRECTED]
							 .quantiles[QUANTILE_50];

		if (median->rounds && median->value > 0 && median->value < smallest)
			smallest = median->value;
	}
	return format_unit(isfinite(smallest) ? smallest : 1e3);
}
