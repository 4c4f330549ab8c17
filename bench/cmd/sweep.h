/* SPDX-License-Identifier: MIT */
/*
 * sweep.h - `--sweep NAME=FROM..TO[:COUNT]` or `NAME=1,2,4`: one duet for each value of a parameter.
 *
 * Of a range both ends are played and what lies between in geometric steps, rounded to different
 * whole numbers.
 */
#ifndef BENCH_CMD_SWEEP_H
#define BENCH_CMD_SWEEP_H

#include <stddef.h>
#include <stdint.h>

#include "bench/cmd/plan.h"

#define SWEEP_VALUES 32 /* at most */
#define SWEEP_USUAL 8	/* without a COUNT */

struct sweep {
	char name[64]; /* of the parameter; empty: nothing is swept */
	int64_t values[SWEEP_VALUES];
	size_t count;
};

/* Read the option's argument. Returns 0 or EXIT_BAD_USE, having complained. */
int sweep_parse(const char *text, struct sweep *sweep);

/*
 * Add the duets of the workloads that are named, one for each value, in rising order. contestants
 * as of plan_fill. Returns 0 or EXIT_BAD_USE, having complained.
 */
int sweep_fill(const struct sweep *sweep, struct plan *plan, char *const *workloads,
	       size_t count, const char *contestants);

/* Warn of values that the machine's limits have lowered to the same one. */
struct run_record;
void sweep_warn_same(const struct sweep *sweep, const struct run_record *run);

#endif
