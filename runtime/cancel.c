/* SPDX-License-Identifier: MIT */
/*
 * cancel.c - delivering a request to a task, wherever it is.
 *
 * Parked in a list, on a socket or on a deadline: it is taken out and its call returns
 * -ECANCELED. Ready or in a thread: the request waits for its next waiting call. Parked until
 * other tasks end: it stays parked, and the request goes on to those. They may be parked in
 * the same way, thousands deep and in circles, so tasks to go on from are kept in a list, linked
 * through their value, which nobody needs until they wake.
 */
#include "runtime/cancel.h"

#include <errno.h>

#include "runtime/loop.h"

struct walk {
	struct task *first, *last;
};

static struct task **link_of(struct task *task)
{
	return (struct task **)(void *)&task->value;
}

static void walk_add(struct walk *walk, struct task *task)
{
	if (task->flags & TASK_VISITED)
		return;
	task->flags |= TASK_VISITED;
	*link_of(task) = NULL;
	if (walk->last)
		*link_of(walk->last) = task;
	else
		walk->first = task;
	walk->last = task;
}

static void withdraw_from_poller(struct loop *loop, struct task *task)
{
	*(struct task **)task->on = NULL;
	loop->poller.waiting--;
}

/*
 * Whether a request has taken the task out of its wait but not reached it yet: another one is
 * then the same. The mark tells it from an await that returns a task's own -ECANCELED.
 */
static bool under_way(const struct loop *loop, const struct task *task)
{
	return task != loop->current && task->value == -ECANCELED && task->on == task;
}

/* What runs instead of the function of a task that was cancelled before it started. */
static int64_t never_ran(void *arg)
{
	(void)arg;
	return -ECANCELED;
}

/* Take a parked task out of what it waits on. False when it is not parked, or has to stay. */
static bool withdraw(struct loop *loop, struct task *task)
{
	switch ((enum task_state)task->state) {
	case WAITS_LOCK:
	case WAITS_EVENT:
	case WAITS_GET:
	case WAITS_PUT:
		waiters_remove(task->on, task);
		return true;
	case WAITS_READ:
	case WAITS_WRITE:
	case WAITS_CONNECT:
	case WAITS_ACCEPT:
		withdraw_from_poller(loop, task);
		return true;
	case WAITS_SLEEP:
		co_timer_remove(&loop->timers, task);
		return true;
	default:
		return false;
	}
}

static void deliver_to_created(struct loop *loop, struct task *task)
{
	task->flags |= TASK_CANCELLED;
	if (!(task->flags & TASK_CLEANS_UP))
		co_task_start(loop, task)->function = never_ran;
}

/* Deliver to one task. One that waits for others is added to the walk. */
static void deliver(struct loop *loop, struct task *task, struct walk *walk)
{
	if (withdraw(loop, task)) {
		task->on = task;
		loop_ready(loop, task, -ECANCELED);
	} else if (task->state == TASK_CREATED) {
		deliver_to_created(loop, task);
	} else if (task->state == TASK_READY) {
		if (!under_way(loop, task))
			task->flags |= TASK_CANCELLED;
	} else if (task->state == WAITS_THREAD) {
		task->flags |= TASK_CANCELLED;
	} else if (task->state >= WAITS_AWAIT && task->state <= WAITS_GATHER) {
		walk_add(walk, task);
	}
}

/* Deliver to everything that a task waits for. */
static void pass_on(struct loop *loop, struct task *task, struct walk *walk)
{
	struct gathering *gathering = task->on;

	if (task->state != WAITS_GATHER) {
		task->flags |= TASK_PASSED_ON;
		deliver(loop, task->on, walk);
		return;
	}
	gathering->cancelled = true;
	for (size_t i = gathering->next; i < gathering->n; i++)
		deliver(loop, gathering->tasks[i], walk);
}

int64_t co_task_cancel(struct loop *loop, struct task *task)
{
	struct walk walk = {NULL, NULL};

	if (task->state == TASK_DONE)
		return 0;
	deliver(loop, task, &walk);
	for (struct task *t = walk.first; t; t = *link_of(t))
		pass_on(loop, t, &walk);
	for (struct task *t = walk.first; t; t = *link_of(t))
		t->flags &= ~TASK_VISITED;
	return 1;
}

int64_t co_cancel(struct task *task)
{
	return co_task_cancel(co_current_loop, task);
}
