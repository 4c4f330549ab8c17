/* SPDX-License-Identifier: MIT */
/* commands.h - whole processes, timed by hyperfine: commands.json of a results folder. */
#ifndef BENCH_STORE_COMMANDS_H
#define BENCH_STORE_COMMANDS_H

#include <jansson.h>
#include <stddef.h>

#include "bench/store/decode.h"

#define COMMANDS_MOST 64
#define COMMAND_WORD 24

/* What scripts/commands had timed once: an example, who played it, and its delays' factor. */
struct command_record {
	char example[COMMAND_WORD]; /* "coroutine", "task" */
	char player[COMMAND_WORD];  /* "coroutines", "threads", "python" */
	double scale;		    /* 0: without delays */
	double cpu;		    /* seconds, user and system, the mean of a run */
	const json_t *times;	    /* elapsed seconds, one a run: positive numbers */
};

struct commands {
	struct command_record rows[COMMANDS_MOST];
	size_t count;
};

/* From hyperfine's JSON, which must outlive it. Returns 0 or the decoder's error. */
int decode_commands(struct decoder *decoder, const json_t *json, struct commands *commands);

#endif
