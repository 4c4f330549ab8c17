/* SPDX-License-Identifier: MIT */
/*
 * run.c - a run from beginning to end, seen from its caller: start main, wait for it, cancel and
 * join what it left. The caller's thread is no task; it sleeps meanwhile.
 *
 * Deadlocks are not found: no thread knows that no other will wake it. So a task that is left
 * over, catches its cancellation and waits for what never comes keeps run waiting too.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/park.h"
#include "threaded/sanitizer.h"
#include "threaded/stack.h"
#include "threaded/stream.h"
#include "threaded/task.h"
#include "threaded/timer.h"

#define STACK_SIZE_DEFAULT ((size_t)64 << 10)
#define STACK_SIZE_LEAST ((size_t)16 << 10)
#define STACK_SIZE_MOST ((size_t)1 << 30)
#define MAX_TASKS_DEFAULT ((size_t)1 << 20)
#define MAX_TASKS_MOST ((size_t)1 << 28)
#define GRANULARITY_DEFAULT MILLISECONDS(1)
#define GRANULARITY_MOST SECONDS(60)

static int check(const struct asyncio_options *options)
{
	if (options->stack_size && (options->stack_size < STACK_SIZE_LEAST ||
				    options->stack_size > STACK_SIZE_MOST))
		return -EINVAL;
	if (options->max_tasks > MAX_TASKS_MOST)
		return -EINVAL;
	if (options->timer_granularity_ns < 0 ||
	    options->timer_granularity_ns > GRANULARITY_MOST)
		return -EINVAL;
	return 0;
}

static void configure(struct loop *loop, const struct asyncio_options *options)
{
	size_t stack_size = options->stack_size ? options->stack_size : STACK_SIZE_DEFAULT;

	loop->stack_size = stack_size * STACK_FACTOR + th_gil_stack();
	loop->max_tasks = options->max_tasks ? options->max_tasks : MAX_TASKS_DEFAULT;
	loop->spins = options->spins;
	loop->granularity = options->timer_granularity_ns ? options->timer_granularity_ns
							  : GRANULARITY_DEFAULT;
	loop->end = &loop->dead;
}

/* Returns 0 or -errno, and then the loop needs no closing. */
static int open_loop(struct loop *loop)
{
	int error = th_stack_attributes(&loop->attributes, &loop->stack_size);

	if (error < 0)
		return error;
	error = th_cancel_install();
	if (!error)
		error = th_gil_install();
	if (!error)
		error = th_overflow_handle(loop);
	if (error < 0)
		goto destroy_attributes;
	pthread_mutex_init(&loop->lock, NULL);
	return 0;
destroy_attributes:
	pthread_attr_destroy(&loop->attributes);
	return error;
}

static void cancel_all(struct loop *loop)
{
	pthread_mutex_lock(&loop->lock);
	loop->closing = true;
	for (struct task *task = loop->tasks; task; task = task->next)
		th_cancel(task);
	pthread_mutex_unlock(&loop->lock);
}

/* Every thread has left: nobody else uses the loop. */
static void close_loop(struct loop *loop)
{
	struct task *task;

	while ((task = loop->tasks)) {
		pthread_join(task->thread, NULL);
		th_loop_free_task(task);
	}
	th_servers_free(loop);
	th_overflow_forget(loop);
	pthread_attr_destroy(&loop->attributes);
	pthread_mutex_destroy(&loop->lock);
}

static int64_t play(struct loop *loop, coroutine *main, void *arg)
{
	struct task *task;
	int64_t result = th_task_start(loop, main, arg, false, &task);
	int n;

	if (result < 0)
		return result;
	while ((n = atomic_load(&task->state)) != TASK_ENDED)
		if (n == TASK_AWAITED ||
		    atomic_compare_exchange_strong(&task->state, &n, TASK_AWAITED))
			th_futex_wait(&task->state, TASK_AWAITED);
	result = task->result;
	cancel_all(loop);
	while ((n = atomic_load(&loop->alive)))
		th_futex_wait(&loop->alive, n);
	return result;
}

/* Threads inherit the mask of signals and the timer slack: lend them ours while it plays. */
static int64_t play_with_ours(struct loop *loop, coroutine *main, void *arg)
{
	int64_t result, callers_slack = th_timer_slack(loop->granularity);
	sigset_t ours, callers;

	sigemptyset(&ours);
	sigaddset(&ours, CANCEL_SIGNAL);
	th_gil_add_signal(&ours);
	pthread_sigmask(SIG_UNBLOCK, &ours, &callers);
	result = play(loop, main, arg);
	pthread_sigmask(SIG_SETMASK, &callers, NULL);
	th_timer_slack(callers_slack);
	return result;
}

int64_t th_run(coroutine *main, void *arg, const struct asyncio_options *options)
{
	static const struct asyncio_options defaults;
	struct loop *loop;
	int64_t result;

	if (th_current)
		return -EBUSY;
	if (!options)
		options = &defaults;
	result = check(options);
	if (result)
		return result;
	loop = calloc(1, sizeof(*loop));
	if (!loop)
		return -ENOMEM;
	configure(loop, options);
	result = open_loop(loop);
	if (result)
		goto free_loop;
	result = play_with_ours(loop, main, arg);
	close_loop(loop);
free_loop:
	free(loop);
	return result;
}
