/* SPDX-License-Identifier: MIT */
/* play.h - plays a plan for a command: signals, progress, errors; and reads the results back. */
#ifndef BENCH_CMD_PLAY_H
#define BENCH_CMD_PLAY_H

#include <stdio.h>

#include "bench/cmd/options.h"
#include "bench/report/summary.h"
#include "bench/store/results.h"

/*
 * Play the options' plan until it is done or a signal asks to stop, telling the progress on standard
 * output, or on standard error when that is for JSON; then have `show`, given `asked`, show the
 * folder, if there is one. Returns an exit code: play's own, or else show's.
 */
int play_and_show(const struct options *options,
		  int (*show)(const void *asked, const char *folder), const void *asked);

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

/* Print summary.json's text, or what a terminal shows. Return an exit code, having complained. */
int played_print_json(const struct played *played);
int played_print(const struct played *played);

/* Say where it was saved, and what makes a report of it. */
void played_print_place(FILE *file, const char *folder);

#endif
