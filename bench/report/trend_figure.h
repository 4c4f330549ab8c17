/* SPDX-License-Identifier: MIT */
/* trend_figure.h - a trend as a figure: a panel for each series. */
#ifndef BENCH_REPORT_TREND_FIGURE_H
#define BENCH_REPORT_TREND_FIGURE_H

#include <stdio.h>

#include "bench/report/trend.h"
#include "bench/store/problem.h"

#define TREND_PANELS 24 /* of a figure, at most */

/*
 * The table that scripts/figures/trend.gp reads: a block a series, two empty lines between, a row
 * a point: number, revision, value, low, high, level, change ("" as a space).
 */
void trend_write_table(FILE *file, const struct trend *trend);

/*
 * Draw it as SVG into the file. Returns 0, -E2BIG: more panels than TREND_PANELS, -ENOENT: no gnuplot, or
 * not its scripts, -EIO: gnuplot failed, or -errno of writing; each with the problem.
 */
int trend_draw(const struct trend *trend, const char *path, struct problem *problem);

#endif
