/* SPDX-License-Identifier: MIT */
/* options.h - the options that everything that plays duets has: an argp child parser. */
#ifndef BENCH_CMD_OPTIONS_H
#define BENCH_CMD_OPTIONS_H

#include <argp.h>
#include <stdbool.h>

#include "bench/cmd/plan.h"

#define OPTIONS_ONCE 16 /* options that have one value */

/* What run and compare share. The plan must have been started. */
struct options {
	struct plan *plan;
	const struct profile *profile; /* never NULL after a good parse */
	enum cores_choice cores;
	int64_t rounds, round_ms, core, stack_size, seed;
	const char *metric; /* NULL: each workload's */
	bool json;
	bool turned; /* ratios are told as first ÷ second */
	const struct argp_option *given[OPTIONS_ONCE]; /* with a value, so far */
	size_t given_count;
	int error; /* the first complaint's exit code; later options are not looked at */
};

/* Start with defaults. */
void options_start(struct options *options, struct plan *plan);

/* Give as input a struct options; values are checked after parsing, by options->error. */
extern const struct argp options_argp;

/* Complain of the table's option, which has one value, if it was given before. */
void options_once(struct options *options, const struct argp_option *table, int key);

/* Finish the plan and put everything into its run_plan. Returns 0 or EXIT_BAD_USE. */
int options_finish(struct options *options);

#endif
