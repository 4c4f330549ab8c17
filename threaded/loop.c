/* SPDX-License-Identifier: MIT */
/*
 * loop.c - run: start main, wait for it, cancel and join what it left.
 *
 * A thread whose handles are all gone is joined by whoever comes by once it has gone, not by
 * whoever awaited it: a join right after the task has said that it ends would sleep a second
 * time, until the kernel has buried the thread, and cost a fifth of create and await.
 *
 * Not here: deadlocks are not found. No thread knows that no other will wake it.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/overflow.h"
#include "threaded/park.h"
#include "threaded/server.h"
#include "threaded/stack.h"
#include "threaded/task.h"

#define DEFAULT_STACK_SIZE (64 * 1024)
#define DEFAULT_MAX_TASKS 1048576

static void link_task(struct loop *loop, struct task *task)
{
	task->next = loop->tasks;
	task->link = &loop->tasks;
	if (task->next)
		task->next->link = &task->next;
	loop->tasks = task;
}

static void unlink_task(struct task *task)
{
	*task->link = task->next;
	if (task->next)
		task->next->link = task->link;
}

static void free_task(struct task *task)
{
	unlink_task(task);
	pthread_mutex_destroy(&task->hearing);
	free(task);
}

/* Free the dead whose threads have gone. Does not wait: the oldest have most likely gone. */
static void reap(struct loop *loop)
{
	struct task *task;

	while ((task = loop->dead) && !pthread_tryjoin_np(task->thread, NULL)) {
		loop->dead = task->next_dead;
		if (!loop->dead)
			loop->end = &loop->dead;
		free_task(task);
	}
}

int loop_add(struct loop *loop, struct task *task)
{
	bool counts = task->number;
	int r = -EAGAIN;

	pthread_mutex_lock(&loop->lock);
	reap(loop);
	if (counts && loop->count == loop->max_tasks)
		goto unlock;
	if (counts) {
		task->number = ++loop->created;
		loop->count++;
	}
	if (loop->closing)
		atomic_store(&task->cancel, 1);
	atomic_fetch_add(&loop->alive, 1);
	link_task(loop, task);
	r = 0;
unlock:
	pthread_mutex_unlock(&loop->lock);
	return r;
}

void loop_forget(struct loop *loop, struct task *task)
{
	pthread_mutex_lock(&loop->lock);
	if (task->number)
		loop->count--;
	free_task(task);
	pthread_mutex_unlock(&loop->lock);
	loop_leave(loop);
}

void loop_bury(struct loop *loop, struct task *task)
{
	pthread_mutex_lock(&loop->lock);
	if (task->number)
		loop->count--;
	task->next_dead = NULL;
	*loop->end = task;
	loop->end = &task->next_dead;
	reap(loop);
	pthread_mutex_unlock(&loop->lock);
}

void loop_leave(struct loop *loop)
{
	if (atomic_fetch_sub(&loop->alive, 1) == 1)
		futex_wake(&loop->alive, INT_MAX);
}

static int read_options(struct loop *loop, const struct asyncio_options *options)
{
	static const struct asyncio_options defaults;

	if (!options)
		options = &defaults;
	if (options->timer_granularity_ns < 0)
		return -EINVAL;
	loop->stack_size = options->stack_size ? options->stack_size : DEFAULT_STACK_SIZE;
	loop->max_tasks = options->max_tasks ? options->max_tasks : DEFAULT_MAX_TASKS;
	loop->spins = options->spins;
	return 0;
}

/* Returns 0 or -errno, and then the loop needs no closing. */
static int open_loop(struct loop *loop, const struct asyncio_options *options)
{
	int r = read_options(loop, options);

	if (r < 0)
		return r;
	loop->end = &loop->dead;
	pthread_mutex_init(&loop->lock, NULL);
	r = stack_attributes(&loop->attributes, &loop->stack_size);
	if (r < 0)
		return r;
	r = cancel_install();
	if (!r)
		r = overflow_install(loop);
	if (r < 0)
		pthread_attr_destroy(&loop->attributes);
	return r;
}

static void cancel_all(struct loop *loop)
{
	struct task *task;

	pthread_mutex_lock(&loop->lock);
	loop->closing = true;
	for (task = loop->tasks; task; task = task->next)
		cancel_request(task);
	pthread_mutex_unlock(&loop->lock);
}

/* Every thread has left: nobody else uses the loop. */
static void close_loop(struct loop *loop)
{
	struct task *task;

	while ((task = loop->tasks)) {
		pthread_join(task->thread, NULL);
		free_task(task);
	}
	server_close_left(loop);
	overflow_remove(loop);
	pthread_attr_destroy(&loop->attributes);
	pthread_mutex_destroy(&loop->lock);
}

static int64_t play(struct loop *loop, coroutine *main, void *arg)
{
	struct task *task;
	int64_t r = task_start(loop, main, arg, false, &task);
	int n;

	if (r < 0)
		return r;
	while ((n = atomic_load(&task->state)) != TASK_ENDED)
		if (n == TASK_AWAITED ||
		    atomic_compare_exchange_strong(&task->state, &n, TASK_AWAITED))
			futex_wait(&task->state, TASK_AWAITED);
	r = task->result;
	cancel_all(loop);
	while ((n = atomic_load(&loop->alive)))
		futex_wait(&loop->alive, n);
	return r;
}

int64_t loop_run(coroutine *main, void *arg, const struct asyncio_options *options)
{
	struct loop *loop;
	sigset_t ours, callers;
	int64_t r;

	if (task_current)
		return -EBUSY;
	loop = calloc(1, sizeof(*loop));
	if (!loop)
		return -ENOMEM;
	r = open_loop(loop, options);
	if (r < 0)
		goto free_loop;
	/* Threads inherit the mask of signals. */
	sigemptyset(&ours);
	sigaddset(&ours, CANCEL_SIGNAL);
	pthread_sigmask(SIG_UNBLOCK, &ours, &callers);
	r = play(loop, main, arg);
	pthread_sigmask(SIG_SETMASK, &callers, NULL);
	close_loop(loop);
free_loop:
	free(loop);
	return r;
}
