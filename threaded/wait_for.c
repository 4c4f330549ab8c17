/* SPDX-License-Identifier: MIT */
/*
 * wait_for.c - await with a deadline, which is the sleeping thread's own. When it passes, the
 * task is cancelled, and the caller waits until it has ended.
 */
#include <errno.h>

#include "threaded/cancel.h"
#include "threaded/task.h"
#include "threaded/timer.h"

/*
 * Returns -ECANCELED when a request was passed on, else -ETIMEDOUT when it gave up, or 0. Who
 * passes a request on does not give up yet: the task may catch it, and the deadline stays. A task
 * that has just ended takes none.
 */
static int64_t watch(struct task *task, int64_t timeout_ns)
{
	int64_t deadline = timeout_ns > 0 ? th_clock_after(timeout_ns) : 0;
	int64_t ended_by = 0, result;

	while ((result = th_task_watch(task, deadline)) < 0) {
		bool asked = th_cancel(task);

		if (result == -ETIMEDOUT)
			deadline = INT64_MAX;
		else if (!asked)
			th_cancel_put_back();
		if (asked && ended_by != -ECANCELED)
			ended_by = result;
	}
	return ended_by;
}

int64_t th_wait_for(struct task *task, int64_t timeout_ns)
{
	int64_t cancelled, ended_by, result;

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
	result = th_task_collect(task);
	return result == -ECANCELED && ended_by ? ended_by : result;
}
