/* SPDX-License-Identifier: MIT */
/*
 * gather.c - waiting for many tasks: for one after the other, since the call returns only when
 * all have ended. A thread that finds the next one ended does not sleep for it.
 */
#include <errno.h>

#include "threaded/cancel.h"
#include "threaded/task.h"

/* The caller, which cannot wait for itself, is passed over. */
static void cancel_rest(struct task *const *tasks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tasks[i] != th_current)
			th_cancel(tasks[i]);
}

/* Wait for all, keep the handles. Returns 0, or -ECANCELED when a request was passed on. */
static int64_t watch_each(struct task *const *tasks, size_t n)
{
	int64_t cancelled = th_cancel_take();

	if (cancelled)
		cancel_rest(tasks, n);
	for (size_t i = 0; i < n; i++)
		while (tasks[i] != th_current &&
		       th_task_watch(tasks[i], INT64_MAX) == -ECANCELED) {
			cancel_rest(tasks + i, n - i);
			cancelled = -ECANCELED;
		}
	return cancelled;
}

int64_t th_gather(struct task *const *tasks, size_t n, int64_t *results)
{
	int64_t cancelled = watch_each(tasks, n), first_error = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t result =
			tasks[i] == th_current ? -EDEADLK : th_task_collect(tasks[i]);

		if (results)
			results[i] = result;
		if (result < 0 && !first_error)
			first_error = result;
	}
	return cancelled ? cancelled : first_error;
}
