/* SPDX-License-Identifier: MIT */
/* figures.h - the figures of a run: their data as tables, and their drawing. */
#ifndef BENCH_REPORT_FIGURES_H
#define BENCH_REPORT_FIGURES_H

#include <stdbool.h>

#include "bench/report/family.h"
#include "bench/report/summary.h"

#define FIGURE_NAME 96

/* One figure; drawn: FOLDER/figures/NAME.svg is there. Its data is FOLDER/figures/NAME.tsv. */
struct figure {
	char name[FIGURE_NAME]; /* empty: there is nothing to draw */
	bool drawn;
};

struct duet_figures {
	struct figure cost, latency, memory, rounds;
};

struct figures {
	struct figure overview;
	struct duet_figures *duets; /* as many as the summary has */
	/* Of the run: found on the way, and whoever writes needs them. */
	struct families families;
	struct figure *of_families; /* one for each */
	char missing[256]; /* why figures are missing, and the remedy; empty: none is */
};

/*
 * Write the data of every figure into the results folder and have them drawn. Figures that cannot
 * be drawn are no error. Returns 0 or -errno with the problem filled in.
 */
int figures_write(const struct summary *summary, struct figures *figures,
		  struct problem *problem);
void figures_free(struct figures *figures);

#endif
