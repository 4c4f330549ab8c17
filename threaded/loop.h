/* SPDX-License-Identifier: MIT */
/*
 * loop.h - one run and its tasks. Nothing loops: the kernel's scheduler does what the loop of
 * the twin does. What is left is to know the tasks, so that run can cancel and join them.
 */
#ifndef THREADED_LOOP_H
#define THREADED_LOOP_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "asyncio.h"

struct loop {
	pthread_mutex_t lock; /* guards the next seven */
	struct task *tasks;   /* all that are not joined yet */
	struct task *dead,
		**end;		/* oldest first: no handles left, to be joined and freed */
	size_t count;		/* tasks that somebody has a handle of, or that run */
	size_t created;		/* gives the next task its number */
	bool closing;		/* main has returned: tasks start with a request to end */
	struct server *servers; /* still open */

	_Atomic int alive; /* threads that may use the loop; a futex for run */
	size_t max_tasks;
	size_t stack_size;
	unsigned spins;
	pthread_attr_t attributes; /* of every thread */
	void *signal_stack;	   /* for reports of stack overflow, or NULL (overflow.c) */
	size_t signal_stack_size;
};

/* Enter a new task, unless it counts and there are max_tasks. Returns 0 or -EAGAIN. */
int loop_add(struct loop *loop, struct task *task);

/* Take a task out that did not start, and free it. */
void loop_forget(struct loop *loop, struct task *task);

/* Nobody has a handle of the task any more: join its thread and free it when it has gone. */
void loop_bury(struct loop *loop, struct task *task);

/* The calling thread is about to end and will not use the loop again. */
void loop_leave(struct loop *loop);

/* The function of the table. */
int64_t loop_run(coroutine *main, void *arg, const struct asyncio_options *options);

#endif
