/* SPDX-License-Identifier: MIT */
/* trend_select.h - which entries of a history are points of a trend. For trend.c. */
#ifndef BENCH_REPORT_TREND_SELECT_H
#define BENCH_REPORT_TREND_SELECT_H

#include "bench/report/trend.h"

/* An entry as it is shown. Where the options ask for the other way round, row and over are swapped. */
struct trend_choice {
	const struct history_entry *entry;
	const char *row, *over;
	struct estimate estimate;
};

/* All the choices, those of the earliest runs first; the other counts of the trend are filled in. */
struct trend_choices {
	struct trend_choice *all;
	size_t count;
};

/* Returns as trend_make; all is to be freed. */
int trend_select(const struct history *history, const struct trend_options *options,
		 struct trend_choices *choices, struct trend *trend,
		 struct problem *problem);

#endif
