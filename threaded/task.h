/* SPDX-License-Identifier: MIT */
/* task.h - a task is a thread, what others may know of it, and the word that it parks on. */
#ifndef THREADED_TASK_H
#define THREADED_TASK_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "asyncio.h"

struct loop;

enum task_state {
	TASK_RUNS,
	TASK_AWAITED, /* runs, and somebody sleeps on the state until it has ended */
	TASK_ENDED,
};

struct task {
	_Atomic int word;    /* parked on by the task alone: 1 token, 0 empty, -1 asleep */
	_Atomic int state;   /* of enum task_state; a futex for those who await the end */
	_Atomic int cancel;  /* 1: a request that no waiting call has delivered yet */
	_Atomic int handles; /* given to others, and the thread's own until it ends */
	int64_t result;	     /* valid from TASK_ENDED on */
	coroutine *function;
	void *arg;
	struct loop *loop;
	const char *name;
	size_t number; /* as in Task-7; 0: the runtime's own, which is not counted */

	pthread_mutex_t hearing; /* guards the three below; a signal is sent under it */
	bool hears;		 /* thread is valid and may be interrupted */
	bool signalled;		 /* since the last time it went deaf */
	pthread_t thread;	 /* set by the thread itself before it hears */
	void *stack_top;	 /* where its frames begin */

	struct task *next, **link; /* in loop->tasks until joined; loop->lock guards */
	struct task *next_dead;	   /* in loop->dead, when nobody has a handle any more */
};

/* The task of the calling thread, NULL outside. The signal handlers read it. */
extern _Thread_local struct task *th_current __attribute__((tls_model("initial-exec")));

/*
 * Start a thread for function(arg) and store its task with one handle. own: it is the runtime's
 * own and does not count. Returns 0, -EAGAIN or -ENOMEM.
 */
int th_task_start(struct loop *loop, coroutine *function, void *arg, bool own,
		  struct task **task);

/*
 * Wait until the task has ended or the monotonic time deadline (ns; INT64_MAX: none) has come.
 * Returns 0: it has ended; -ETIMEDOUT; or -ECANCELED: the caller took a request, which it passes
 * on. A task that has ended is not waited for, and a request stays.
 */
int64_t th_task_watch(struct task *task, int64_t deadline);

/* Give one handle back. */
void th_task_release(struct task *task);

/* The result of a task that has ended; gives the handle back. */
int64_t th_task_collect(struct task *task);

/* ---- the functions of the table ---- */

struct task *th_create_task(coroutine *function, void *arg);
int64_t th_await(struct task *task);
int64_t th_gather(struct task *const *tasks, size_t n, int64_t *results);
int64_t th_wait_for(struct task *task, int64_t timeout_ns);
struct task *th_current_task(void);
bool th_task_done(struct task *task);
void th_task_keep(struct task *task);
void th_task_set_name(struct task *task, const char *name);

#endif
