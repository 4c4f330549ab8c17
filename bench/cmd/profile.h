/* SPDX-License-Identifier: MIT */
/* profile.h - how much is measured: the duets of a run without names, and their time. */
#ifndef BENCH_CMD_PROFILE_H
#define BENCH_CMD_PROFILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/run/run.h"

#define PROFILE_USUAL "default" /* played without --profile */
#define NAMED_WEIGHT 3		/* of a duet of a workload that the command line names */

/* One duet of a profile. A row without a workload ends a table. */
struct profile_duet {
	const char *workload;
	const char *settings; /* NAME=VALUE,... that differ from the defaults, or NULL */
	const char *peers;    /* contestants besides coroutines and threads, or NULL */
	enum cores_choice cores;
	int64_t weight;	    /* of its share of the time */
	const char *metric; /* "wall" or "cpu"; NULL: as the workload says */
};

struct profile {
	const char *name;
	const char *summary; /* what it plays, in some words */
	int64_t unit_ns;     /* of a duet whose weight is 1, set-up included */
	int64_t max_rounds;
	const struct profile_duet *duets;
};

/* The profile of that name, or NULL after having complained. */
const struct profile *profile_find(const char *name);

/* What each profile plays and about how long, as a list: "quick (..., about 20 s), ... or ...". */
void profile_write_all(FILE *file);

/* The peers who play a workload with default parameters in the default profile, or NULL. */
const char *profile_peers(const char *workload);

#endif
