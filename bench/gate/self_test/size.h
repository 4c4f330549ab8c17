/* SPDX-License-Identifier: MIT */
/*
 * size.h - how much slower a program really is: measured, layout by layout, against the same
 * programs without the delay.
 */
#ifndef BENCH_GATE_SELF_TEST_SIZE_H
#define BENCH_GATE_SELF_TEST_SIZE_H

#include <stdint.h>

#include "bench/gate/conf/tolerances.h"
#include "bench/gate/sides/side.h"
#include "bench/stats/trimmed.h"

struct self_test_contest {
	const struct gate_side *plain, *slow; /* the same layouts */
	const struct gate_play *play;
	const char *folder;  /* of the results; it must not be there */
	const char *worker;  /* the load generator's program */
	const char *version; /* of duet */
	uint64_t seed;
	int64_t budget_ns; /* what it takes, about: a turn of all layouts at least */
	int core;	   /* as of run_plan; stop_fd likewise */
	int stop_fd;
};

/*
 * Play it and say what log(slow / plain) is over layouts, in the metric of the workload. The time
 * alone decides how many rounds are played. Returns 0; -EINTR; -EPROTO: a worker failed, or a
 * round has no value; or as run_play, with the problem filled in.
 */
int self_test_size(const struct self_test_contest *contest, struct trimmed *logs,
		   struct problem *problem);

#endif
