/* SPDX-License-Identifier: MIT */
/*
 * loop.h - the event loop: what there is of it, and how a task parks.
 *
 * There is no scheduler to switch to. A task that parks takes the next ready one from the ring
 * and switches straight to it; when the ring is empty, it asks timers and kernel itself, on its
 * own stack (co_loop_turn). The waker does everything: it writes what the parked call returns into
 * the task and puts it in the ring, so that a parked task has nothing left to do, and a waiting
 * call can end in the switch as a sibling call: the switch returns for it.
 *
 * One loop a thread; a task never leaves its thread. Names that the linker sees begin with co_,
 * since the twin has the same ideas and is linked into the same programs.
 */
#ifndef RUNTIME_LOOP_H
#define RUNTIME_LOOP_H

#include "runtime/offload.h"
#include "runtime/poll.h"
#include "runtime/ring.h"
#include "runtime/sanitizer.h"
#include "runtime/stack.h"
#include "runtime/switch.h"
#include "runtime/timer.h"
#include "runtime/waiters.h"

struct loop {
	struct task *current;
	struct ring ring;
	uint32_t look_at; /* where the ring's head is when the loop looks at the clock */
	uint32_t longest_credit; /* switches; doubles while looking finds nothing */
	int64_t looked, polled;	 /* when it last looked at the clock, and at the kernel */

	size_t tasks, max_tasks; /* lines in use, and how many may be */
	uint64_t numbered;	 /* the last N of Task-N */
	size_t watched; /* tasks with TASK_WATCHED: the root wakes when none is left */
	bool stuck;	/* nothing can wake any task: the root was woken to deal with it */
	unsigned deadlocks; /* how often that has happened */
	unsigned io_streak; /* calls in a row of io_streak_of that did not wait */
	struct task *io_streak_of;

	struct stacks stacks;
	struct timers timers;
	struct poller poller;
	struct offload offload;
	struct server *servers; /* all that have not been freed */

	struct task root; /* the caller of run, parked there on its own stack */
	struct sanitizer_stack root_stack;
	struct sanitizer_fibers fibers;
	uint32_t fp_control; /* of the caller of run; debug builds hold tasks to it */

	bool handles_overflow; /* of overflow.c */
	bool owns_signal_stack;
	char signal_stack[32 * 1024];
};

/* The loop that runs on this thread. */
extern __thread struct loop *co_current_loop __attribute__((visibility("hidden")));

/* Ask timers and kernel as it is due; returns when the ring is not empty. */
void co_loop_turn(struct loop *loop);

/* loop_park and loop_yield when a turn is due. */
int64_t co_loop_park_slowly(struct loop *loop, struct task *self);
int64_t co_loop_yield_slowly(struct loop *loop, struct task *self, int64_t value);

/* The switch with everything that sanitizers and debug builds want. */
int64_t co_loop_switch_checked(struct loop *loop, struct task *self, struct task *next);

/* Go on with next, which is not self. Returns what self's waker says. */
static inline int64_t loop_switch(struct loop *loop, struct task *self, struct task *next)
{
#if defined(NDEBUG) && !defined(SANITIZED)
	loop->current = next;
#ifdef ASYNCIO_SAVE_FP_CONTROL
	return switch_stack_fp(&self->sp, next->sp, next->value);
#else
	return switch_stack(&self->sp, next->sp, next->value);
#endif
#else
	return co_loop_switch_checked(loop, self, next);
#endif
}

/* Whether something comes before the next switch. */
static inline bool loop_turn_is_due(const struct loop *loop)
{
	return loop->ring.head == loop->ring.tail || loop->ring.head == loop->look_at;
}

/*
 * Run others until somebody makes self ready; returns the value that it was given. The caller
 * has set self->state and left self where the waker finds it; it is not in the ring.
 */
static inline int64_t loop_park(struct loop *loop, struct task *self)
{
	if (unlikely(loop_turn_is_due(loop)))
		return co_loop_park_slowly(loop, self);
	return loop_switch(loop, self, ring_take(&loop->ring));
}

/* Let the tasks that are ready run; returns value. */
static inline int64_t loop_yield(struct loop *loop, struct task *self, int64_t value)
{
	if (unlikely(loop_turn_is_due(loop)))
		return co_loop_yield_slowly(loop, self, value);
	self->value = value;
	ring_push(&loop->ring, self);
	return loop_switch(loop, self, ring_take(&loop->ring));
}

/* Take the task that runs next, for a task that ends. */
static inline struct task *loop_next(struct loop *loop)
{
	if (unlikely(loop_turn_is_due(loop)))
		co_loop_turn(loop);
	return ring_take(&loop->ring);
}

/* Make a parked task ready: its waiting call returns value. */
static inline void loop_ready(struct loop *loop, struct task *task, int64_t value)
{
	task->value = value;
	task->state = TASK_READY;
	ring_push(&loop->ring, task);
}

/* Park in a list. */
static inline int64_t loop_wait(struct loop *loop, struct task *self,
				struct waiters *waiters, enum task_state state)
{
	self->state = state;
	self->on = waiters;
	waiters_add(waiters, self);
	return loop_park(loop, self);
}

/* ---- run.c ---- */

int64_t co_run(coroutine *main, void *arg, const struct asyncio_options *options);

/* A watched task has ended. */
void co_run_watched_ended(struct loop *loop);

/* ---- deadlock.c ---- */

/* Name every task that waits on stderr. */
void co_deadlock_report(struct loop *loop);

/* ---- overflow.c ---- */

/* Name the task whose stack overflows before the process dies of it. */
void co_overflow_handle(struct loop *loop);
void co_overflow_forget(struct loop *loop);

/* ---- server.c ---- */

/* Stop listening, but leave the servers to whoever closes them. */
void co_servers_stop(struct loop *loop);

/* Free the servers that nobody closed. Their accepting tasks have ended. */
void co_servers_free(struct loop *loop);

#endif
