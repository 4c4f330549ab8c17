/* SPDX-License-Identifier: MIT */
/* gate_progress.h - how far a gate is, on a terminal; elsewhere a line every few seconds. */
#ifndef BENCH_CMD_GATE_PROGRESS_H
#define BENCH_CMD_GATE_PROGRESS_H

#include "bench/cmd/live.h"
#include "bench/gate/gate.h"

struct gate_display {
	struct live live;
	int64_t started_ns;
};

/* Put the callbacks, with the display as their context, into events. */
void gate_display_start(struct gate_display *display, FILE *file,
			struct gate_events *events);

#endif
