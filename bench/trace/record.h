/* SPDX-License-Identifier: MIT */
/*
 * record.h - the events of a trace, and the tasks that they are about. For bench/trace.
 *
 * Every function here may be called by several threads at once. One lock guards all of it,
 * so that the order of the events is that of their times.
 */
#ifndef BENCH_TRACE_RECORD_H
#define BENCH_TRACE_RECORD_H

#include <pthread.h>

#include "bench/trace/things.h"
#include "bench/trace/trace.h"

#define TRACE_NOT_NOTED UINT64_MAX

/* A task from its creation on. */
struct trace_task {
	char name[TRACE_NAME]; /* empty: none was given */
	coroutine *function;
	void *arg;
	bool started, ended;
};

/* A server's handler, with what it wants to be given. */
struct trace_server {
	connection_handler *handler;
	void *arg;
	struct trace_server *next;
};

struct trace {
	struct asyncio inner;
	int64_t started_ns; /* CLOCK_MONOTONIC */

	pthread_mutex_t lock; /* guards all that follows */
	struct trace_event *events;
	size_t count, room, most;
	uint64_t taken;		  /* events before the first of these */
	uint64_t dropped;	  /* since events were taken last */
	struct trace_task *tasks; /* that of number n is tasks[n - 1] */
	size_t task_count, task_room;
	struct things things;
	struct trace_server *servers;
	unsigned runs; /* that go on now */
};

/*
 * Note an event, now. Returns what trace_refuse takes, TRACE_NOT_NOTED when there is no
 * room for it or nobody whose it would be (task 0).
 */
uint64_t trace_note(struct trace *trace, const struct trace_event *event);

/* What was noted has come to nothing. */
void trace_refuse(struct trace *trace, uint64_t noted);

/* ---- tasks ---- */

/* The number of a new task, which is to call function(arg); 0: no memory. */
uint32_t trace_task_add(struct trace *trace, coroutine *function, void *arg);

/* It will not exist. */
void trace_task_drop(struct trace *trace, uint32_t number);

/*
 * It starts, with this handle, because of a thing or of nothing. Returns what it is to
 * call.
 */
struct trace_task trace_task_begin(struct trace *trace, uint32_t number,
				   const struct task *handle, enum trace_thing what,
				   uint32_t which);

/* Its function has returned. */
void trace_task_end(struct trace *trace, uint32_t number, int64_t result);

/* It has ended, whether or not it was ever started: then it was cancelled. */
void trace_task_has_ended(struct trace *trace, uint32_t number);

void trace_task_set_name(struct trace *trace, uint32_t number, const char *name);

/* ---- runs ---- */

void trace_run_begins(struct trace *trace);

/* The run whose main task had that number is over, and so is every task. */
void trace_run_ends(struct trace *trace, uint32_t number);

/* Whether a run goes on. */
bool trace_runs(struct trace *trace);

/* ---- things ---- */

/* The number of a thing; one of its own when it had none, unless it is a task. 0: none. */
uint32_t trace_number(struct trace *trace, enum trace_thing kind, uintptr_t key);

/* From now on the task has this handle. */
void trace_bind(struct trace *trace, const struct task *handle, uint32_t number);

/* The thing is about to be destroyed. */
void trace_forget(struct trace *trace, uintptr_t key);

#endif
