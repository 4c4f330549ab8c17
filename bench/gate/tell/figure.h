/* SPDX-License-Identifier: MIT */
/* figure.h - the rows of a gate as intervals on one axis, with tolerance and A/A control. */
#ifndef BENCH_GATE_TELL_FIGURE_H
#define BENCH_GATE_TELL_FIGURE_H

#include <stdio.h>

#include "bench/gate/record/record.h"
#include "bench/store/problem.h"

/*
 * Write what scripts/figures/gate.gp draws, a line of headings and a line a row that has a ratio, in
 * gate_order; rows that reach further than the axis are cut off there, and say so. *limit: how far
 * the axis goes to either side, in per cent. Returns the number of rows, or -ENOMEM.
 */
int gate_figure_data(FILE *file, const struct gate_record *record, double *limit);

/*
 * Write FOLDER/figures/gate.tsv and have FOLDER/figures/gate.svg drawn of it; waits for gnuplot, at
 * most 30 s. Returns 1; 0: no row has a ratio, and nothing was drawn; or -errno with the problem,
 * -ENOENT where gnuplot or the scripts are missing, which no gate should fail for.
 */
int gate_figure_draw(const struct gate_record *record, struct problem *problem);

#endif
