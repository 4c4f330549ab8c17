/* SPDX-License-Identifier: MIT */
/*
 * loop.h - one run and its tasks. Nothing loops: the kernel's scheduler does what the loop of
 * the twin does. What is left is to know the tasks, so that run can cancel and join them.
 *
 * Names that the linker sees begin with th_, since the twin has the same ideas and is linked
 * into the same programs.
 */
#ifndef THREADED_LOOP_H
#define THREADED_LOOP_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "asyncio.h"
#include "threaded/gil/gil.h"

struct loop {
	pthread_mutex_t lock;	  /* guards the next seven */
	struct task *tasks;	  /* all that are not joined yet */
	struct task *dead, **end; /* no handles left; to be joined, the oldest first */
	size_t count;		  /* tasks that somebody has a handle of, or that run */
	size_t created;		  /* gives the next task its number */
	bool closing;		  /* main has returned: tasks start with a request to end */
	struct server *servers;	  /* still open */

	_Atomic int alive; /* threads that may use the loop; a futex for run */
	size_t max_tasks;
	size_t stack_size;
	unsigned spins;
	int64_t granularity;	   /* ns; the timer slack of every thread */
	pthread_attr_t attributes; /* of every thread */
	void *signal_stack;	   /* for reports of stack overflow, or NULL (overflow.c) */
	size_t signal_stack_size;
#ifdef THREADED_GIL
	struct gil gil; /* held by the one thread that runs */
#endif
};

/* Enter a new task, unless it counts and there are max_tasks. Returns 0 or -EAGAIN. */
int th_loop_add(struct loop *loop, struct task *task);

/* Take a task out that did not start, and free it. */
void th_loop_forget(struct loop *loop, struct task *task);

/* Nobody has a handle of the task any more: join its thread and free it when it has gone. */
void th_loop_bury(struct loop *loop, struct task *task);

/* Unlink and free a task that never had a thread, or whose thread was joined. */
void th_loop_free_task(struct task *task);

/* The calling thread is about to end and will not use the loop again. */
void th_loop_leave(struct loop *loop);

/* ---- run.c ---- */

int64_t th_run(coroutine *main, void *arg, const struct asyncio_options *options);

/* ---- overflow.c: a stack overflow names the task before the program dies ---- */

/*
 * Handle SIGSEGV for the run, unless the program (or a sanitizer) does so already. Returns 0 or
 * -ENOMEM. The last run that forgets gives the signal back its default.
 */
int th_overflow_handle(struct loop *loop);
void th_overflow_forget(struct loop *loop);

/* Let the calling thread report too. One system call; takes no memory. */
void th_overflow_watch_thread(const struct loop *loop);

#endif
