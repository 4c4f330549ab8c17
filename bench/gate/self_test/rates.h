/* SPDX-License-Identifier: MIT */
/* rates.h - how often gates of known truth failed, of a log's outcomes of one code. */
#ifndef BENCH_GATE_SELF_TEST_RATES_H
#define BENCH_GATE_SELF_TEST_RATES_H

#include "bench/gate/self_test/cells.h"
#include "bench/stats/proportion.h"

#define SELF_TEST_CONFIDENCE 0.95

/* Which outcomes are counted together. */
struct self_test_group {
	const char *code;
	enum self_test_kind kind;
	const char *path; /* NULL: any */
	double size;
};

struct self_test_rate {
	size_t gates, failed, inconclusive; /* gates without those that were not measured */
	struct proportion fails, tells_not; /* shares of both; all NaN: there is no gate */
	double seconds, measuring;	    /* medians; NaN likewise */
	/* The measured slowdowns: mean, least, most; NaN: nothing was slowed down. */
	double measured, measured_least, measured_most;
};

/* Count. Returns 0 or -ENOMEM. */
int self_test_rate(const struct self_test_log *log, const struct self_test_group *group,
		   struct self_test_rate *rate);

#endif
