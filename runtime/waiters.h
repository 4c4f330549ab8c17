/* SPDX-License-Identifier: MIT */
/*
 * waiters.h - the tasks that wait on a lock, an event or a queue, longest waiting first.
 *
 * The links are in the tasks: a task waits on one thing at a time. Whoever wakes a task takes it
 * out first; a cancellation takes it out of the middle.
 */
#ifndef RUNTIME_WAITERS_H
#define RUNTIME_WAITERS_H

#include "runtime/task.h"

struct waiters {
	struct task *first, *last;
};

static inline void waiters_add(struct waiters *waiters, struct task *task)
{
	task->next = NULL;
	task->previous = waiters->last;
	if (waiters->last)
		waiters->last->next = task;
	else
		waiters->first = task;
	waiters->last = task;
}

static inline void waiters_remove(struct waiters *waiters, struct task *task)
{
	if (task->next)
		task->next->previous = task->previous;
	else
		waiters->last = task->previous;
	if (task->previous)
		task->previous->next = task->next;
	else
		waiters->first = task->next;
}

/* Takes out the task that has waited longest; NULL when nobody waits. */
static inline struct task *waiters_take(struct waiters *waiters)
{
	struct task *task = waiters->first;

	if (!task)
		return NULL;
	waiters->first = task->next;
	if (task->next)
		task->next->previous = NULL;
	else
		waiters->last = NULL;
	return task;
}

#endif
