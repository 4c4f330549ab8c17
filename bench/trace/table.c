/* SPDX-License-Identifier: MIT */
/*
 * table.c - a trace from beginning to end: the table that tells it, and what its functions
 * share.
 */
#include <stdlib.h>
#include <time.h>

#include "bench/trace/calls.h"

struct trace *trace_current;

/* ---- what the functions of the table share ---- */

uint32_t call_task(void)
{
	/* Outside of a run a runtime has no current task to be asked for. */
	if (!trace_runs(trace_current))
		return 0;
	return trace_number(trace_current, TRACE_TASK,
			    (uintptr_t)trace_current->inner.current_task());
}

struct trace_event call_of(const char *in)
{
	return (struct trace_event){.task = call_task(), .in = in};
}

struct trace_event call_about(const char *in, enum trace_thing what, const void *thing)
{
	struct trace_event call = call_of(in);

	call.what = what;
	call.which = trace_number(trace_current, what, (uintptr_t)thing);
	return call;
}

uint64_t call_made(struct trace_event *call, enum trace_kind kind)
{
	call->kind = kind;
	return trace_note(trace_current, call);
}

void call_waits(struct trace_event *call)
{
	call_made(call, TRACE_WAITS);
}

int64_t call_woken(struct trace_event *call, int64_t result)
{
	call->value_is = "result";
	call->value = result;
	call_made(call, TRACE_WOKEN);
	return result;
}

/* ---- the trace ---- */

/* What is not named here, the runtime's own function does. */
static void wrap(const struct asyncio *inner, struct asyncio *table)
{
	*table = *inner;
	table->run = traced_run;
	table->coroutine = traced_coroutine;
	table->await_coroutine = traced_await_coroutine;
	table->create_task = traced_create_task;
	table->await = traced_await;
	table->gather = traced_gather;
	table->wait_for = traced_wait_for;
	table->sleep = traced_sleep;
	table->cancel = traced_cancel;
	table->task_set_name = traced_task_set_name;
	table->to_thread = traced_to_thread;
	table->open_connection = traced_open_connection;
	table->start_server = traced_start_server;
	table->close_server = traced_close_server;
	table->read = traced_read;
	table->readexactly = traced_readexactly;
	table->write = traced_write;
	table->close = traced_close;
	table->lock_create = traced_lock_create;
	table->lock_destroy = traced_lock_destroy;
	table->lock_acquire = traced_lock_acquire;
	table->lock_release = traced_lock_release;
	table->event_create = traced_event_create;
	table->event_destroy = traced_event_destroy;
	table->event_wait = traced_event_wait;
	table->event_set = traced_event_set;
	table->queue_create = traced_queue_create;
	table->queue_destroy = traced_queue_destroy;
	table->queue_put = traced_queue_put;
	table->queue_get = traced_queue_get;
}

struct trace *trace_start(const struct asyncio *inner, size_t most, struct asyncio *table)
{
	struct trace *trace = trace_current ? NULL : calloc(1, sizeof(*trace));
	struct timespec now;

	if (!trace)
		return NULL;
	trace->inner = *inner;
	trace->most = most;
	pthread_mutex_init(&trace->lock, NULL);
	clock_gettime(CLOCK_MONOTONIC, &now);
	trace->started_ns = SECONDS((int64_t)now.tv_sec) + now.tv_nsec;
	trace_current = trace;
	wrap(&trace->inner, table);
	return trace;
}

void trace_end(struct trace *trace)
{
	struct trace_server *next;

	if (!trace)
		return;
	trace_current = NULL;
	for (struct trace_server *server = trace->servers; server; server = next) {
		next = server->next;
		free(server);
	}
	pthread_mutex_destroy(&trace->lock);
	things_free(&trace->things);
	free(trace->tasks);
	free(trace->events);
	free(trace);
}
