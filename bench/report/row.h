/* SPDX-License-Identifier: MIT */
/* row.h - what a contestant's place in a history is called: "switch/coroutines:tasks=1000". */
#ifndef BENCH_REPORT_ROW_H
#define BENCH_REPORT_ROW_H

#include <jansson.h>
#include <stdbool.h>

#include "bench/store/record.h"

#define ROW_TEXT 256

/*
 * Name a contestant of a duet: workload, then a worker program that is not the default one, and
 * runtime; then what is not as the workload would have it: parameters and cores. `workloads` is the
 * array of a worker's description, which has the defaults; of what it does not know, all parameters are
 * named. Returns false when `text`, of ROW_TEXT bytes, is too small.
 */
bool row_name(const struct duet_record *duet, const struct contestant_record *contestant,
	      const json_t *workloads, char *text);

/*
 * Whether a row is meant by a pattern in which *, ? and [] match: the row as it is, its workload or
 * its runtime alone, or as contestants are written, "boost/switch".
 */
bool row_matches(const char *row, const char *pattern);

#endif
