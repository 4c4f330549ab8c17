/* SPDX-License-Identifier: MIT */
/* figure_data.h - what is in each figure: its table, its script, and the words around it. */
#ifndef BENCH_REPORT_FIGURE_DATA_H
#define BENCH_REPORT_FIGURE_DATA_H

#include <stddef.h>

#include "bench/report/summary.h"

#define FIGURE_WORDS 6 /* besides the data and the output: title, labels ... */

struct figure_data {
	char name[96]; /* "01-switch-cost" */
	const char *script;
	char words[FIGURE_WORDS]
		  [256]; /* in the order of the script's arguments; "" ends them */
	char *text;	 /* the table, separated by tabs; to be freed; NULL: no memory */
	size_t rows;	 /* 0: nothing to show */
};

/* How many times the first contestant's cost the second's is, a row a duet. */
void figure_data_overview(const struct summary *summary, struct figure_data *data);

/* A duet's costs, a row a contestant. */
void figure_data_cost(const struct summary *summary, size_t index,
		      struct figure_data *data);

/* A driven duet's latencies: quantiles, a column a contestant. */
void figure_data_latency(const struct summary *summary, size_t index,
			 struct figure_data *data);

/* A duet's rounds in their order: the ratios to the first contestant, a column a contestant. */
void figure_data_rounds(const struct summary *summary, size_t index,
			struct figure_data *data);

/*
 * Duets of one workload that differ in one parameter: the cost over it, a line a contestant. Only
 * for the first of such duets, and only when there are at least two.
 */
void figure_data_scaling(const struct summary *summary, size_t index,
			 struct figure_data *data);

/* A duet of memory: bytes a task over the number of tasks, a line a contestant. */
void figure_data_memory(const struct summary *summary, size_t index,
			struct figure_data *data);

#endif
