/* SPDX-License-Identifier: MIT */
/* trace_figure.h - a trace as a figure: a row a task, what it did when. */
#ifndef BENCH_REPORT_TRACE_FIGURE_H
#define BENCH_REPORT_TRACE_FIGURE_H

#include "bench/report/trace_spans.h"

#define TRACE_ROWS 100 /* of a figure, at most: the first tasks */

/*
 * The table that scripts/figures/trace.gp reads, a row a span: row, the task's name, from, to (ms since
 * the phase began), what it did (1 created, 2 waits, 3 runs).
 */
void trace_write_table(FILE *file, const struct trace_spans *spans);

/*
 * Draw what was played as SVG into the file. Returns 0; -ENODATA: nothing was; -ENOENT: no gnuplot, or
 * not its scripts; -EIO: gnuplot failed; or -errno of writing; each with the problem.
 */
int trace_draw(const struct trace_log *log, const char *path, struct problem *problem);

#endif
