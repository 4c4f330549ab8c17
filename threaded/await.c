/* SPDX-License-Identifier: MIT */
/*
 * await.c - waiting for one task, for many, and not for longer than so long.
 *
 * A waiting thread sleeps on the state of the task itself. A request to the waiter wakes it; it
 * passes the request on and sleeps again, so a request runs along a chain of waiters by itself.
 */
#include <errno.h>
#include <stdbool.h>

#include "threaded/await.h"
#include "threaded/cancel.h"
#include "threaded/task.h"
#include "threaded/timer.h"

/* Ended: read the result, give the handle back. */
static int64_t collect(struct task *task)
{
	int64_t r = task->result;

	task_drop(task);
	return r;
}

int64_t await_task(struct task *task)
{
	if (task == task_current)
		return -EDEADLK;
	while (task_watch(task, INT64_MAX) == -ECANCELED)
		cancel_request(task);
	return collect(task);
}

static void cancel_each(struct task *const *tasks, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		cancel_request(tasks[i]);
}

/* Wait for all, keep the handles. Returns 0, or -ECANCELED when a request was passed on. */
static int64_t watch_each(struct task *const *tasks, size_t n)
{
	int64_t r = 0;
	size_t i;

	for (i = 0; i < n; i++)
		while (tasks[i] != task_current &&
		       task_watch(tasks[i], INT64_MAX) == -ECANCELED) {
			cancel_each(tasks + i, n - i);
			r = -ECANCELED;
		}
	return r;
}

int64_t await_gather(struct task *const *tasks, size_t n, int64_t *results)
{
	int64_t cancelled = watch_each(tasks, n), first = 0, r;
	size_t i;

	for (i = 0; i < n; i++) {
		r = tasks[i] == task_current ? -EDEADLK : collect(tasks[i]);
		if (results)
			results[i] = r;
		if (r < 0 && !first)
			first = r;
	}
	return cancelled ? cancelled : first;
}

int64_t await_wait_for(struct task *task, int64_t timeout_ns)
{
	int64_t deadline = timeout_ns > 0 ? timer_deadline(timeout_ns) : 0, r;
	bool gave_up = false;

	if (task == task_current)
		return -EDEADLK;
	while ((r = task_watch(task, deadline)) < 0) {
		gave_up = r == -ETIMEDOUT && cancel_request(task);
		if (r == -ECANCELED)
			cancel_request(task);
		deadline = INT64_MAX;
	}
	r = collect(task);
	return gave_up && r == -ECANCELED ? -ETIMEDOUT : r;
}
