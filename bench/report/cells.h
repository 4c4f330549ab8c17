/* SPDX-License-Identifier: MIT */
/* cells.h - the cells that several tables have: a number, a ratio, how busy a client was. */
#ifndef BENCH_REPORT_CELLS_H
#define BENCH_REPORT_CELLS_H

#include "bench/report/summary.h"
#include "bench/report/table.h"

/* Of what was not measured: "-". */
void cell_absent(struct table *table);

/* A number in a unit, of which the interval is not shown. NULL: not measured. */
void cell_number(struct table *table, const struct estimate *estimate, double unit);

/* Two cells: the value in a unit, and its interval as a range. */
void cell_estimate(struct table *table, const struct estimate *estimate, double unit);

/* Two cells: the ratio, "~" before it where no difference was found, and its interval. */
void cell_ratio(struct table *table, const struct estimate *ratio);

/* How busy the contestant's client was, and what is to be said of it. */
void cell_busy(struct table *table, const struct contestant_summary *contestant,
	       const char *mark);

#endif
