/* SPDX-License-Identifier: MIT */
/*
 * commands.h - the two examples as whole commands: what hyperfine timed, as a table and in words.
 * Not a duet: hyperfine plays the commands one after the other, and nothing is said of who wins.
 */
#ifndef BENCH_REPORT_COMMANDS_H
#define BENCH_REPORT_COMMANDS_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/stats/estimate.h"
#include "bench/store/commands.h"

/* Why its numbers are no duet's: one sentence. */
extern const char commands_caution[];

/* What a command took, in seconds; NaN: not measured. */
struct command_times {
	struct estimate elapsed;
	double fastest;	 /* run of all, since noise only adds time */
	double start_up; /* the fastest of the same command without delays */
	double delays;	 /* the difference of these two */
};

struct command_times commands_times(const struct commands *commands,
				    const struct command_record *row);

/* All of it with a heading; nothing where there are no commands. Returns 0 or -ENOMEM. */
int commands_write_text(FILE *file, const struct commands *commands, bool colour);
int commands_write_markdown(FILE *file, const struct commands *commands);

#endif
