/* SPDX-License-Identifier: MIT */
/*
 * progress.h - how far a run is: its header once all is ready; a live line for each duet on a terminal; elsewhere a plain line
 * when a duet starts and ends, and at most one every 10 s between.
 */
#ifndef BENCH_CMD_PROGRESS_H
#define BENCH_CMD_PROGRESS_H

#include <stdint.h>
#include <stdio.h>

#include "bench/cmd/live.h"
#include "bench/cmd/options.h"
#include "bench/run/run.h"

struct progress {
	struct live live;
	const struct options *options;
	int64_t started_ns;
	int64_t announced_ns; /* how long the run takes, as was said last */
	char text[256];	      /* of the line that is shown */
};

/* The options must outlive it. */
void progress_start(struct progress *progress, FILE *file, const struct options *options);

/* Put the callbacks, with the progress as their context, into events. */
void progress_listen(struct progress *progress, struct run_events *events);

#endif
