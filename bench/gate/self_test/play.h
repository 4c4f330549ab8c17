/* SPDX-License-Identifier: MIT */
/*
 * play.h - plays one gate of known truth. What a delay really comes to is measured beside
 * it, once for each path and size as long as the bench lives: some of its steps are done meanwhile by
 * the processor.
 */
#ifndef BENCH_GATE_SELF_TEST_PLAY_H
#define BENCH_GATE_SELF_TEST_PLAY_H

#include "bench/gate/conf/tolerances.h"
#include "bench/gate/self_test/cells.h"
#include "bench/gate/sides/side.h"
#include "bench/stats/trimmed.h"

#define SELF_TEST_FOUND (2 * SELF_TEST_CELLS)

/* A delay, and what it comes to. */
struct self_test_delay {
	const struct self_test_path *path;
	double size; /* as it was meant */
	unsigned steps;
	struct trimmed logs; /* log(slow / plain) */
};

/* What gates are played with. Start with zeros behind stop_fd; borrowed, all of it. */
struct self_test_bench {
	/* Equal sources, no layout shared; the twin's are those of the head, copied. */
	const struct gate_side *base, *head, *twin;
	const struct gate_play *plays; /* of a whole gate */
	size_t play_count;
	const struct tolerances *tolerances;
	const char *today, *version, *worker; /* as of gate_plan */
	/* For results: those of equal builds that do not pass are kept. */
	const char *folder;
	int64_t size_ns; /* how long a size is measured */
	int core, stop_fd;
	/* self_test_slow_down, unless the programs are no workers of make MODE=delay. */
	int (*slow_down)(const struct gate_side *side, const char *value,
			 struct problem *problem);

	double step[SELF_TEST_PATHS]; /* what a step comes to, relative; 0: unknown */
	struct self_test_delay found[SELF_TEST_FOUND];
	size_t found_count;
};

/* Go on with a fingerprint by a row and what is tolerated of it, by any metric; waivers waive nothing. */
void self_test_fingerprint_row(const struct tolerances *tolerances, const char *row,
			       char *text);

/*
 * Play a gate of the cell, with `bench`, as the play of a self_test_plan: see self_test.h. Also -EDOM: the
 * delay cannot be seen in the row, -EINVAL: no row of the gate has the path.
 */
int self_test_play(void *bench, const struct self_test_cell *cell, size_t others,
		   struct self_test_outcome *outcome, json_t *failed,
		   struct problem *problem);

#endif
