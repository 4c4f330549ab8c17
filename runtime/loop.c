/* SPDX-License-Identifier: MIT */
/*
 * loop.c - what happens between two tasks when the ring is empty or the credit used up.
 *
 * Fairness: ready tasks must starve neither timers nor sockets, and looking for those must not
 * slow the tasks. The loop looks at the clock after as many switches as there are tasks in the
 * ring (one lap), or after a number that doubles up to LOOP_CREDIT while looks come in quick
 * succession and falls to 1 after a slow one, whichever is more. It asks the kernel only when
 * LOOP_PATIENCE has passed since it last did. An empty ring asks at once.
 */
#include "runtime/loop.h"

#include "runtime/fp_control.h"

#define LOOP_CREDIT 64
#define LOOP_PATIENCE MICROSECONDS(50)

__thread struct loop *co_current_loop;

static bool anything_outside(const struct loop *loop)
{
	return loop->poller.waiting || loop->offload.waiting;
}

static void looked(struct loop *loop, int64_t now)
{
	bool slow = now - loop->looked > LOOP_PATIENCE;

	loop->looked = now;
	if (slow)
		loop->longest_credit = 1;
	else if (loop->longest_credit < LOOP_CREDIT)
		loop->longest_credit *= 2;
}

/* There are ready tasks: do not wait for more. */
static void look(struct loop *loop)
{
	int64_t now = co_clock_now();

	looked(loop, now);
	co_timers_expire(loop, now);
	if (now - loop->polled > LOOP_PATIENCE && anything_outside(loop)) {
		co_poll_events(loop, 0);
		loop->polled = now;
	}
}

/* Nothing can happen any more. The root has a stack to deal with it on. */
static void wake_root(struct loop *loop)
{
	loop->stuck = true;
	loop_ready(loop, &loop->root, 0);
}

static void wait_for_work(struct loop *loop)
{
	int64_t timeout = -1;

	for (;;) {
		if (loop->timers.count) {
			loop->looked = co_clock_now();
			co_timers_expire(loop, loop->looked);
			timeout = co_timers_wait(&loop->timers, loop->looked);
		}
		if (ring_count(&loop->ring))
			return;
		if (timeout < 0 && !anything_outside(loop)) {
			wake_root(loop);
			return;
		}
		co_poll_events(loop, timeout);
		if (ring_count(&loop->ring))
			break;
		timeout = -1;
	}
	loop->looked = loop->polled = co_clock_now();
}

void co_loop_turn(struct loop *loop)
{
	uint32_t lap;

	if (ring_count(&loop->ring))
		look(loop);
	else
		wait_for_work(loop);
	lap = ring_count(&loop->ring);
	loop->look_at = loop->ring.head;
	loop->look_at += lap > loop->longest_credit ? lap : loop->longest_credit;
}

static int64_t switch_to_next(struct loop *loop, struct task *self)
{
	struct task *next = ring_take(&loop->ring);

	return next == self ? self->value : loop_switch(loop, self, next);
}

int64_t co_loop_park_slowly(struct loop *loop, struct task *self)
{
	co_loop_turn(loop);
	return switch_to_next(loop, self);
}

int64_t co_loop_yield_slowly(struct loop *loop, struct task *self, int64_t value)
{
	self->value = value;
	ring_push(&loop->ring, self);
	if (loop->ring.head == loop->look_at)
		co_loop_turn(loop);
	return switch_to_next(loop, self);
}

static int64_t switch_contexts(struct task *self, struct task *next)
{
#ifdef ASYNCIO_SAVE_FP_CONTROL
	return switch_stack_fp(&self->sp, next->sp, next->value);
#else
	return switch_stack(&self->sp, next->sp, next->value);
#endif
}

int64_t co_loop_switch_checked(struct loop *loop, struct task *self, struct task *next)
{
	int64_t value;
	void *left;

	co_fp_control_check(loop->fp_control);
	loop->current = next;
	left = co_sanitizer_leave(loop, next);
	value = switch_contexts(self, next);
	co_sanitizer_arrive(loop, left);
	return value;
}
