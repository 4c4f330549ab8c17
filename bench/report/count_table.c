/* SPDX-License-Identifier: MIT */
/* count_table.c - what a duet's workload itself counted: updates that were lost, and the like. */
#include <stdlib.h>
#include <string.h>

#include "bench/report/cells.h"
#include "bench/report/duet.h"

#define COLUMNS_A_COUNT 3
#define COLUMNS_MOST (2 + COLUMNS_A_COUNT * ROUND_COUNTS)

/* Who counts: all play the same workload, unless the duet is mixed. */
static const struct contestant_summary *find_counter(const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (duet->contestants[i].count_count)
			return &duet->contestants[i];
	return NULL;
}

static size_t head(const struct contestant_summary *counter, struct column *columns)
{
	size_t n = 0;

	columns[n++] = (struct column){"", ALIGN_LEFT};
	for (size_t c = 0; c < counter->count_count; c++) {
		columns[n++] = (struct column){counter->counts[c].name, ALIGN_POINT};
		columns[n++] = (struct column){"95 % interval", ALIGN_RANGE};
		columns[n++] = (struct column){"in all", ALIGN_POINT};
	}
	columns[n++] = (struct column){"of operations", ALIGN_POINT};
	return n;
}

static const struct count_summary *find(const struct contestant_summary *contestant,
					const char *name)
{
	for (size_t c = 0; c < contestant->count_count; c++)
		if (strcmp(contestant->counts[c].name, name) == 0)
			return &contestant->counts[c];
	return NULL;
}

static void add_count(struct table *table, const struct count_summary *count)
{
	if (!count) {
		for (size_t i = 0; i < COLUMNS_A_COUNT; i++)
			cell_absent(table);
		return;
	}
	cell_estimate(table, &count->rate, 1);
	table_cell(table, SHADE_NONE, "%s", format_count(count->total).text);
}

struct table *duet_count_table(const struct duet_summary *duet)
{
	const struct contestant_summary *counter = find_counter(duet), **ranked;
	struct column columns[COLUMNS_MOST];
	struct table *table;
	size_t count;

	if (!counter)
		return NULL;
	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, head(counter, columns)) : NULL;
	for (size_t i = 0; table && i < count; i++) {
		table_cell(table, SHADE_NONE, "%s", ranked[i]->record->label);
		for (size_t c = 0; c < counter->count_count; c++)
			add_count(table, find(ranked[i], counter->counts[c].name));
		table_cell(table, SHADE_NONE, "%s",
			   format_count(ranked[i]->operations).text);
	}
	free(ranked);
	return table;
}
