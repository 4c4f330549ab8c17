/* SPDX-License-Identifier: MIT */
/* worker.h - a worker process and the conversation with it (docs/protocol.md). */
#ifndef BENCH_RUN_WORKER_H
#define BENCH_RUN_WORKER_H

#include <jansson.h>

#include "bench/protocol/line.h"
#include "bench/run/conductor.h"
#include "bench/run/process.h"

#define WORKER_TAIL 400

struct worker {
	struct process process;
	struct line_reader reader;
	const char *label;	/* of its contestant */
	char name[192];		/* as problems call it */
	char tail[WORKER_TAIL]; /* the last that it wrote to standard error */
	size_t tail_bytes;
	int64_t heard_ns; /* our own processor time when its last answer could be read */
	bool slept;	  /* we were asleep from the beginning of the wait until then */
	int cores; /* how many it may use at once; 0: not known, a launcher started it */
	/* That it is to stay on; -1: any, or where its launcher put it. */
	int core;
	int64_t slices;	  /* that it has answered */
	int64_t excesses; /* of them, with more processor time than its cores had */
};

/* How to start one. */
struct worker_options {
	const char *label;
	const char *const *launcher; /* or NULL */
	const char *program, *runtime;
	bool drives; /* it is the driver of the contestant, not the contestant */
	bool traced; /* it keeps a trace (tracing.h) */
	int core;
};

/*
 * Functions that can fail return 0 or -errno and then have filled in the conductor's problem:
 * -EINTR: the run is to end; -ETIMEDOUT; -EPIPE: the worker died; -EBADMSG: it said what is no
 * answer; -EREMOTEIO: it answered with an error; process_start's errors.
 */

/* Start it; its greeting is to be received next. */
int worker_start(struct conductor *conductor, const struct worker_options *options,
		 struct worker *worker);

/* Wait for the greeting and check it. */
int worker_greet(struct conductor *conductor, struct worker *worker);

/* Send a command, which is taken; NULL means that there was no memory for it. */
int worker_send(struct conductor *conductor, struct worker *worker, json_t *command);

/* Wait at most timeout_ns for the answer to `command`: a new reference. */
int worker_receive(struct conductor *conductor, struct worker *worker, const char *command,
		   int64_t timeout_ns, json_t **answer);

/* Both, within the plan's timeout. */
int worker_ask(struct conductor *conductor, struct worker *worker, json_t *command,
	       json_t **answer);

/*
 * Whether it has ended, or does so within a moment: -EPIPE with the problem filled in, or 0. Asked
 * when somebody else complains of it.
 */
int worker_has_died(struct conductor *conductor, struct worker *worker,
		    const char *command);

/*
 * Whether all its threads are still bound to the core that it was started on. Returns 0,
 * also where it may choose, or -EBADE with the problem filled in.
 */
int worker_check_core(struct conductor *conductor, const struct worker *worker);

/* End it: gently when all is well, at once otherwise. Returns its processor time. */
int64_t worker_end(struct worker *worker, bool gently);

#endif
