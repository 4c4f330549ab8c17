/* SPDX-License-Identifier: MIT */
/* count_take.h - one worker under Valgrind: two slices of it, counted. For count.c alone. */
#ifndef BENCH_RUN_COUNT_TAKE_H
#define BENCH_RUN_COUNT_TAKE_H

#include "bench/run/callgrind.h"
#include "bench/run/count.h"

#define COUNT_SLICES 2

/* A slice, what surrounds it included. */
struct counted {
	int64_t operations;
	struct callgrind_totals totals;
};

/* Count slices of n and of 2 n operations in a fresh process. Fails as counts_take does. */
int count_take(const struct count_plan *plan, struct counted slices[COUNT_SLICES],
	       struct problem *problem);

#endif
