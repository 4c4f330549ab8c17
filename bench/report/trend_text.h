/* SPDX-License-Identifier: MIT */
/* trend_text.h - a trend for people on a terminal. */
#ifndef BENCH_REPORT_TREND_TEXT_H
#define BENCH_REPORT_TREND_TEXT_H

#include <stdio.h>

#include "bench/report/trend.h"

/*
 * Of each series a table of its last points, `most` of them at most, with the changes marked; then the
 * changes, a line each, and what was left out. Returns 0 or -ENOMEM.
 */
int trend_write_text(FILE *file, const struct trend *trend, double level, size_t most);

/* "switch/coroutines", or "switch/coroutines ÷ switch/boost". */
void trend_write_name(FILE *file, const struct trend_series *series);

/* "+12.3 %", of a difference "+3 ns"; with its interval behind it. */
void trend_write_step(FILE *file, const struct trend_series *series,
		      const struct trend_change *change);
void trend_write_step_interval(FILE *file, const struct trend_series *series,
			       const struct trend_change *change);

#endif
