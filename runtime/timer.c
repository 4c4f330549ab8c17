/* SPDX-License-Identifier: MIT */
/*
 * timer.c - the heap of deadlines, and sleep.
 *
 * The clock is read when a deadline is made, however recently the loop has looked: a deadline
 * counted from an old reading would be met early.
 */
#include "runtime/timer.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"

#define HEAP_WIDTH 4

/* ---- the clock ---- */

int64_t co_clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return SECONDS(now.tv_sec) + now.tv_nsec;
}

int64_t co_clock_after(int64_t ns)
{
	int64_t deadline;

	if (__builtin_add_overflow(co_clock_now(), ns, &deadline))
		return INT64_MAX;
	return deadline;
}

int64_t co_time(void)
{
	return co_clock_now();
}

/* ---- the heap ---- */

static void put(struct timers *timers, uint32_t place, struct timer timer)
{
	timers->heap[place] = timer;
	timers->places[timer.task->slot] = place;
}

/* Put timer into the hole at place, or nearer to the root. */
static void sift_up(struct timers *timers, uint32_t place, struct timer timer)
{
	while (place > 0) {
		uint32_t parent = (place - 1) / HEAP_WIDTH;

		if (timers->heap[parent].deadline <= timer.deadline)
			break;
		put(timers, place, timers->heap[parent]);
		place = parent;
	}
	put(timers, place, timer);
}

static uint32_t earliest_child(const struct timers *timers, uint32_t first)
{
	uint32_t end = first + HEAP_WIDTH, earliest = first;

	if (end > timers->count)
		end = timers->count;
	for (uint32_t child = first + 1; child < end; child++)
		if (timers->heap[child].deadline < timers->heap[earliest].deadline)
			earliest = child;
	return earliest;
}

/* Put timer into the hole at place, or further from the root. */
static void sift_down(struct timers *timers, uint32_t place, struct timer timer)
{
	for (;;) {
		uint32_t child = place * HEAP_WIDTH + 1;

		if (child >= timers->count)
			break;
		child = earliest_child(timers, child);
		if (timers->heap[child].deadline >= timer.deadline)
			break;
		put(timers, place, timers->heap[child]);
		place = child;
	}
	put(timers, place, timer);
}

void co_timer_add(struct timers *timers, struct task *task, int64_t deadline)
{
	sift_up(timers, timers->count++, (struct timer){deadline, task});
}

void co_timer_remove(struct timers *timers, struct task *task)
{
	uint32_t place = timers->places[task->slot];
	struct timer last = timers->heap[--timers->count];

	if (place == timers->count)
		return;
	if (place > 0 && timers->heap[(place - 1) / HEAP_WIDTH].deadline > last.deadline)
		sift_up(timers, place, last);
	else
		sift_down(timers, place, last);
}

int co_timers_reserve(struct timers *timers, size_t n)
{
	struct timer *heap;
	uint32_t *places;

	if (n <= timers->room)
		return 0;
	heap = realloc(timers->heap, n * sizeof(*heap));
	if (!heap)
		return -ENOMEM;
	timers->heap = heap;
	places = realloc(timers->places, n * sizeof(*places));
	if (!places)
		return -ENOMEM;
	timers->places = places;
	timers->room = n;
	return 0;
}

void co_timers_free(struct timers *timers)
{
	free(timers->heap);
	free(timers->places);
}

/* ---- expiry ---- */

static void expire(struct loop *loop, struct task *task)
{
	co_timer_remove(&loop->timers, task);
	if (task->state == WAITS_WAIT_FOR)
		co_wait_for_timed_out(loop, task);
	else
		loop_ready(loop, task, 0);
}

void co_timers_expire(struct loop *loop, int64_t now)
{
	struct timers *timers = &loop->timers;

	while (timers->count && timers->heap[0].deadline <= now)
		expire(loop, timers->heap[0].task);
}

int64_t co_timers_wait(const struct timers *timers, int64_t now)
{
	int64_t deadline, late;

	if (!timers->count)
		return -1;
	deadline = timers->heap[0].deadline;
	late = deadline % timers->granularity;
	if (late && __builtin_add_overflow(deadline, timers->granularity - late, &deadline))
		deadline = INT64_MAX;
	return deadline > now ? deadline - now : 0;
}

/* ---- sleep ---- */

/* Apart, so that sleep(0) has no frame to set up. */
static __attribute__((noinline)) int64_t sleep_for(struct loop *loop, struct task *self,
						   int64_t ns)
{
	self->state = WAITS_SLEEP;
	co_timer_add(&loop->timers, self, co_clock_after(ns));
	return loop_park(loop, self);
}

int64_t co_sleep(int64_t ns)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;

	if (task_take_cancellation(self))
		return -ECANCELED;
	if (ns > 0)
		return sleep_for(loop, self, ns);
	return loop_yield(loop, self, 0);
}
