/* SPDX-License-Identifier: MIT */
/*
 * task.c - the life of a task: created, started, ended, awaited.
 *
 * A task that ends goes back to the pool as soon as nobody holds a handle, while it still runs
 * on its stack. Nothing may be created between that and the switch away.
 */
#include "runtime/task.h"

#include <errno.h>

#include "runtime/loop.h"

int64_t co_task_never_ran(void *arg)
{
	(void)arg;
	return -ECANCELED;
}

struct task_start *co_task_start(const struct loop *loop, const struct task *task)
{
	return (struct task_start *)co_stack_end(&loop->stacks, task->slot) - 1;
}

static void free_task(struct loop *loop, struct task *task)
{
	task->state = TASK_FREE;
	task->next = loop->stacks.pool;
	loop->stacks.pool = task;
	if (likely(!(task->flags & TASK_INTERNAL)))
		loop->tasks--;
}

static void drop_handle(struct loop *loop, struct task *task)
{
	if (!--task->handles && task->state == TASK_DONE)
		free_task(loop, task);
}

int64_t co_task_collect(struct loop *loop, struct task *task)
{
	int64_t result = task->value;

	drop_handle(loop, task);
	return result;
}

/* ---- the end ---- */

static void wake_joiner(struct loop *loop, struct task *joiner, int64_t result)
{
	if (unlikely(joiner->state == WAITS_WAIT_FOR))
		result = co_wait_for_ended(loop, joiner, result);
	loop_ready(loop, joiner, result);
}

/* Each of them is owed the result, and gives its handle back. */
static void wake_joiners(struct loop *loop, struct task *task, int64_t result)
{
	struct task *last = task->joiners, *joiner, *next;

	if (!last)
		return;
	next = last->next;
	do {
		joiner = next;
		next = joiner->next;
		task->handles--;
		wake_joiner(loop, joiner, result);
	} while (joiner != last);
}

/* The running task has ended. Returns the one to go on with. */
static struct task *end(struct loop *loop, struct task_start *start, int64_t result)
{
	struct task *self = loop->current, *next;

	self->sp = start;
	self->value = result;
	self->state = TASK_DONE;
	wake_joiners(loop, self, result);
	if (unlikely(self->flags & TASK_WATCHED))
		co_run_watched_ended(loop);
	if (!self->handles)
		free_task(loop, self);
	next = loop_next(loop);
	loop->current = next;
	return next;
}

/* The first frame of every task. */
NOT_SANITIZED static struct switch_target task_main(void *arg)
{
	struct loop *loop = co_current_loop;
	struct task_start *start = arg;
	struct task *next;

	co_sanitizer_arrive(loop, NULL);
	loop->current->state = TASK_READY;
	next = end(loop, start, start->function(start->arg));
	co_sanitizer_leave_for_good(loop, next);
	return (struct switch_target){next->sp, next->value};
}

/* ---- the beginning ---- */

static struct task *take_line(struct loop *loop)
{
	struct task *task = loop->stacks.pool;

	if (unlikely(!task))
		return co_stack_take_fresh(loop);
	loop->stacks.pool = task->next;
	return task;
}

/* Fill in the start: the pool keeps task->sp there. */
static void prepare(struct task *task)
{
	struct task_start *start = task->sp;

#ifdef ASYNCIO_SAVE_FP_CONTROL
	task->sp = switch_prepare_fp(start, task_main, start);
#else
	task->sp = switch_prepare(start, task_main, start);
#endif
}

struct task *co_task_create(struct loop *loop, coroutine *function, coroutine *instead,
			    void *arg, unsigned flags)
{
	struct task_start *start;
	struct task *task;

	if (unlikely(loop->tasks >= loop->max_tasks) && !(flags & TASK_INTERNAL))
		return NULL;
	task = take_line(loop);
	if (unlikely(!task))
		return NULL;
	co_sanitizer_stack_taken(loop, task);
	start = task->sp;
	start->function = function;
	start->instead = instead;
	start->arg = arg;
	start->number = flags & TASK_INTERNAL ? 0 : ++loop->numbered;
	start->name = NULL;
	prepare(task);
	task->joiners = NULL;
	task->handles = 1;
	task->state = TASK_CREATED;
	task->flags = flags;
	if (likely(!(flags & TASK_INTERNAL)))
		loop->tasks++;
	ring_push(&loop->ring, task);
	return task;
}

struct task *co_create_task(coroutine *function, void *arg)
{
	return co_task_create(co_current_loop, function, co_task_never_ran, arg, 0);
}

/* ---- waiting for the end ---- */

int64_t co_task_join(struct loop *loop, struct task *self, struct task *task,
		     enum task_state state)
{
	struct task *last = task->joiners;

	self->state = state;
	if (last) {
		self->next = last->next;
		last->next = self;
	} else {
		self->next = self;
	}
	task->joiners = self;
	return loop_park(loop, self);
}

/* A request was waiting for this call: it goes on to the task, or ends here if that has ended. */
static int64_t await_cancelled(struct loop *loop, struct task *self, struct task *task)
{
	if (!co_task_cancel(loop, task)) {
		co_task_collect(loop, task);
		return -ECANCELED;
	}
	self->on = task;
	return co_task_join(loop, self, task, WAITS_AWAIT);
}

int64_t co_await (struct task *task)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;

	if (unlikely(task == self))
		return -EDEADLK;
	if (task_take_cancellation(self))
		return await_cancelled(loop, self, task);
	if (task->state == TASK_DONE)
		return co_task_collect(loop, task);
	self->on = task;
	return co_task_join(loop, self, task, WAITS_AWAIT);
}

/* ---- handles and names ---- */

struct task *co_current_task(void)
{
	return co_current_loop->current;
}

bool co_task_done(struct task *task)
{
	return task->state == TASK_DONE;
}

void co_task_keep(struct task *task)
{
	task->handles++;
}

void co_task_release(struct task *task)
{
	drop_handle(co_current_loop, task);
}

void co_task_set_name(struct task *task, const char *name)
{
	co_task_start(co_current_loop, task)->name = name;
}

const char *co_task_waits_in(enum task_state state)
{
	static const char *const names[] = {
		[TASK_FREE] = "nothing",
		[TASK_CREATED] = "the ring",
		[TASK_READY] = "the ring",
		[TASK_DONE] = "nothing",
		[WAITS_LOCK] = "lock_acquire",
		[WAITS_EVENT] = "event_wait",
		[WAITS_GET] = "queue_get",
		[WAITS_PUT] = "queue_put",
		[WAITS_READ] = "read",
		[WAITS_WRITE] = "write",
		[WAITS_CONNECT] = "open_connection",
		[WAITS_ACCEPT] = "accept",
		[WAITS_SLEEP] = "sleep",
		[WAITS_THREAD] = "to_thread",
		[WAITS_AWAIT] = "await",
		[WAITS_WAIT_FOR] = "wait_for",
		[WAITS_GATHER] = "gather",
		[WAITS_ROOT] = "run",
	};

	return names[state];
}
