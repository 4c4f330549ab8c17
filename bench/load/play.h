/* SPDX-License-Identifier: MIT */
/*
 * play.h - the two ways of asking. Both send as many requests as are wanted, numbered in the order
 * in which they are sent, and return when all are answered.
 */
#ifndef BENCH_LOAD_PLAY_H
#define BENCH_LOAD_PLAY_H

#include "bench/load/client.h"
#include "bench/workloads/workload.h"

#define PLAY_EVENTS 512 /* taken from the kernel at a time */

/*
 * Closed: every connection asks again as soon as its answer has come. Latencies go to
 * tally->latency. Waits as long as the server takes. Returns 0 or -errno.
 */
int closed_play(struct load *load, int64_t requests, struct tally *tally);

/*
 * Measure what the server sustains in a closed loop, requests a second: takes about a quarter of
 * a second. Returns 0; -ETIMEDOUT: no answer came for 10 s; or another -errno.
 */
int closed_sustain(struct load *load, int64_t *rate);

/*
 * Open: requests are due as load->arrivals says, whatever the server does. One that is due is
 * sent at once where a connection is free; else it waits for one, and is refused once it has
 * waited longer than the patience. Latencies go to tally->latency, from the time at which a
 * request was due; the rest to tally->offer. Waits and returns as closed_play.
 */
int open_play(struct load *load, int64_t requests, struct tally *tally);

/* Have all connections free, in the order of their numbers. */
void open_prepare(struct load *load);

#endif
