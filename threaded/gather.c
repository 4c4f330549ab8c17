/* SPDX-License-Identifier: MIT */
/*
 * gather.c - waiting for many tasks: for one after the other, since the call returns only when
 * all have ended. A thread that finds the next one ended does not sleep for it.
 */
#include <errno.h>

#include "threaded/cancel.h"
#include "threaded/task.h"

static void cancel_each(struct task *const *tasks, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		th_cancel(tasks[i]);
}

/* Wait for all, keep the handles. Returns 0, or -ECANCELED when a request was passed on. */
static int64_t watch_each(struct task *const *tasks, size_t n)
{
	int64_t r = th_cancel_take();
	size_t i;

	if (r < 0)
		cancel_each(tasks, n);
	for (i = 0; i < n; i++)
		while (tasks[i] != th_current &&
		       th_task_watch(tasks[i], INT64_MAX) == -ECANCELED) {
			cancel_each(tasks + i, n - i);
			r = -ECANCELED;
		}
	return r;
}

int64_t th_gather(struct task *const *tasks, size_t n, int64_t *results)
{
	int64_t cancelled = watch_each(tasks, n), first = 0, r;
	size_t i;

	for (i = 0; i < n; i++) {
		r = tasks[i] == th_current ? -EDEADLK : th_task_collect(tasks[i]);
		if (results)
			results[i] = r;
		if (r < 0 && !first)
			first = r;
	}
	return cancelled ? cancelled : first;
}
