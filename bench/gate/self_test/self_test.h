/* SPDX-License-Identifier: MIT */
/*
 * self_test.h - plays gates whose truth is known, and keeps what they found, so that the gate's own
 * error rates are counted rather than promised.
 *
 * What a log has of this code already is not played again: a self-test can be interrupted at any
 * time and goes on later. Which gate comes next is drawn from all that are missing.
 */
#ifndef BENCH_GATE_SELF_TEST_H
#define BENCH_GATE_SELF_TEST_H

#include "bench/gate/self_test/cells.h"

/* What a self-test is about to do, or has done. */
struct self_test_progress {
	const struct self_test_cell *cell;
	const struct self_test_outcome *outcome; /* NULL: it is about to be played */
	size_t done, wanted;			 /* gates, of all cells */
	double seconds_left; /* expected, of all that is missing; NaN: unknown */
};

struct self_test_plan {
	struct self_test_cells cells;
	const char *path;		       /* of the log */
	const char *code, *revision, *machine; /* as of an outcome */
	int64_t most_ns; /* no gate begins after so long; 0: until all are done */
	uint64_t seed;	 /* of every random choice */
	void *context;
	/*
	 * Play a gate of the cell and fill in what came of it: rows, sizes, verdict, times; the rest is
	 * filled in here, and `failed` is an array to append to. `others` are its rows that
	 * would be confirmed in a whole gate besides: of equal ones, as the log has it. Returns 0;
	 * -EINTR; -EDOM, -EPROTO: its size could not be measured, that of the next may be; or
	 * another -errno; all but -EINTR with the problem filled in.
	 */
	int (*play)(void *context, const struct self_test_cell *cell, size_t others,
		    struct self_test_outcome *outcome, json_t *failed,
		    struct problem *problem);
	/* May be NULL. */
	void (*told)(void *context, const struct self_test_progress *progress);
};

/*
 * Play what is missing. Waits for as long as it takes. Returns 0: all that was wanted is
 * there, or time is up; -EINTR; -EAGAIN: gates could not be measured, several in a row, and
 * the problem says why, as far as that is known; or another -errno, as self_test_open and
 * the plan's play, with the problem filled in. Finished gates are kept; where none was, no
 * log that was made for them is left.
 */
int self_test_run(struct self_test_plan *plan, struct problem *problem);

#endif
