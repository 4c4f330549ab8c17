/* SPDX-License-Identifier: MIT */
/*
 * tracing.h - has one worker play a workload once, and tell what its runtime did in which order.
 *
 * No measurement: the worker keeps a trace, which makes all that it does dearer.
 */
#ifndef BENCH_RUN_TRACING_H
#define BENCH_RUN_TRACING_H

#include <jansson.h>
#include <stdint.h>

#include "bench/store/problem.h"

/* What to play. Strings and parameters are borrowed. */
struct tracing {
	const char *program; /* the worker */
	const char *loader;  /* the worker program of the driver; NULL: the same */
	const char *runtime, *workload;
	const char *driver;  /* the runtime that drives the workload; NULL: none does */
	json_t *parameters;  /* those that are not the default */
	int64_t operations;  /* at least; 0: as few as a slice may have */
	const char *machine; /* for the header: its fingerprint */
	const char *version; /* of duet */
	int stop_fd;	     /* once it is readable the play ends; -1: never */
	void (*worker_said)(void *context, const char *label, const char *text,
			    size_t bytes); /* on its standard error; NULL: nobody listens */
	void *context;			   /* of that */
};

/*
 * Prepare, play one slice, finish; processes that were started have ended at the return. Waits for as
 * long as the slice takes, and the answers 60 s each at most. Returns 0 and the lines of the trace
 * (docs/trace.md), a new array; or -errno with the problem filled in: -EINTR stop_fd, else
 * as bench/run/worker.h says.
 */
int tracing_play(const struct tracing *tracing, json_t **documents,
		 struct problem *problem);

#endif
