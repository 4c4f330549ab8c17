/* SPDX-License-Identifier: MIT */
/* rows.h - the rows of a gate, before any is played. For bench/gate alone. */
#ifndef BENCH_GATE_PLAY_ROWS_H
#define BENCH_GATE_PLAY_ROWS_H

#include "bench/gate/gate.h"

/* Whether both sides are played the same way: a thread may do the work of a coroutine. */
bool gate_plays_alike(const struct gate_plan *plan);

/* Make the record's rows and their contests. Returns as gate_play. */
int gate_make_rows(const struct gate_plan *plan, struct gate *gate,
		   struct problem *problem);

#endif
