/* SPDX-License-Identifier: MIT */
/*
 * cancel.h - cancelling a task, wherever it is.
 *
 * A request takes a parked task out of its wait, or goes on to what it waits for; only where
 * neither can be done is it a flag, which the task's next waiting call looks at first.
 */
#ifndef RUNTIME_CANCEL_H
#define RUNTIME_CANCEL_H

#include "runtime/task.h"

/* Deliver a request, as the cancel of asyncio.h. */
int64_t co_task_cancel(struct loop *loop, struct task *task);
int64_t co_cancel(struct task *task);

/* Take a request that waits for the next waiting call. A waiting call opens with it. */
static inline bool task_take_cancellation(struct task *self)
{
	if (likely(!(self->flags & TASK_CANCELLED)))
		return false;
	self->flags &= ~TASK_CANCELLED;
	return true;
}

#endif
