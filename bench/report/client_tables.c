/* SPDX-License-Identifier: MIT */
/* client_tables.c - what the client of a driven workload saw. See client_tables.h. */
#include "bench/report/client_tables.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/report/cells.h"
#include "bench/report/duet.h"
#include "bench/report/open_loop.h"
#include "bench/report/quantiles.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void add_closed(struct table *table, const struct contestant_summary *contestant,
		       struct unit unit)
{
	struct estimate requests = summary_requests(contestant);

	table_cell(table, SHADE_NONE, "%s", contestant->record->label);
	cell_number(table, &requests, 1);
	quantiles_add(table, contestant, unit);
	cell_busy(table, contestant,
		  summary_is_client_bound(contestant) ? " client-bound" : "");
}

static struct table *closed_table(const struct duet_summary *duet, struct unit unit)
{
	char median[16];
	struct column columns[] = {{"", ALIGN_LEFT},
				   {"requests/s", ALIGN_POINT},
				   {median, ALIGN_POINT},
				   {"p90", ALIGN_POINT},
				   {"p99", ALIGN_POINT},
				   {"p99.9", ALIGN_POINT},
				   {"max", ALIGN_POINT},
				   {"answers", ALIGN_POINT},
				   {"client's CPU", ALIGN_LEFT}};
	const struct contestant_summary **ranked;
	struct table *table;
	size_t count;

	snprintf(median, sizeof(median), "p50 %s", unit.name);
	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, COUNT(columns)) : NULL;
	for (size_t i = 0; table && i < count; i++)
		add_closed(table, ranked[i], unit);
	free(ranked);
	return table;
}

/* What `write` writes, into text. */
static void print(char *text, size_t size, const struct duet_summary *duet,
		  void (*write)(FILE *file, const struct duet_summary *duet))
{
	FILE *file = fmemopen(text, size, "w");

	*text = '\0';
	if (!file)
		return;
	write(file, duet);
	fclose(file);
	text[size - 1] = '\0';
}

static int make_open(const struct duet_summary *duet, struct unit unit,
		     struct client_table tables[CLIENT_TABLES])
{
	char title[128];

	print(title, sizeof(title), duet, open_loop_write_title);
	snprintf(tables[0].title, sizeof(tables[0].title), "%s, in %s", title, unit.name);
	print(tables[0].note, sizeof(tables[0].note), duet, quantiles_write_note);
	tables[0].table = open_loop_latencies(duet, unit);
	snprintf(tables[1].title, sizeof(tables[1].title),
		 "How the client fared, in requests/s and %s", unit.name);
	print(tables[1].note, sizeof(tables[1].note), duet, open_loop_write_terms);
	tables[1].table = open_loop_client(duet, unit);
	return tables[0].table && tables[1].table ? 0 : -ENOMEM;
}

/* A driver that answers instead of asking times nothing. */
static bool was_timed(const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (duet->contestants[i].latencies[LATENCY_CORRECTED].count)
			return true;
	return false;
}

int client_tables_make(const struct duet_summary *duet,
		       struct client_table tables[CLIENT_TABLES])
{
	struct unit unit = duet_latency_unit(duet);

	for (size_t i = 0; i < CLIENT_TABLES; i++)
		tables[i] = (struct client_table){0};
	if (!duet->record->driver || !duet->rounds || !was_timed(duet))
		return 0;
	if (open_loop_is(duet))
		return make_open(duet, unit, tables);
	snprintf(tables[0].title, sizeof(tables[0].title),
		 "What the client saw, at full load");
	print(tables[0].note, sizeof(tables[0].note), duet, quantiles_write_note);
	tables[0].table = closed_table(duet, unit);
	return tables[0].table ? 0 : -ENOMEM;
}

void client_tables_free(struct client_table tables[CLIENT_TABLES])
{
	for (size_t i = 0; i < CLIENT_TABLES; i++)
		table_free(tables[i].table);
}
