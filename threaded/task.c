/* SPDX-License-Identifier: MIT */
/*
 * task.c - a task is a thread: from pthread_create to its last breath.
 *
 * A task counts as long as somebody has a handle of it or its function runs; then loop.c buries
 * it, and frees it once its thread has gone. So a thread that can be signalled is never joined yet.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/park.h"
#include "threaded/task.h"

_Thread_local struct task *th_current;

/*
 * Its own handle goes before the end is told: who knows of the end and gives the last handle back
 * must not find the task counted still. Nobody frees it before its thread has gone.
 */
static void finish(struct task *task, int64_t result)
{
	struct loop *loop = task->loop;

	task->result = result;
	th_task_release(task);
	if (atomic_exchange(&task->state, TASK_ENDED) == TASK_AWAITED)
		th_futex_wake(&task->state, INT_MAX);
	th_loop_leave(loop);
}

static void *live(void *arg)
{
	struct task *task = arg;
	int64_t result;

	th_current = task;
	task->thread = pthread_self();
	task->stack_top = __builtin_frame_address(0);
	th_overflow_watch_thread(task->loop);
	th_cancel_listen(task);
	th_gil_begin(task->loop);
	result = task->function(task->arg);
	th_gil_end();
	finish(task, result);
	return NULL;
}

int th_task_start(struct loop *loop, coroutine *function, void *arg, bool own,
		  struct task **created)
{
	struct task *task = calloc(1, sizeof(*task));
	pthread_t thread;
	int error;

	if (!task)
		return -ENOMEM;
	task->handles = 2;
	task->function = function;
	task->arg = arg;
	task->loop = loop;
	task->number = !own; /* th_loop_add gives the number */
	pthread_mutex_init(&task->hearing, NULL);
	error = th_loop_add(loop, task);
	if (error < 0)
		goto free_task;
	error = -pthread_create(&thread, &loop->attributes, live, task);
	if (error < 0)
		goto forget;
	*created = task;
	return 0;
forget:
	th_loop_forget(loop, task);
	return error;
free_task:
	free(task);
	return error;
}

int64_t th_task_watch(struct task *task, int64_t deadline)
{
	int64_t result = 0;
	int state;

	while (!result || result == -EAGAIN) {
		state = TASK_RUNS;
		if (!atomic_compare_exchange_strong(&task->state, &state, TASK_AWAITED) &&
		    state == TASK_ENDED)
			return 0;
		result = th_futex_watch(&task->state, TASK_AWAITED, deadline);
	}
	return result == -ECANCELED ? th_cancel_take() : result;
}

void th_task_release(struct task *task)
{
	if (atomic_fetch_sub(&task->handles, 1) == 1)
		th_loop_bury(task->loop, task);
}

int64_t th_task_collect(struct task *task)
{
	int64_t result = task->result;

	th_task_release(task);
	return result;
}

/* A request that came before is passed on too; there may be nobody left to pass it on to. */
int64_t th_await(struct task *task)
{
	int64_t cancelled;

	if (task == th_current)
		return -EDEADLK;
	cancelled = th_cancel_take();
	if (cancelled && !th_cancel(task)) {
		th_task_release(task);
		return cancelled;
	}
	while (th_task_watch(task, INT64_MAX) == -ECANCELED)
		if (!th_cancel(task))
			th_cancel_put_back(); /* it has just ended */
	return th_task_collect(task);
}

struct task *th_create_task(coroutine *function, void *arg)
{
	struct task *task;

	return th_task_start(th_current->loop, function, arg, false, &task) < 0 ? NULL
										: task;
}

struct task *th_current_task(void)
{
	return th_current;
}

bool th_task_done(struct task *task)
{
	return atomic_load(&task->state) == TASK_ENDED;
}

void th_task_keep(struct task *task)
{
	atomic_fetch_add(&task->handles, 1);
}

void th_task_set_name(struct task *task, const char *name)
{
	task->name = name;
}
