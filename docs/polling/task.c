/* SPDX-License-Identifier: MIT */
/* task.c - tasks on stacks of their own, the loop that gives each a turn, and running it. */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "loop.h"

#define STACK_FALLBACK ((size_t)64 << 10)
#define STACK_LEAST ((size_t)16 << 10)
#define STACK_MOST ((size_t)1 << 30)
#define TASKS_FALLBACK ((size_t)1 << 20)
#define TASKS_MOST ((size_t)1 << 28)

__thread struct loop *polling_current;

/* ---- tasks ---- */

static void task_main(void)
{
	struct task *task = polling_current->running;

	task->result = task->function(task->arg);
	task->done = true;
	swapcontext(&task->context, &polling_current->context); /* for good */
}

struct task *polling_create_task(coroutine *function, void *arg)
{
	struct loop *loop = polling_current;
	struct task *task = NULL;

	if (loop->tasks < loop->max_tasks)
		task = calloc(1, sizeof(*task));
	if (!task)
		return NULL;
	task->stack = mmap(NULL, loop->stack_size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (task->stack == MAP_FAILED) {
		free(task);
		return NULL;
	}
	task->function = function;
	task->arg = arg;
	task->handles = 1;
	task->cancelled = loop->ending;
	*loop->end = task;
	loop->end = &task->next;
	loop->tasks++;
	return task;
}

static void task_end(struct loop *loop, struct task *task)
{
	munmap(task->stack, loop->stack_size);
	task->stack = NULL;
	loop->tasks--;
}

static void task_turn(struct loop *loop, struct task *task)
{
	loop->running = task;
	if (!task->started) {
		task->started = true;
		getcontext(&task->context);
		task->context.uc_stack.ss_sp = task->stack;
		task->context.uc_stack.ss_size = loop->stack_size;
		makecontext(&task->context, task_main, 0);
	}
	swapcontext(&loop->context, &task->context);
	if (task->done)
		task_end(loop, task);
}

/* Give every task a turn, also those that are made meanwhile; free those that nobody holds. */
static void loop_lap(struct loop *loop)
{
	struct task **link = &loop->first, *task;

	while ((task = *link)) {
		if (!task->done)
			task_turn(loop, task);
		if (!task->done || task->handles > 0) {
			link = &task->next;
			continue;
		}
		*link = task->next;
		if (!*link)
			loop->end = link;
		free(task);
	}
}

/* ---- running ---- */

static int64_t loop_start(struct loop *loop, const struct asyncio_options *options)
{
	if (polling_current)
		return -EBUSY;
	*loop = (struct loop){.stack_size = STACK_FALLBACK, .max_tasks = TASKS_FALLBACK};
	loop->end = &loop->first;
	if (options && options->stack_size)
		loop->stack_size = options->stack_size;
	if (options && options->max_tasks)
		loop->max_tasks = options->max_tasks;
	if (loop->stack_size < STACK_LEAST || loop->stack_size > STACK_MOST ||
	    loop->max_tasks > TASKS_MOST ||
	    (options && (options->timer_granularity_ns < 0 ||
			 options->timer_granularity_ns > SECONDS(60))))
		return -EINVAL;
	loop->stack_size = (loop->stack_size + 4095) / 4096 * 4096;
	return 0;
}

int64_t polling_run(coroutine *main, void *arg, const struct asyncio_options *options)
{
	struct task *first;
	struct loop loop;
	int64_t result = loop_start(&loop, options);

	if (result)
		return result;
	polling_current = &loop;
	first = polling_create_task(main, arg);
	if (first)
		polling_task_keep(first); /* ours: somebody else may await main */
	while (first && !first->done)
		loop_lap(&loop);
	result = first ? first->result : -ENOMEM;
	loop.ending = true;
	for (struct task *task = loop.first; task; task = task->next)
		polling_cancel(task);
	while (loop.tasks > 0)
		loop_lap(&loop);
	for (struct task *task = loop.first, *next; task; task = next) {
		next = task->next;
		free(task);
	}
	polling_current = NULL;
	return result;
}
