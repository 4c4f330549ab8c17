/* SPDX-License-Identifier: MIT */
/*
 * offload.c - to_thread. A thread is started when a call finds none idle, up to
 * OFFLOAD_THREADS, and stays until run ends. Beyond that calls wait for a thread. What a thread
 * has done is told to the loop by an eventfd.
 */
#include "runtime/offload.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"

struct offload_job {
	coroutine *function;
	void *arg;
	int64_t result;
	struct task *task;
	struct offload_job *next;
};

/* ---- in the threads ---- */

/* Returns NULL when the loop ends. The mutex is held. */
static struct offload_job *take_job(struct offload *offload)
{
	struct offload_job *job;

	while (!offload->todo && !offload->stop) {
		offload->idle++;
		pthread_cond_wait(&offload->work, &offload->mutex);
		offload->idle--;
	}
	job = offload->todo;
	if (!job)
		return NULL;
	offload->queued--;
	offload->todo = job->next;
	if (!offload->todo)
		offload->todo_end = &offload->todo;
	return job;
}

/* The mutex is held. */
static void give_back(struct offload *offload, struct offload_job *job)
{
	uint64_t one = 1;
	bool ring = !offload->done;

	job->next = NULL;
	*offload->done_end = job;
	offload->done_end = &job->next;
	while (ring && write(offload->bell.fd, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}

static void *work(void *arg)
{
	struct offload *offload = arg;
	struct offload_job *job;

	pthread_mutex_lock(&offload->mutex);
	while ((job = take_job(offload))) {
		pthread_mutex_unlock(&offload->mutex);
		job->result = job->function(job->arg);
		pthread_mutex_lock(&offload->mutex);
		give_back(offload, job);
	}
	pthread_mutex_unlock(&offload->mutex);
	return NULL;
}

/* ---- in the loop ---- */

static int open_offload(struct loop *loop)
{
	struct offload *offload = &loop->offload;
	int error;

	if (offload->open)
		return 0;
	offload->bell.fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (offload->bell.fd < 0)
		return -errno;
	error = co_pollable_add(loop, &offload->bell);
	if (error)
		goto close_bell;
	pthread_mutex_init(&offload->mutex, NULL);
	pthread_cond_init(&offload->work, NULL);
	offload->todo_end = &offload->todo;
	offload->done_end = &offload->done;
	offload->open = true;
	return 0;
close_bell:
	close(offload->bell.fd);
	return error;
}

/* Signals are for the program's own threads. */
static int start_thread(struct offload *offload)
{
	sigset_t all, old;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	error = pthread_create(&offload->thread[offload->threads], NULL, work, offload);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (error)
		return -error;
	offload->threads++;
	return 0;
}

/* Have a thread for one more job. The mutex is held. Returns 0, or why there is none at all. */
static int find_thread(struct offload *offload)
{
	int error;

	if (offload->idle > offload->queued || offload->threads == OFFLOAD_THREADS)
		return 0;
	error = start_thread(offload);
	return offload->threads ? 0 : error;
}

static int hand_over(struct offload *offload, struct offload_job *job)
{
	int error;

	pthread_mutex_lock(&offload->mutex);
	error = find_thread(offload);
	if (!error) {
		*offload->todo_end = job;
		offload->todo_end = &job->next;
		offload->queued++;
		pthread_cond_signal(&offload->work);
	}
	pthread_mutex_unlock(&offload->mutex);
	return error;
}

int64_t co_to_thread(coroutine *function, void *arg)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;
	struct offload_job job = {.function = function, .arg = arg, .task = self};
	int error;

	if (task_take_cancellation(self))
		return -ECANCELED;
	error = open_offload(loop);
	if (error)
		return error;
	error = hand_over(&loop->offload, &job);
	if (error)
		return error;
	self->state = WAITS_THREAD;
	self->on = &job;
	loop->offload.waiting++;
	return loop_park(loop, self);
}

void co_offload_collect(struct loop *loop)
{
	struct offload *offload = &loop->offload;
	struct offload_job *job, *next;
	uint64_t rings;

	while (read(offload->bell.fd, &rings, sizeof(rings)) < 0 && errno == EINTR)
		;
	pthread_mutex_lock(&offload->mutex);
	job = offload->done;
	offload->done = NULL;
	offload->done_end = &offload->done;
	pthread_mutex_unlock(&offload->mutex);
	for (; job; job = next) {
		next = job->next;
		offload->waiting--;
		loop_ready(loop, job->task, job->result);
	}
}

void co_offload_close(struct loop *loop)
{
	struct offload *offload = &loop->offload;

	if (!offload->open)
		return;
	pthread_mutex_lock(&offload->mutex);
	offload->stop = true;
	pthread_cond_broadcast(&offload->work);
	pthread_mutex_unlock(&offload->mutex);
	for (unsigned i = 0; i < offload->threads; i++)
		pthread_join(offload->thread[i], NULL);
	pthread_cond_destroy(&offload->work);
	pthread_mutex_destroy(&offload->mutex);
	close(offload->bell.fd);
}
