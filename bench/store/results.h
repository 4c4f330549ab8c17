/* SPDX-License-Identifier: MIT */
/* results.h - reading a results folder, and checking all of it. Changes nothing there. */
#ifndef BENCH_STORE_RESULTS_H
#define BENCH_STORE_RESULTS_H

#include <jansson.h>

#include "bench/store/commands.h"
#include "bench/store/machine.h"
#include "bench/store/problem.h"
#include "bench/store/record.h"

struct results {
	char *path;
	struct run_record run;
	struct machine machine;
	struct commands commands;    /* none where scripts/commands was not run */
	struct round_record *rounds; /* in the order of the file */
	size_t round_count;	     /* of records: rounds times contestants */
	bool torn;		     /* a line at the end of a log was cut and left out */
	bool live;		     /* somebody is still writing */
	json_t *documents;	     /* owns the strings */
};

/*
 * Read run.json, machine.json, rounds.jsonl, and commands.json where there is one. A state "running" that nobody is running any
 * more is told as RUN_PARTIAL. Returns 0; -ENOENT and the like: no such folder or file;
 * -EBADMSG: damaged, of an unknown format or contradicting itself. Then the problem is one line
 * that says which file, which line and what.
 */
int results_read(const char *path, struct results *results, struct problem *problem);
void results_free(struct results *results);

/*
 * Gather what a contestant of a duet measured, one value a round in the order of the rounds,
 * leaving out rounds that not every contestant of the duet finished, so that the series of a
 * duet are paired. `values` has room for rounds_done values. Returns how many there are; 0 when
 * the measure is missing in any of them.
 */
size_t results_series(const struct results *results, size_t duet, size_t contestant,
		      enum measure measure, double *values);

/*
 * The same of what the workload itself counted under that name, an operation; 0 when a round has
 * no such count.
 */
size_t results_count_series(const struct results *results, size_t duet, size_t contestant,
			    const char *name, double *values);

/* The record of a contestant's round, or NULL. */
const struct round_record *results_round(const struct results *results, size_t duet,
					 size_t round, size_t contestant);

#endif
