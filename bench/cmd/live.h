/* SPDX-License-Identifier: MIT */
/* live.h - a line that is written over on a terminal; elsewhere, plain lines one after the other. */
#ifndef BENCH_CMD_LIVE_H
#define BENCH_CMD_LIVE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/cmd/said.h"

struct live {
	FILE *file;
	bool terminal;
	bool open;	  /* the cursor stands at the end of an unfinished line */
	int64_t shown_ns; /* when something was shown last */
	struct said said; /* by workers */
};

struct live live_start(FILE *file);

/* Show the text in the place of what is open; cut off where the terminal ends. */
void live_show(struct live *live, const char *text);

/* End the line, so that something else may be written. */
void live_close(struct live *live);

/* Take the open line away. */
void live_clear(struct live *live);

/*
 * Pass on what a worker, of that label, said on its standard error, line by line: one that has not
 * ended waits for the rest of it, until something else is shown or live_end.
 */
void live_worker_said(struct live *live, const char *label, const char *text, size_t bytes);

/* Pass on what is left of it: no worker says anything more. */
void live_end(struct live *live);

/* Whether nothing was shown for so long. */
bool live_is_due(const struct live *live, int64_t pause_ns);

#endif
