/* SPDX-License-Identifier: MIT */
/*
 * trace.h - a trace as `duet trace` writes it (docs/trace.md): what a runtime did in which
 * order. Reads it, and finds events in it.
 */
#ifndef BENCH_STORE_TRACE_H
#define BENCH_STORE_TRACE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/store/problem.h"

#define TRACE_FORMAT 1

/* One event. Strings are borrowed from the log; "" where the event has no such member. */
struct traced_event {
	int64_t ns;	  /* since the trace began; never less than the event's before it */
	int64_t task;	  /* its number, from 1 */
	const char *name; /* of the task */
	const char *event; /* "created", "waits" ... */
	const char *phase; /* "prepare", "play" or "finish" */
	const char *in;	   /* the function of asyncio.h: "sleep" */
	const char *on;	   /* a task's name, "lock-1" ... */
	int64_t other;	   /* the number of that task; 0: it is none */
	bool has_result, has_for;
	int64_t result;	  /* of what is woken, leaves, is done or cancelled */
	const char *word; /* the result where that is no number, else "" */
	int64_t for_ns;	  /* how long it asked to sleep, or to wait at most */
};

struct trace_log {
	const char *workload, *runtime;
	const json_t *parameters; /* an object of integers */
	int64_t operations;
	int64_t dropped;     /* events that were lost, being too many */
	const char *machine; /* its fingerprint (fingerprint.h) */
	const char *version; /* of duet */
	const char *started; /* ISO 8601, as a run's */
	struct traced_event *events;
	size_t count;
	json_t *documents; /* owns the strings */
};

/*
 * Take a trace as its lines: an array of the header and the events, which the log keeps a
 * reference to; `file` is what problems call it. Returns 0; -EBADMSG: it is no trace, and
 * the problem says which line; -ENOMEM.
 */
int trace_decode(json_t *documents, const char *file, struct trace_log *log,
		 struct problem *problem);

/* The same of a file. Returns also -ENOENT and the like. */
int trace_read(const char *path, struct trace_log *log, struct problem *problem);

void trace_free(struct trace_log *log);

/* Write the lines. Returns 0, or -errno of writing. */
int trace_write(FILE *file, const json_t *documents);

/*
 * Write the event as trace_find knows it: "hello: woken in sleep = 0", without its task
 * where only what happened is wanted: "woken in sleep = 0".
 */
void trace_write_event(FILE *file, const struct traced_event *event, bool with_task);

/*
 * The place of an event that is written
 *
 *     TASK: EVENT [in FUNCTION] [ON] [= RESULT] [#N]
 *
 * as in "main: created hello", "hello: waits in sleep", "main: woken in wait_for =
 * -ETIMEDOUT" or "hello: waits #2". A negative result is written by the name of its error.
 * What is not written may be anything; of several that match it is the N-th, by default the
 * first. Returns its index in log->events; -EINVAL: that is not how an event is written;
 * -ENOENT: there is none; with the problem filled in.
 */
int64_t trace_find(const struct trace_log *log, const char *text, struct problem *problem);

#endif
