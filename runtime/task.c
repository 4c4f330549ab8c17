/* SPDX-License-Identifier: MIT */
/*
 * task.c - the life of a task: created, started, ended, awaited.
 *
 * A task that ends goes back to the pool as soon as nobody holds a handle, while it still runs
 * on its stack. Nothing may be created between that and the switch away.
 */
#include "runtime/task.h"

#include <assert.h>
#include <errno.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"

struct task_start *co_task_start(const struct loop *loop, const struct task *task)
{
	return (struct task_start *)co_stack_end(&loop->stacks, task->slot) - 1;
}

static inline void pool(struct loop *loop, struct task *task)
{
	task->state = TASK_FREE;
	task->next = loop->stacks.pool;
	loop->stacks.pool = task;
	loop->tasks--;
}

static void drop_handle(struct loop *loop, struct task *task)
{
	assert(task->handles && "a handle that was given back before");
	if (!--task->handles && task->state == TASK_DONE)
		pool(loop, task);
}

int64_t co_task_collect(struct loop *loop, struct task *task)
{
	int64_t result = task->value;

	drop_handle(loop, task);
	return result;
}

/* ---- the end ---- */

static void wake_joiner(struct loop *loop, struct task *task, struct task *joiner)
{
	int64_t result = task->value;

	if (joiner->state == WAITS_WAIT_FOR)
		result = co_wait_for_ended(loop, joiner, result);
	task->handles--;
	loop_ready(loop, joiner, result);
}

/* Each of them is owed the result, and gives its handle back. */
static __attribute__((noinline)) void wake_joiners(struct loop *loop, struct task *task)
{
	struct task *last = task->joiners, *joiner, *next = last->next;

	do {
		joiner = next;
		next = joiner->next;
		wake_joiner(loop, task, joiner);
	} while (joiner != last);
}

/* The same for what is nearly always the case: one, in await. */
static inline void wake_joiner_or_more(struct loop *loop, struct task *task, int64_t result)
{
	struct task *joiner = task->joiners;

	if (unlikely(joiner->state != WAITS_AWAIT || joiner->next != joiner)) {
		wake_joiners(loop, task);
		return;
	}
	task->handles--;
	loop_ready(loop, joiner, result);
}

/* The running task has ended. Returns the one to go on with. */
static inline struct task *end(struct loop *loop, struct task *self,
			       struct task_start *start, int64_t result)
{
	self->sp = start;
	self->value = result;
	self->state = TASK_DONE;
	if (self->joiners)
		wake_joiner_or_more(loop, self, result);
	if (unlikely(self->flags & TASK_WATCHED))
		co_run_watched_ended(loop);
	if (likely(!self->handles))
		pool(loop, self);
	return loop_next(loop);
}

/* The first frame of every task. */
NOT_SANITIZED static struct switch_target task_main(void *arg)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current, *next;
	struct task_start *start = arg;

	co_sanitizer_arrive(loop, NULL);
	self->state = TASK_READY;
	next = end(loop, self, start, start->function(start->arg));
	loop->current = next;
	co_sanitizer_leave_for_good(loop, next);
	return (struct switch_target){next->sp, next->value};
}

/* ---- the beginning ---- */

static void *prepare(struct task_start *start)
{
#ifdef ASYNCIO_SAVE_FP_CONTROL
	return switch_prepare_fp(start, task_main, start);
#else
	return switch_prepare(start, task_main, start);
#endif
}

/* Start a task on a line that was never used, or that was in the pool. */
static inline struct task *start(struct loop *loop, struct task *task, coroutine *function,
				 void *arg, unsigned flags)
{
	struct task_start *start = task->sp;

	co_sanitizer_stack_taken(loop, task);
	*start = (struct task_start){
		.function = function, .arg = arg, .number = ++loop->numbered};
	task->sp = prepare(start);
	task->joiners = NULL;
	task->handles = 1;
	task->state = TASK_CREATED;
	task->flags = flags;
	task->unused = 0; /* so that these four are one store */
	loop->tasks++;
	ring_push(&loop->ring, task);
	return task;
}

static __attribute__((noinline)) struct task *create_fresh(struct loop *loop,
							   coroutine *function, void *arg,
							   unsigned flags)
{
	struct task *task = co_stack_take_fresh(loop);

	return task ? start(loop, task, function, arg, flags) : NULL;
}

static inline struct task *create(struct loop *loop, coroutine *function, void *arg,
				  unsigned flags)
{
	struct task *task = loop->stacks.pool;

	if (unlikely(loop->tasks >= loop->max_tasks))
		return NULL;
	if (unlikely(!task))
		return create_fresh(loop, function, arg, flags);
	loop->stacks.pool = task->next;
	return start(loop, task, function, arg, flags);
}

struct task *co_task_create(struct loop *loop, coroutine *function, void *arg,
			    unsigned flags)
{
	return create(loop, function, arg, flags);
}

struct task *co_create_task(coroutine *function, void *arg)
{
	return create(co_current_loop, function, arg, 0);
}

/* ---- waiting for the end ---- */

static inline int64_t join(struct loop *loop, struct task *self, struct task *task,
			   enum task_state state)
{
	struct task *last = task->joiners;

	assert(task->state != TASK_FREE && "a handle that was given back before");
	self->state = state;
	self->next = self;
	if (unlikely(last)) {
		self->next = last->next;
		last->next = self;
	}
	task->joiners = self;
	return loop_park(loop, self);
}

int64_t co_task_join(struct loop *loop, struct task *self, struct task *task,
		     enum task_state state)
{
	return join(loop, self, task, state);
}

/* A request was waiting for this call: it goes on to the task, or ends here if that has ended. */
static __attribute__((noinline)) int64_t await_cancelled(struct loop *loop,
							 struct task *self,
							 struct task *task)
{
	if (!co_task_cancel(loop, task)) {
		co_task_collect(loop, task);
		return -ECANCELED;
	}
	self->on = task;
	return join(loop, self, task, WAITS_AWAIT);
}

int64_t co_await(struct task *task)
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
	return join(loop, self, task, WAITS_AWAIT);
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
