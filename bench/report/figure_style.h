/* SPDX-License-Identifier: MIT */
/* figure_style.h - which duets belong together on an axis, and how a contestant looks. */
#ifndef BENCH_REPORT_FIGURE_STYLE_H
#define BENCH_REPORT_FIGURE_STYLE_H

#include "bench/report/format.h"
#include "bench/report/summary.h"

/* The number of the line type (scripts/figures/palette.gp), the same in every figure. */
int figure_style(const struct duet_summary *duet,
		 const struct contestant_summary *contestant);

/*
 * The name of the one parameter in which this duet differs from others of the same workload in the
 * run, or NULL.
 */
const char *figure_varying(const struct summary *summary, size_t duet);

/* A parameter of the duet's first contestant; -1: it has none of that name. */
int64_t figure_parameter(const struct duet_summary *duet, const char *name);

/* "64 connections", "1 connection". */
struct text figure_parameter_words(const struct duet_summary *duet, const char *name);

#endif
