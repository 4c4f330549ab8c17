/* SPDX-License-Identifier: MIT */
/* play.h - plays a plan for a command: signals, progress, errors; and reads the results back. */
#ifndef BENCH_CMD_PLAY_H
#define BENCH_CMD_PLAY_H

#include <stdio.h>

#include "bench/cmd/options.h"
#include "bench/report/summary.h"
#include "bench/store/results.h"

/*
 * Play the options' plan until it is done or a signal asks to stop, telling the progress on `file`.
 * Returns an exit code; *folder, to be freed, is where the results are, or NULL.
 */
int play(const struct options *options, FILE *file, char **folder);

/* A results folder and what it comes to. */
struct played {
	struct results results;
	struct summary summary;
	int unsaved; /* the exit code if summary.json could not be written, or 0 */
};

/*
 * Read a folder, sum it up. With `remake`, write summary.json into it; a failure is
 * complained of and noted, since the rest can still be shown. Returns 0, or an exit code
 * after having complained, and then there is nothing to free.
 */
int played_read(const char *folder, bool remake, struct played *played);
void played_free(struct played *played);

/* Print summary.json's text. Returns an exit code. */
int played_print_json(const struct played *played);

#endif
