/* SPDX-License-Identifier: MIT */
/* closed.h - asking as soon as the last answer has come. */
#ifndef BENCH_LOAD_CLOSED_H
#define BENCH_LOAD_CLOSED_H

#include "bench/load/load.h"

/* What a server sustains, as far as the load generator does. */
struct sustained {
	int64_t rate; /* requests a second */
	int64_t busy; /* our own processor time over the elapsed time, per mille */
};

/*
 * Send as many requests as are wanted, numbered in the order in which they are sent: every
 * connection asks again as soon as its answer has come. Latencies go to tally->latency. Waits
 * until all are answered. Returns 0 or -errno.
 */
int closed_play(struct load *load, int64_t requests, struct tally *tally);

/*
 * Measure what the server sustains in a closed loop: takes about a quarter of a second. Returns 0;
 * -ETIMEDOUT: no answer came for 10 s; or another -errno.
 */
int closed_sustain(struct load *load, struct sustained *sustained);

#endif
