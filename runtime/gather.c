/* SPDX-License-Identifier: MIT */
/*
 * gather.c - waiting for many tasks: for one after the other, since the call returns only when
 * all have ended. That needs no memory; what it costs is a switch for each task that ends after
 * those before it.
 */
#include <errno.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"

/* The caller itself, should it be among them, has just been served. */
static void cancel_rest(struct loop *loop, struct gathering *gathering)
{
	gathering->cancelled = true;
	for (size_t i = gathering->next; i < gathering->n; i++)
		if (gathering->tasks[i] != loop->current)
			co_task_cancel(loop, gathering->tasks[i]);
}

static int64_t wait_for_next(struct loop *loop, struct task *self,
			     struct gathering *gathering)
{
	struct task *task = gathering->tasks[gathering->next];

	if (task == self)
		return -EDEADLK;
	if (task->state == TASK_DONE)
		return co_task_collect(loop, task);
	if (task_take_cancellation(self))
		cancel_rest(loop, gathering);
	self->on = gathering;
	return co_task_join(loop, self, task, WAITS_GATHER);
}

int64_t co_gather(struct task *const *tasks, size_t n, int64_t *results)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;
	struct gathering gathering = {.tasks = tasks, .n = n};
	int64_t first_error = 0;

	if (task_take_cancellation(self))
		cancel_rest(loop, &gathering);
	for (; gathering.next < n; gathering.next++) {
		int64_t result = wait_for_next(loop, self, &gathering);

		if (results)
			results[gathering.next] = result;
		if (result < 0 && !first_error)
			first_error = result;
	}
	return gathering.cancelled ? -ECANCELED : first_error;
}
