/* SPDX-License-Identifier: MIT */
/*
 * wait_for.c - await with a deadline. When that passes, the task is cancelled, and the caller
 * stays parked until it has ended.
 */
#include <errno.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"

int64_t co_wait_for_ended(struct loop *loop, struct task *joiner, int64_t result)
{
	if (joiner->flags & TASK_TIMER)
		co_timer_remove(&loop->timers, joiner);
	if (result == -ECANCELED && joiner->flags & TASK_TIMED_OUT &&
	    !(joiner->flags & TASK_PASSED_ON))
		return -ETIMEDOUT;
	return result;
}

static void give_up(struct loop *loop, struct task *self, struct task *task)
{
	self->flags |= TASK_TIMED_OUT;
	co_task_cancel(loop, task);
}

void co_wait_for_timed_out(struct loop *loop, struct task *waiter)
{
	waiter->flags &= ~TASK_TIMER;
	give_up(loop, waiter, waiter->on);
}

static void start_timer(struct loop *loop, struct task *self, int64_t timeout_ns)
{
	self->flags |= TASK_TIMER;
	co_timer_add(&loop->timers, self, co_clock_after(timeout_ns));
}

int64_t co_wait_for(struct task *task, int64_t timeout_ns)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;
	bool cancelled;

	if (unlikely(task == self))
		return -EDEADLK;
	cancelled = task_take_cancellation(self);
	if (task->state == TASK_DONE) {
		int64_t result = co_task_collect(loop, task);

		return cancelled ? -ECANCELED : result;
	}
	self->flags &= ~(TASK_PASSED_ON | TASK_TIMED_OUT | TASK_TIMER);
	self->on = task;
	if (cancelled) {
		self->flags |= TASK_PASSED_ON;
		co_task_cancel(loop, task);
	}
	if (timeout_ns > 0)
		start_timer(loop, self, timeout_ns);
	else
		give_up(loop, self, task);
	return co_task_join(loop, self, task, WAITS_WAIT_FOR);
}
