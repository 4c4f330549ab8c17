/* SPDX-License-Identifier: MIT */
/* html.h - a run as one page that needs nothing else: report.html in its results folder. */
#ifndef BENCH_REPORT_HTML_H
#define BENCH_REPORT_HTML_H

#include "bench/report/summary.h"

/*
 * Write report.html beside report.md, which it is made from: the same text, the figures drawn into
 * it, and the summary as JSON. It loads nothing and runs nothing. Returns 0 or -errno with the problem
 * filled in.
 */
int html_write(const struct summary *summary, struct problem *problem);

#endif
