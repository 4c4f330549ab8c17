/* SPDX-License-Identifier: MIT */
/*
 * record.h - what gates of known truth found: a log of lines, results/self-test.jsonl.
 *
 * A line is a gate (docs/results.md is the format). Each is added by one write(2) behind the last.
 */
#ifndef BENCH_GATE_SELF_TEST_RECORD_H
#define BENCH_GATE_SELF_TEST_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/gate/record/record.h"
#include "bench/store/lines.h"
#include "bench/store/problem.h"

enum self_test_kind {
	SELF_TEST_EQUAL,  /* all rows, of programs that are equal: it should not fail */
	SELF_TEST_SLOWER, /* one row as one of a whole gate, slowed down by a known size */
	SELF_TEST_QUICK,  /* one row alone, nothing tolerated, in two seconds */
	SELF_TEST_HASTY,  /* the same in one second */
	SELF_TEST_KINDS
};

/* As they stand in a line: "equal", "slower", "quick", "hasty". */
extern const char *const self_test_kind_names[SELF_TEST_KINDS];

/* Strings are borrowed: from whoever made it, or from the log that was read. */
struct self_test_outcome {
	enum self_test_kind kind;
	const char *path; /* what was slowed down: "switch"; "": nothing, of equal ones */
	const char *row;  /* "switch/coroutines"; "": all of the gate */
	double size;	  /* relative, 0.01: how much slower the head was meant to be */
	/* How much slower it was, measured, and the 95 % interval; NaN all: it was not slowed. */
	double measured, measured_low, measured_high;
	enum gate_verdict verdict;
	const json_t *failed; /* an array: the names of the rows that failed */
	int64_t rows, confirmed;
	double seconds;	      /* of the whole gate */
	double measuring;     /* of them, while rounds were played */
	uint64_t seed;	      /* of the gate */
	const char *date;     /* local time, ISO 8601 with its offset */
	const char *code;     /* the fingerprint of what was played, by what */
	const char *revision; /* of the code, as people know it; "": unknown */
	const char *machine;  /* its fingerprint */
};

struct self_test_log {
	struct self_test_outcome *outcomes; /* in the order of the file, each gate once */
	size_t count;
	struct lines lines; /* owns the strings */
};

/*
 * Read a log, checking all of it. Returns 0; -ENOENT and the like; -ENOTSUP: no regular
 * file, as a pipe, for which nobody waits; -EBADMSG: damaged or of another format, and the
 * problem says which line; -ENOMEM. Free it after success alone.
 */
int self_test_read(const char *path, struct self_test_log *log, struct problem *problem);
void self_test_log_free(struct self_test_log *log);

/*
 * Open a log to add to, made with its folder where it is missing, and read what it has. Whoever has it
 * open is the only one: -EBUSY when somebody else has. A torn end is taken off. Returns a
 * descriptor to be closed, or as self_test_read.
 */
int self_test_open(const char *path, struct self_test_log *log, struct problem *problem);

/* Add a line. Returns 0, or -errno of writing: then nothing was added. */
int self_test_add(int fd, const struct self_test_outcome *outcome);

#endif
