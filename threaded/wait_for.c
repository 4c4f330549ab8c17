/* SPDX-License-Identifier: MIT */
/*
 * wait_for.c - await with a deadline, which is the sleeping thread's own. When it passes, the
 * task is cancelled, and the caller waits until it has ended.
 */
#include <errno.h>

#include "threaded/cancel.h"
#include "threaded/task.h"
#include "threaded/timer.h"

/* Returns -ECANCELED when a request was passed on, else -ETIMEDOUT when it gave up, or 0. */
static int64_t watch(struct task *task, int64_t timeout_ns)
{
	int64_t deadline = timeout_ns > 0 ? th_clock_after(timeout_ns) : 0;
	int64_t ended_by = 0, r;

	while ((r = th_task_watch(task, deadline)) < 0) {
		if (th_cancel(task) || r == -ECANCELED)
			ended_by = r;
		deadline = INT64_MAX;
	}
	return ended_by;
}

int64_t th_wait_for(struct task *task, int64_t timeout_ns)
{
	int64_t cancelled, ended_by, r;

	if (task == th_current)
		return -EDEADLK;
	cancelled = th_cancel_take();
	if (cancelled && !th_cancel(task)) {
		th_task_release(task);
		return cancelled;
	}
	ended_by = watch(task, timeout_ns);
	if (cancelled)
		ended_by = cancelled;
	r = th_task_collect(task);
	return r == -ECANCELED && ended_by ? ended_by : r;
}
