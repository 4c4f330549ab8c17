/* SPDX-License-Identifier: MIT */
/*
 * command.h - a whole command as a contestant: an operation is one run of it, from start to end.
 *
 * It is what hyperfine measures without a shell (`hyperfine -N`): the command is looked up in PATH,
 * reads and writes /dev/null, and must end with status 0.
 */
#ifndef BENCH_COMMAND_COMMAND_H
#define BENCH_COMMAND_COMMAND_H

#include "bench/workloads/workload.h"

/* The command of this process. Its words are set by main before anything is prepared. */
struct command {
	char *const *words; /* NULL at the end */
	char why[200];	    /* the last run failed */
};
extern struct command command;

extern const struct peer peer_command;
extern const struct workload workload_command;

#endif
