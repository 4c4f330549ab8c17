/* SPDX-License-Identifier: MIT */
/* second.h - the second run: fresh rounds for the rows that the first did not let pass. */
#ifndef BENCH_GATE_PLAY_SECOND_H
#define BENCH_GATE_PLAY_SECOND_H

#include "bench/gate/gate.h"

/* Play it in what is left of the time. Returns as gate_play. */
int gate_play_second(const struct gate_plan *plan, const struct gate_events *events,
		     struct gate *gate, int64_t left_ns, struct problem *problem);

#endif
