/* SPDX-License-Identifier: MIT */
/*
 * trace.h - what a runtime does in which order, told by a table that wraps the runtime's
 * own.
 *
 * The wrapping table notes what is created, waited for, cancelled and ended, and calls the
 * runtime's functions for all of it. Handles are the runtime's, so a workload does the same
 * as without; but each call takes longer, so that a trace tells order and nothing about
 * cost. Where no trace was started nothing of this is in the way.
 *
 * A call that asyncio.h marks "waits" is noted twice: `waits` before it, `woken` after it,
 * whether or not it had to wait. What the others did in between tells.
 */
#ifndef BENCH_TRACE_TRACE_H
#define BENCH_TRACE_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "asyncio.h"

#define TRACE_NAME 48 /* bytes of a task's name with its end; the rest is cut off */

enum trace_kind {
	TRACE_CREATED,	/* a task by this one; told before the new one can start */
	TRACE_STARTED,	/* the task's function is called */
	TRACE_WAITS,	/* in a call that may wait */
	TRACE_WOKEN,	/* that call returns */
	TRACE_RELEASES, /* a lock */
	TRACE_SETS,	/* an event */
	TRACE_CANCELS,	/* asks another task, or itself, to end */
	TRACE_REFUSED,	/* a call that did nothing: no task created, none cancelled ... */
	TRACE_MAKES,	/* a coroutine object */
	TRACE_ENTERS,	/* an awaited coroutine object's function is called, in this task */
	TRACE_LEAVES,	/* ... and has returned */
	TRACE_DONE,	/* the task's function has returned */
	TRACE_CANCELLED, /* the same with -ECANCELED; or the task ended without being started */
	TRACE_ABANDONED, /* its run was over before it */
	TRACE_KINDS,
};

/* What an event can be about. */
enum trace_thing {
	TRACE_NOTHING,
	TRACE_TASK,
	TRACE_COROUTINE,
	TRACE_EVENT,
	TRACE_LOCK,
	TRACE_QUEUE,
	TRACE_SERVER,
	TRACE_STREAM,
	TRACE_THINGS,
};

struct trace_event {
	int64_t ns; /* since trace_start; never less than the event's before it */
	enum trace_kind kind;
	uint32_t task;	/* whose event it is: its number, from 1 in order of creation */
	const char *in; /* the function of the table, "sleep"; NULL: none */
	enum trace_thing what; /* it is about */
	uint32_t which;	       /* its number among those of its kind, from 1 */
	const char *value_is;  /* "result", "for_ns", "tasks"; NULL: there is none */
	int64_t value;
};

struct trace;

/*
 * Start a trace of at most `most` events at a time and fill in `table`: it does what
 * `inner` does, and tells the trace. One trace at a time in a process, since the functions
 * of a table have nowhere to find another. Returns NULL when there is one already, or no
 * memory.
 */
struct trace *trace_start(const struct asyncio *inner, size_t most, struct asyncio *table);

/*
 * Forget the trace; no run of its table may go on, nor another begin. NULL is left alone.
 */
void trace_end(struct trace *trace);

/*
 * Take the events that were noted since the last time, in their order: an array to be
 * freed, NULL when there are none. *dropped: how many were lost since then for want of room
 * or memory.
 */
struct trace_event *trace_take(struct trace *trace, size_t *count, uint64_t *dropped);

/* What the task is called: its last name, or "Task-N" for the number N. */
void trace_task_name(struct trace *trace, uint32_t number, char name[TRACE_NAME]);

/* "created", "waits" ...; "task", "lock" ... */
const char *trace_kind_name(enum trace_kind kind);
const char *trace_thing_name(enum trace_thing thing);

#endif
