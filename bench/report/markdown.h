/* SPDX-License-Identifier: MIT */
/* markdown.h - a run as a document: report.md in its results folder. */
#ifndef BENCH_REPORT_MARKDOWN_H
#define BENCH_REPORT_MARKDOWN_H

#include "bench/report/figures.h"
#include "bench/report/summary.h"

/*
 * Write report.md into the results folder, whole. It shows the figures that were drawn. Returns 0
 * or -errno with the problem filled in.
 */
int markdown_write(const struct summary *summary, const struct figures *figures,
		   struct problem *problem);

#endif
