/* SPDX-License-Identifier: MIT */
/*
 * timer.h - deadlines of tasks in a heap. A task has at most one.
 */
#ifndef RUNTIME_TIMER_H
#define RUNTIME_TIMER_H

#include "runtime/task.h"

struct timer {
	int64_t deadline; /* ns of CLOCK_MONOTONIC */
	struct task *task;
};

/*
 * The heap is four wide: half the depth of a binary one, and the children of a node are side
 * by side. Sifting touches no task: where a task's timer is stands in a table by slot.
 */
struct timers {
	struct timer *heap;
	/* By slot, where in the heap; valid only for tasks that are in it. */
	uint32_t *places;
	uint32_t count;
	uint32_t room;
	int64_t granularity; /* ns; the loop wakes at multiples of it */
};

/* Room for the timers of n tasks. Returns 0 or -ENOMEM. */
int co_timers_reserve(struct timers *timers, size_t n);
void co_timers_free(struct timers *timers);

void co_timer_add(struct timers *timers, struct task *task, int64_t deadline);
void co_timer_remove(struct timers *timers, struct task *task);

/* Wake every task whose deadline is not after now. */
void co_timers_expire(struct loop *loop, int64_t now);

/*
 * Nanoseconds from now until the loop should wake for a timer: rounded up to the granularity,
 * so that deadlines which are close together cost one wake-up. -1 without timers.
 */
int64_t co_timers_wait(const struct timers *timers, int64_t now);

/* CLOCK_MONOTONIC, ns. */
int64_t co_clock_now(void);

/* now + ns, or the end of time. */
int64_t co_clock_after(int64_t ns);

int64_t co_sleep(int64_t ns);
int64_t co_time(void);

#endif
