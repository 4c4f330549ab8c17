/* SPDX-License-Identifier: MIT */
/* first.h - the first run: every row, looked at until it is decided or its time is up. */
#ifndef BENCH_GATE_PLAY_FIRST_H
#define BENCH_GATE_PLAY_FIRST_H

#include "bench/gate/gate.h"

/* Of the time, for the first run; the rest is for those that it does not decide. */
#define FIRST_SHARE 0.65

/* Play it in what is left of the time. Returns as gate_play. */
int gate_play_first(const struct gate_plan *plan, const struct gate_events *events,
		    struct gate *gate, int64_t left_ns, struct problem *problem);

#endif
