/* SPDX-License-Identifier: MIT */
/* open.h - asking when requests are due, whatever the server does. */
#ifndef BENCH_LOAD_OPEN_H
#define BENCH_LOAD_OPEN_H

#include "bench/load/load.h"

/*
 * Send as many requests as are wanted, numbered in the order in which they are sent, due as
 * load->arrivals says. One that is due is sent at once where a connection is free; else it waits
 * for one, and is refused once it has waited longer than the patience. Latencies go to
 * tally->latency, from the time at which a request was due; the rest to tally->offer. Waits until
 * all are answered. Returns 0 or -errno.
 */
int open_play(struct load *load, int64_t requests, struct tally *tally);

/* Have all connections free, in the order of their numbers. */
void open_prepare(struct load *load);

#endif
