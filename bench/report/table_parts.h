/* SPDX-License-Identifier: MIT */
/* table_parts.h - what a table consists of: for table.c, which fills it, and table_text.c. */
#ifndef BENCH_REPORT_TABLE_PARTS_H
#define BENCH_REPORT_TABLE_PARTS_H

#include "bench/report/table.h"

struct cell {
	char *text;
	enum shade shade;
};

struct table {
	struct column *columns; /* headings are its own copies */
	size_t width;		/* columns */
	struct cell *cells;
	size_t used, room; /* cells */
	bool failed;	   /* memory ran out while filling */
};

#endif
