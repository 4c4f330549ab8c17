/* SPDX-License-Identifier: MIT */
/*
 * tolerances.h - what a gate plays, how much slower each row may be, and which slowdowns are meant.
 *
 * A row is a workload on a runtime, WORKLOAD/RUNTIME, with those of its parameters that are not the
 * default after it: "echo/threads:connections=8". A pattern of rows is one of
 * bench/report/row.h; a row also matches by its name without parameters. A metric is "wall", "cpu" and the like, or "*" for all.
 */
#ifndef BENCH_GATE_CONF_TOLERANCES_H
#define BENCH_GATE_CONF_TOLERANCES_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/store/problem.h"
#include "bench/store/record.h"

#define TOLERANCES_FILE "gate.conf"
#define TOLERANCE_DEFAULT 0.01 /* of a metric that nobody knows */

struct gate_play {
	const char *name; /* as above */
	const char *workload, *runtime;
	const struct named_value *parameters; /* those that were given */
	size_t parameter_count;
	int line;
};

struct tolerance {
	const char *row, *metric; /* a pattern, and a metric */
	double most;		  /* relative: 0.01 is 1 % slower */
	int line;
};

struct waiver {
	const char *row, *metric; /* likewise */
	double up_to;		  /* relative */
	const char *reason;
	const char *until; /* the last day that it is in force, as 2027-01-31 */
	int line;
};

struct tolerances {
	const char *path; /* of the file, as it was given */
	struct gate_play *plays;
	size_t play_count;
	struct tolerance *tolerances;
	size_t tolerance_count;
	struct waiver *waivers;
	size_t waiver_count;
	struct tolerances_memory *memory; /* owns the strings */
};

/* Whether the row is meant by the pattern. */
bool gate_row_matches(const char *row, const char *pattern);

/*
 * How much slower the row may be, by that metric: the last tolerance that matches says it, or else
 * the table of metrics.
 */
double tolerances_of(const struct tolerances *tolerances, const char *row,
		     const char *metric);

/*
 * The last waiver in force on `today` (2026-11-28, local time) that matches, or NULL. A slowdown
 * that is larger than its up_to is not waived.
 */
const struct waiver *tolerances_waiver(const struct tolerances *tolerances, const char *row,
				       const char *metric, const char *today);

/*
 * Tell what is in the file and has no effect, by one call each: a waiver that has ended, a waiver
 * or a tolerance that matches no row of the file. Both texts are lines without their ends;
 * each remedy names its line, so that no two are the same.
 */
void tolerances_warn(const struct tolerances *tolerances, const char *today,
		     void (*warning)(void *context, const char *text, const char *remedy),
		     void *context);

/*
 * Read the file (gate.conf of this repository explains its format). Returns 0 or, with the problem
 * filled in, as FILE:LINE: where a line is to blame: -EINVAL: something in it is wrong; -EFBIG:
 * over a MiB; -ENOTSUP: no regular file, as a pipe; -ENOMEM; the errors of open(2)
 * and read(2).
 */
int tolerances_read(const char *path, struct tolerances *tolerances,
		    struct problem *problem);

/* Free what was read; zeros are left alone. */
void tolerances_free(struct tolerances *tolerances);

#endif
