/* SPDX-License-Identifier: MIT */
/* compare_contestants.h - two contestants are played against each other, and A ÷ B is told. */
#ifndef BENCH_CMD_COMPARE_CONTESTANTS_H
#define BENCH_CMD_COMPARE_CONTESTANTS_H

#include "bench/cmd/options.h"

struct compare_options {
	struct options common;
	const char *sides[2];		   /* A and B, borrowed from argv */
	const char *workloads[PLAN_DUETS]; /* --workload, likewise */
	size_t side_count, workload_count;
	double at_most; /* 0: not asked */
};

/*
 * Play them, show what came of it, and judge whether every A ÷ B is at most what was asked. Returns
 * an exit code.
 */
int compare_contestants(struct compare_options *options);

#endif
