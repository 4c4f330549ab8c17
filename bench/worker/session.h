/* SPDX-License-Identifier: MIT */
/* session.h - one worker's life: the greeting, then commands until the end of standard input. */
#ifndef BENCH_WORKER_SESSION_H
#define BENCH_WORKER_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/protocol/line.h"
#include "bench/stats/histogram.h"
#include "bench/worker/request.h"

struct trace;

struct session {
	const struct runtime *runtime;
	size_t stack_size;   /* bytes of stack a task */
	struct trace *trace; /* of all that the runtime does; NULL: none is kept */
	struct line_reader input;

	bool prepared;
	struct request request; /* what is prepared */
	void *state;		/* the player's, between prepare and finish */

	struct histogram latency;	   /* of the slice */
	struct histogram uncorrected, lag; /* likewise; of open loops */
};

/*
 * Greet, then read commands and answer them until the input ends; finish what is prepared then.
 * Must be called where the runtime's tasks can be: inside its run. Returns 0 or -errno when the
 * input or the output fails.
 */
int64_t session_serve(struct session *session);

#endif
