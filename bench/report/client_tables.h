/* SPDX-License-Identifier: MIT */
/* client_tables.h - what the client of a driven workload saw: one table, of open loops two. */
#ifndef BENCH_REPORT_CLIENT_TABLES_H
#define BENCH_REPORT_CLIENT_TABLES_H

#include "bench/report/summary.h"
#include "bench/report/table.h"

#define CLIENT_TABLES 2

/* A table with the words above it and the line below it, which may be empty. */
struct client_table {
	struct table *table; /* NULL: there is none */
	char title[160];
	char note[320];
};

/*
 * Make them, filled from the front; none where the workload is not driven. Returns 0 or -ENOMEM;
 * free them in both cases.
 */
int client_tables_make(const struct duet_summary *duet,
		       struct client_table tables[CLIENT_TABLES]);
void client_tables_free(struct client_table tables[CLIENT_TABLES]);

#endif
