/* SPDX-License-Identifier: MIT */
/*
 * quantiles.h - quantiles of latencies in tables, each judged by itself.
 *
 * The client may be late now and then only: its median is then the server's, and its tail is not.
 * And a tail of few answers is chance. What is not to be believed is shown in brackets.
 */
#ifndef BENCH_REPORT_QUANTILES_H
#define BENCH_REPORT_QUANTILES_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/report/format.h"
#include "bench/report/summary.h"
#include "bench/report/table.h"

/* Whether over a quarter of it is the client's own lag, whose same quantile that is. */
bool quantile_is_lag(const struct contestant_summary *contestant, enum quantile quantile);

/* Whether fewer than 10 answers a round lie above it. */
bool quantile_is_thin(const struct contestant_summary *contestant, enum quantile quantile);

/* A cell with the quantile (from the intended send time) in the unit. */
void quantile_add(struct table *table, const struct contestant_summary *contestant,
		  enum quantile quantile, struct unit unit);

/* Cells with all quantiles, the greatest of all, and how many answers there were. */
void quantiles_add(struct table *table, const struct contestant_summary *contestant,
		   struct unit unit);

/* What the brackets in such rows of the duet mean, in one line; nothing where there are none. */
void quantiles_write_note(FILE *file, const struct duet_summary *duet);

/* The same of several duets, where so many of the quantiles are shown and the greatest is not. */
void quantiles_write_note_of(FILE *file, const struct duet_summary *const *duets,
			     size_t count, const enum quantile *shown, size_t shown_count);

#endif
