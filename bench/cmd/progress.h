/* SPDX-License-Identifier: MIT */
/*
 * progress.h - how far a run is: a live line for each duet on a terminal; elsewhere a plain line
 * when a duet starts and ends, and at most one every 10 s between.
 */
#ifndef BENCH_CMD_PROGRESS_H
#define BENCH_CMD_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/run/run.h"

struct progress {
	FILE *file;
	bool live;	  /* a terminal: lines are written over */
	bool open;	  /* the cursor stands at the end of an unfinished line */
	int64_t shown_ns; /* when something was shown last */
	char text[256];	  /* of the line that is open */
};

void progress_start(struct progress *progress, FILE *file);

/* Put the callbacks, with the progress as their context, into events. */
void progress_listen(struct progress *progress, struct run_events *events);

#endif
