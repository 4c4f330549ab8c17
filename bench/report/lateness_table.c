/* SPDX-License-Identifier: MIT */
/* lateness_table.c - how late the sleepers of an undriven workload were woken. */
#include <stdlib.h>

#include "bench/report/duet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define US 1e3 /* nanoseconds */

static void add_lateness(struct table *table, const struct contestant_summary *contestant)
{
	const struct latency_summary *late = &contestant->latencies[LATENCY_CORRECTED];

	table_cell(table, SHADE_NONE, "%s", contestant->record->label);
	for (size_t q = 0; q < QUANTILES; q++)
		table_cell(table, SHADE_NONE, "%s",
			   format_number(late->quantiles[q].value / US).text);
	table_cell(table, SHADE_NONE, "%s",
		   format_number((double)late->greatest_ns / US).text);
	table_cell(table, SHADE_NONE, "%s", format_count(late->count).text);
}

struct table *duet_lateness_table(const struct duet_summary *duet)
{
	struct column columns[] = {{"", ALIGN_LEFT},	   {"p50 µs", ALIGN_POINT},
				   {"p90", ALIGN_POINT},   {"p99", ALIGN_POINT},
				   {"p99.9", ALIGN_POINT}, {"max", ALIGN_POINT},
				   {"sleeps", ALIGN_POINT}};
	const struct contestant_summary **ranked;
	struct table *table;
	size_t count;

	if (duet->record->driver || !duet->rounds ||
	    !duet->contestants[0].latencies[LATENCY_CORRECTED].count)
		return NULL;
	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, COUNT(columns)) : NULL;
	for (size_t i = 0; table && i < count; i++)
		if (ranked[i]->latencies[LATENCY_CORRECTED].count)
			add_lateness(table, ranked[i]);
	free(ranked);
	return table;
}
