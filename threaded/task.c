/* SPDX-License-Identifier: MIT */
/*
 * task.c - a task is a thread: from pthread_create to its last breath.
 *
 * A task lives as long as somebody has a handle of it or its thread runs; then loop.c buries it.
 * So a thread that can be signalled is never joined yet.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/overflow.h"
#include "threaded/park.h"
#include "threaded/task.h"

_Thread_local struct task *task_current;

static void finish(struct task *task, int64_t result)
{
	struct loop *loop = task->loop;

	task->result = result;
	if (atomic_exchange(&task->state, TASK_ENDED) == TASK_AWAITED)
		futex_wake(&task->state, INT_MAX);
	task_drop(task);
	loop_leave(loop);
}

static void *live(void *arg)
{
	struct task *task = arg;

	task_current = task;
	task->thread = pthread_self();
	task->stack_top = __builtin_frame_address(0);
	overflow_watch_thread(task->loop);
	cancel_listen(task);
	finish(task, task->function(task->arg));
	return NULL;
}

int task_start(struct loop *loop, coroutine *function, void *arg, bool own,
	       struct task **created)
{
	struct task *task = calloc(1, sizeof(*task));
	pthread_t thread;
	int r;

	if (!task)
		return -ENOMEM;
	task->handles = 2;
	task->function = function;
	task->arg = arg;
	task->loop = loop;
	task->number = !own; /* loop_add gives the number */
	pthread_mutex_init(&task->hearing, NULL);
	r = loop_add(loop, task);
	if (r < 0)
		goto free_task;
	r = -pthread_create(&thread, &loop->attributes, live, task);
	if (r < 0)
		goto forget;
	*created = task;
	return 0;
forget:
	loop_forget(loop, task);
	return r;
free_task:
	free(task);
	return r;
}

int64_t task_watch(struct task *task, int64_t deadline)
{
	int64_t r = 0;
	int state;

	while (!r || r == -EAGAIN) {
		state = TASK_RUNS;
		if (!atomic_compare_exchange_strong(&task->state, &state, TASK_AWAITED) &&
		    state == TASK_ENDED)
			return 0;
		r = futex_watch(&task->state, TASK_AWAITED, deadline);
	}
	return r == -ECANCELED ? cancel_take() : r;
}

void task_drop(struct task *task)
{
	if (atomic_fetch_sub(&task->handles, 1) == 1)
		loop_bury(task->loop, task);
}

struct coroutine_object task_coroutine(coroutine *function, void *arg)
{
	return (struct coroutine_object){.function = function, .arg = arg};
}

int64_t task_await_coroutine(struct coroutine_object *object)
{
	if (object->awaited)
		return -EALREADY;
	object->awaited = true;
	return object->function(object->arg);
}

struct task *task_create(coroutine *function, void *arg)
{
	struct task *task;

	return task_start(task_current->loop, function, arg, false, &task) < 0 ? NULL
									       : task;
}

struct task *task_get_current(void)
{
	return task_current;
}

bool task_done(struct task *task)
{
	return atomic_load(&task->state) == TASK_ENDED;
}

void task_keep(struct task *task)
{
	atomic_fetch_add(&task->handles, 1);
}

void task_set_name(struct task *task, const char *name)
{
	task->name = name;
}
