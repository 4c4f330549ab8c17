/* SPDX-License-Identifier: MIT */
/* latency.h - whose clients wait longer: quantiles of two contestants against each other. */
#ifndef BENCH_REPORT_LATENCY_H
#define BENCH_REPORT_LATENCY_H

#include <stdio.h>

#include "bench/report/summary.h"

/*
 * How many times contestant b's quantile contestant a's is, from the quantiles of the same rounds;
 * of open loops from the intended send time. Returns as estimate_ratio; rounds = 0 in *ratio:
 * latencies were not recorded.
 */
int latency_compare(const struct summary *summary, const struct duet_summary *duet,
		    size_t a, size_t b, enum quantile quantile, struct estimate *ratio);

/*
 * Whether what clients waited may be compared: the duet's first two were asked in an open loop
 * whose latencies are sound, or grown because the server is overloaded.
 */
bool latency_tells(const struct duet_summary *duet);

/*
 * "Clients wait at p50 45.4 µs on coroutines and 46.5 µs on threads (~ 1.02 [0.99, 1.05] ×), ..."
 * with the mark around ratios that differ from 1, after a space, since it follows the duet's own
 * sentence; nothing where it does not tell, and no p99 that is the load generator's own.
 */
void latency_write_sentence(FILE *file, const struct summary *summary,
			    const struct duet_summary *duet, const char *emphasis);

#endif
