/* SPDX-License-Identifier: MIT */
/* open_warnings.h - what a reader must know of an open loop before believing its numbers. */
#ifndef BENCH_REPORT_OPEN_WARNINGS_H
#define BENCH_REPORT_OPEN_WARNINGS_H

#include <stdbool.h>

#include "bench/report/warnings.h"

/* `disturbed`: others had the contestants' cores, so that nobody is to blame. */
void warnings_of_open_loop(const struct duet_summary *duet, bool disturbed,
			   warning_taker *take, void *context);

#endif
