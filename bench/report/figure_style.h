/* SPDX-License-Identifier: MIT */
/* figure_style.h - how a contestant looks, the same in every figure. */
#ifndef BENCH_REPORT_FIGURE_STYLE_H
#define BENCH_REPORT_FIGURE_STYLE_H

#include "bench/report/summary.h"

/* The number of the line type (scripts/figures/palette.gp), the same in every figure. */
int figure_style(const struct duet_summary *duet,
		 const struct contestant_summary *contestant);

#endif
