/* SPDX-License-Identifier: MIT */
/*
 * run.c - a loop from beginning to end, seen from its caller: the root.
 *
 * The root is a task without a line in the ring's reserve of stacks: it runs on the caller's. It
 * parks until the tasks that it watches have ended: first main, then everything that main left.
 * It is also woken when the loop is stuck, since it has the stack to report on.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "runtime/cancel.h"
#include "runtime/fp_control.h"
#include "runtime/loop.h"

#define STACK_SIZE_DEFAULT ((size_t)64 << 10)
#define STACK_SIZE_LEAST ((size_t)16 << 10)
#define STACK_SIZE_MOST ((size_t)1 << 30)
#define MAX_TASKS_DEFAULT ((size_t)1 << 20)
#define MAX_TASKS_MOST ((size_t)1 << 28)
#define GRANULARITY_MOST SECONDS(60)

/* Frames are larger in sanitized builds, those of the sanitizers' own functions above all. */
#ifdef SANITIZED
#define STACK_FACTOR 4
#else
#define STACK_FACTOR 1
#endif

void co_run_watched_ended(struct loop *loop)
{
	if (!--loop->watched && loop->root.state == WAITS_ROOT)
		loop_ready(loop, &loop->root, 0);
}

/* ---- tasks that are left ---- */

static bool alive(const struct task *task)
{
	return task->state != TASK_FREE && task->state != TASK_DONE;
}

static void cancel_all(struct loop *loop)
{
	for (uint32_t slot = 0; slot < loop->stacks.used; slot++) {
		struct task *task = co_stack_line(&loop->stacks, slot);

		if (alive(task) && !(task->flags & TASK_INTERNAL))
			co_task_cancel(loop, task);
	}
}

/* Returns whether there is any. */
static bool watch_all(struct loop *loop)
{
	for (uint32_t slot = 0; slot < loop->stacks.used; slot++) {
		struct task *task = co_stack_line(&loop->stacks, slot);

		if (alive(task)) {
			task->flags |= TASK_WATCHED;
			loop->watched++;
		}
	}
	return loop->watched > 0;
}

/* ---- the root ---- */

/* Wait until every watched task has ended. False: they are deadlocked for the second time. */
static bool join_watched(struct loop *loop)
{
	while (loop->watched) {
		loop->root.state = WAITS_ROOT;
		loop_park(loop, &loop->root);
		if (!loop->stuck)
			continue;
		loop->stuck = false;
		if (loop->deadlocks++)
			return false;
		co_deadlock_report(loop);
		cancel_all(loop);
	}
	return true;
}

/* Tasks may create others while they end, so it takes as many rounds as it takes. */
static bool end_the_rest(struct loop *loop)
{
	for (;;) {
		co_servers_stop(loop);
		if (!watch_all(loop))
			return true;
		cancel_all(loop);
		if (!join_watched(loop))
			return false;
	}
}

static int64_t play(struct loop *loop, coroutine *main, void *arg)
{
	struct task *task;
	int64_t result;

	task = co_task_create(loop, main, arg, TASK_WATCHED);
	if (!task)
		return -ENOMEM;
	loop->watched = 1;
	if (!join_watched(loop))
		return -EDEADLK;
	result = task->value;
	if (!end_the_rest(loop) || loop->deadlocks)
		return -EDEADLK;
	return result;
}

/* ---- making a loop ---- */

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

	loop->max_tasks = options->max_tasks ? options->max_tasks : MAX_TASKS_DEFAULT;
	co_stacks_init(&loop->stacks, stack_size * STACK_FACTOR, loop->max_tasks);
	loop->timers.granularity = options->timer_granularity_ns
					   ? options->timer_granularity_ns
					   : MILLISECONDS(1);
	loop->poller.spins = options->spins;
	loop->longest_credit = 1;
	loop->current = &loop->root;
	loop->root.state = TASK_READY;
	loop->fp_control = co_fp_control();
}

/* A mapping of its own: aligned, zero, and the part that is never used is never touched. */
static struct loop *make_loop(void)
{
	void *loop = mmap(NULL, sizeof(struct loop), PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return loop == MAP_FAILED ? NULL : loop;
}

static void free_loop(struct loop *loop)
{
	co_servers_free(loop);
	co_offload_close(loop);
	co_sanitizer_end(loop);
	co_stacks_free(&loop->stacks);
	co_timers_free(&loop->timers);
	free(loop->ring.tasks);
	munmap(loop, sizeof(*loop));
}

int64_t co_run(coroutine *main, void *arg, const struct asyncio_options *options)
{
	static const struct asyncio_options defaults;
	struct loop *loop;
	int64_t result;

	if (co_current_loop)
		return -EBUSY;
	if (!options)
		options = &defaults;
	result = check(options);
	if (result)
		return result;
	loop = make_loop();
	if (!loop)
		return -ENOMEM;
	configure(loop, options);
	result = co_poller_open(&loop->poller);
	if (result)
		goto free_loop;
	co_current_loop = loop;
	co_sanitizer_start(loop);
	co_overflow_handle(loop);
	result = play(loop, main, arg);
	co_overflow_forget(loop);
	co_poller_close(&loop->poller);
free_loop:
	free_loop(loop);
	co_current_loop = NULL;
	return result;
}
