/* SPDX-License-Identifier: MIT */
/*
 * offload.h - threads that run blocking functions for the tasks of a loop.
 */
#ifndef RUNTIME_OFFLOAD_H
#define RUNTIME_OFFLOAD_H

#include <pthread.h>

#include "runtime/poll.h"

#define OFFLOAD_THREADS 64

struct offload_job; /* a call of to_thread; on the stack of its task */

/* All zero until the first call of to_thread. */
struct offload {
	unsigned waiting;     /* tasks parked in to_thread; the loop's own */
	bool open;	      /* the fields below are in use */
	struct pollable bell; /* an eventfd: rings when done stops being empty */
	unsigned threads;
	pthread_t thread[OFFLOAD_THREADS];

	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t work;   /* todo or stop has changed */
	struct offload_job *todo, **todo_end;
	struct offload_job *done, **done_end;
	unsigned queued; /* jobs in todo */
	/* Threads that wait for work; one that was signalled until it runs. */
	unsigned idle;
	bool stop;
};

int64_t co_to_thread(coroutine *function, void *arg);

/* The bell rang: wake the tasks whose calls have returned. */
void co_offload_collect(struct loop *loop);

/* End the threads. Nobody may be waiting. */
void co_offload_close(struct loop *loop);

#endif
