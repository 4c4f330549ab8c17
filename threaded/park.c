/* SPDX-License-Identifier: MIT */
/*
 * park.c - a thread stops, and is let go on. The word of a task counts: 1 is a token that it
 * finds when it comes to park, 0 nothing, -1 that it sleeps. A parked task is woken exactly
 * once for each time that it is taken from a list, so the count stays within these three.
 */
#include <errno.h>
#include <linux/futex.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "threaded/cancel.h"
#include "threaded/gil/gil.h"
#include "threaded/park.h"
#include "threaded/task.h"
#include "threaded/timer.h"

void th_futex_wait(_Atomic int *word, int value)
{
	th_gil_release();
	syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
	th_gil_take();
}

int64_t th_futex_watch(_Atomic int *word, int value, int64_t deadline)
{
	struct timespec until = th_timespec(deadline);

	return th_cancel_watch(SYS_futex, (long)word, FUTEX_WAIT_BITSET_PRIVATE, value,
			       deadline == INT64_MAX ? 0 : (long)&until, 0,
			       FUTEX_BITSET_MATCH_ANY);
}

void th_futex_wake(_Atomic int *word, int count)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

void th_park_wake(struct task *task)
{
	if (atomic_fetch_add(&task->word, 1) < 0)
		th_futex_wake(&task->word, 1);
}

int64_t th_park(struct task *self)
{
	int64_t result = 0;

	if (atomic_fetch_sub(&self->word, 1) > 0)
		return 0;
	while (atomic_load(&self->word) < 0 && result != -ECANCELED)
		result = th_futex_watch(&self->word, -1, INT64_MAX);
	return atomic_load(&self->word) < 0 ? -ECANCELED : 0;
}

void th_park_for_token(struct task *self)
{
	while (atomic_load(&self->word) < 0)
		th_futex_wait(&self->word, -1);
}

void th_park_leave(struct task *self)
{
	atomic_store(&self->word, 0);
}
