/* SPDX-License-Identifier: MIT */
/* record.c - notes events and keeps account of tasks, under one lock. See record.h. */
#include "bench/trace/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FIRST_ROOM 1024

static const char *const kind_names[] = {
	[TRACE_CREATED] = "created",	 [TRACE_STARTED] = "started",
	[TRACE_WAITS] = "waits",	 [TRACE_WOKEN] = "woken",
	[TRACE_RELEASES] = "releases",	 [TRACE_SETS] = "sets",
	[TRACE_CANCELS] = "cancels",	 [TRACE_REFUSED] = "refused",
	[TRACE_MAKES] = "makes",	 [TRACE_ENTERS] = "enters",
	[TRACE_LEAVES] = "leaves",	 [TRACE_DONE] = "done",
	[TRACE_CANCELLED] = "cancelled", [TRACE_ABANDONED] = "abandoned",
};

static const char *const thing_names[] = {
	[TRACE_NOTHING] = "",
	[TRACE_TASK] = "task",
	[TRACE_COROUTINE] = "coroutine",
	[TRACE_EVENT] = "event",
	[TRACE_LOCK] = "lock",
	[TRACE_QUEUE] = "queue",
	[TRACE_SERVER] = "server",
	[TRACE_STREAM] = "stream",
};

const char *trace_kind_name(enum trace_kind kind)
{
	return kind_names[kind];
}

const char *trace_thing_name(enum trace_thing thing)
{
	return thing_names[thing];
}

/* ---- under the lock ---- */

static int64_t now_ns(const struct trace *trace)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return SECONDS((int64_t)now.tv_sec) + now.tv_nsec - trace->started_ns;
}

/* Room for one more of an array that doubles. Returns it, perhaps elsewhere, or NULL. */
static void *make_room(void *array, size_t count, size_t *room, size_t most, size_t size)
{
	size_t larger = *room ? 2 * *room : FIRST_ROOM;
	void *moved;

	if (count < *room)
		return array;
	if (larger > most)
		larger = most;
	moved = count < larger ? realloc(array, larger * size) : NULL;
	if (moved)
		*room = larger;
	return moved;
}

static uint64_t put(struct trace *trace, const struct trace_event *event)
{
	struct trace_event *events;

	if (!event->task)
		return TRACE_NOT_NOTED;
	events = make_room(trace->events, trace->count, &trace->room, trace->most,
			   sizeof(*events));
	if (!events) {
		trace->dropped++;
		return TRACE_NOT_NOTED;
	}
	trace->events = events;
	events[trace->count] = *event;
	events[trace->count].ns = now_ns(trace);
	return trace->taken + trace->count++;
}

static struct trace_task *task_of(struct trace *trace, uint32_t number)
{
	return number && number <= trace->task_count ? &trace->tasks[number - 1] : NULL;
}

/* A task ends, which is told once. */
static void end(struct trace *trace, uint32_t number, enum trace_kind kind, int64_t result)
{
	struct trace_event event = {.kind = kind, .task = number};
	struct trace_task *task = task_of(trace, number);

	if (!task || task->ended)
		return;
	task->ended = true;
	if (kind != TRACE_ABANDONED) {
		event.value_is = "result";
		event.value = result;
	}
	put(trace, &event);
}

static void settle(struct trace *trace)
{
	for (uint32_t number = 1; number <= trace->task_count; number++)
		end(trace, number,
		    task_of(trace, number)->started ? TRACE_ABANDONED : TRACE_CANCELLED,
		    -ECANCELED);
}

/* ---- events ---- */

uint64_t trace_note(struct trace *trace, const struct trace_event *event)
{
	uint64_t noted;

	pthread_mutex_lock(&trace->lock);
	noted = put(trace, event);
	pthread_mutex_unlock(&trace->lock);
	return noted;
}

void trace_refuse(struct trace *trace, uint64_t noted)
{
	pthread_mutex_lock(&trace->lock);
	if (noted != TRACE_NOT_NOTED && noted >= trace->taken)
		trace->events[noted - trace->taken].kind = TRACE_REFUSED;
	pthread_mutex_unlock(&trace->lock);
}

struct trace_event *trace_take(struct trace *trace, size_t *count, uint64_t *dropped)
{
	struct trace_event *events;

	pthread_mutex_lock(&trace->lock);
	events = trace->events;
	*count = trace->count;
	*dropped = trace->dropped;
	trace->taken += trace->count;
	trace->events = NULL;
	trace->count = trace->room = 0;
	trace->dropped = 0;
	pthread_mutex_unlock(&trace->lock);
	return events;
}

/* ---- tasks ---- */

uint32_t trace_task_add(struct trace *trace, coroutine *function, void *arg)
{
	struct trace_task *tasks;
	uint32_t number = 0;

	pthread_mutex_lock(&trace->lock);
	tasks = make_room(trace->tasks, trace->task_count, &trace->task_room, UINT32_MAX,
			  sizeof(*tasks));
	if (tasks) {
		trace->tasks = tasks;
		tasks[trace->task_count] =
			(struct trace_task){.function = function, .arg = arg};
		number = (uint32_t)++trace->task_count;
	}
	pthread_mutex_unlock(&trace->lock);
	return number;
}

void trace_task_drop(struct trace *trace, uint32_t number)
{
	pthread_mutex_lock(&trace->lock);
	if (task_of(trace, number))
		task_of(trace, number)->ended = true;
	pthread_mutex_unlock(&trace->lock);
}

struct trace_task trace_task_begin(struct trace *trace, uint32_t number,
				   const struct task *handle, enum trace_thing what,
				   uint32_t which)
{
	struct trace_event event = {
		.kind = TRACE_STARTED, .task = number, .what = what, .which = which};
	struct trace_task copy;

	trace_bind(trace, handle, number);
	pthread_mutex_lock(&trace->lock);
	task_of(trace, number)->started = true;
	copy = *task_of(trace, number);
	put(trace, &event);
	pthread_mutex_unlock(&trace->lock);
	return copy;
}

void trace_task_end(struct trace *trace, uint32_t number, int64_t result)
{
	pthread_mutex_lock(&trace->lock);
	end(trace, number, result == -ECANCELED ? TRACE_CANCELLED : TRACE_DONE, result);
	pthread_mutex_unlock(&trace->lock);
}

void trace_task_has_ended(struct trace *trace, uint32_t number)
{
	const struct trace_task *task;

	pthread_mutex_lock(&trace->lock);
	task = task_of(trace, number);
	if (task && !task->started)
		end(trace, number, TRACE_CANCELLED, -ECANCELED);
	pthread_mutex_unlock(&trace->lock);
}

void trace_task_set_name(struct trace *trace, uint32_t number, const char *name)
{
	struct trace_task *task;

	pthread_mutex_lock(&trace->lock);
	task = task_of(trace, number);
	if (task)
		snprintf(task->name, sizeof(task->name), "%s", name ? name : "");
	pthread_mutex_unlock(&trace->lock);
}

void trace_task_name(struct trace *trace, uint32_t number, char name[TRACE_NAME])
{
	const struct trace_task *task;

	pthread_mutex_lock(&trace->lock);
	task = task_of(trace, number);
	if (task && *task->name)
		memcpy(name, task->name, TRACE_NAME);
	else
		snprintf(name, TRACE_NAME, "Task-%u", number);
	pthread_mutex_unlock(&trace->lock);
}

/* ---- runs ---- */

void trace_run_begins(struct trace *trace)
{
	pthread_mutex_lock(&trace->lock);
	trace->runs++;
	pthread_mutex_unlock(&trace->lock);
}

void trace_run_ends(struct trace *trace, uint32_t number)
{
	struct trace_task *first;

	pthread_mutex_lock(&trace->lock);
	first = task_of(trace, number);
	trace->runs--;
	if (first && !first->started)
		first->ended = true; /* there was no run */
	else if (!trace->runs)
		settle(trace);
	pthread_mutex_unlock(&trace->lock);
}

bool trace_runs(struct trace *trace)
{
	bool runs;

	pthread_mutex_lock(&trace->lock);
	runs = trace->runs > 0;
	pthread_mutex_unlock(&trace->lock);
	return runs;
}

/* ---- things ---- */

uint32_t trace_number(struct trace *trace, enum trace_thing kind, uintptr_t key)
{
	uint32_t number;

	pthread_mutex_lock(&trace->lock);
	number = kind == TRACE_TASK ? things_find(&trace->things, kind, key)
				    : things_identify(&trace->things, kind, key);
	pthread_mutex_unlock(&trace->lock);
	return number;
}

void trace_bind(struct trace *trace, const struct task *handle, uint32_t number)
{
	pthread_mutex_lock(&trace->lock);
	if (things_set(&trace->things, TRACE_TASK, (uintptr_t)handle, number))
		trace->dropped++; /* what it does cannot be told */
	pthread_mutex_unlock(&trace->lock);
}

void trace_forget(struct trace *trace, uintptr_t key)
{
	pthread_mutex_lock(&trace->lock);
	things_forget(&trace->things, key);
	pthread_mutex_unlock(&trace->lock);
}
