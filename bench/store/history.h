/* SPDX-License-Identifier: MIT */
/*
 * history.h - what was measured from revision to revision: a log of lines, history.jsonl.
 *
 * A line is one metric of a contestant of a run, or its ratio to another of the same run
 * (docs/results.md is the format). Lines are added under flock(2), all those of a run by one
 * write(2). Nothing but a torn end (lines.h) is ever changed.
 */
#ifndef BENCH_STORE_HISTORY_H
#define BENCH_STORE_HISTORY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/store/lines.h"
#include "bench/store/problem.h"

#define HISTORY_FORMAT 1

/* Strings are borrowed: from a run, or from the history that was read. */
struct history_entry {
	const char *revision; /* of what was measured: "v0.1-3-g3f2c1a9" */
	const char *date;     /* of the run: local time, ISO 8601 with its offset */
	const char *row;      /* "switch/coroutines:tasks=1000" */
	const char *over; /* the row, or base of a gate, that its ratio is to; "": a cost */
	const char *metric; /* "wall", "cpu", "memory" ... */
	const char *unit;   /* "ns", "bytes"; of a ratio "×" */
	double value;	    /* from 0 on */
	/* Its 95 % interval, of a gate the one that decided; NaN both: none. */
	double low, high;
	int64_t rounds; /* behind it */
	bool judged;	/* the row is judged by this metric */
	/* Why it is not to be trusted; "": nothing speaks against it. */
	const char *doubtful;
	const char *machine;	  /* its fingerprint */
	const char *cpu;	  /* and what people know it by */
	const char *results;	  /* the fingerprint of the run's results */
	const json_t *parameters; /* of the row, all of them: an object of integers */
};

struct history {
	struct history_entry *entries; /* in the order of the file, none of them twice */
	size_t count;
	size_t repeated;    /* that an earlier line had, and are left out */
	struct lines lines; /* owns the strings */
};

/*
 * Read a history, checking all of it, and leave out what it has a second time, as
 * history_add knows it: a merge of two may. Returns 0; -ENOENT and the like: no such file;
 * -ENOTSUP: no regular file; -EBADMSG: damaged or of another format, and the problem says
 * which line; -ENOMEM.
 */
int history_read(const char *path, struct history *history, struct problem *problem);
void history_free(struct history *history);

/*
 * Add those entries that the history does not have yet: it has one when results, row, over and metric
 * are the same. The file and its folder are made when they are missing. Waits while another
 * adds. Returns how many were added, 0 when it has them all; or as history_read, or
 * -errno of writing: then nothing was added.
 */
int history_add(const char *path, const struct history_entry *entries, size_t count,
		struct problem *problem);

#endif
