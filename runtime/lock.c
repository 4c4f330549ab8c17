/* SPDX-License-Identifier: MIT */
/*
 * lock.c - mutual exclusion. A release hands the lock to the task that has waited longest, so
 * it is never free while somebody waits.
 */
#include <errno.h>
#include <stdlib.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"
#include "runtime/sync.h"

struct lock {
	bool held;
	struct waiters waiters;
};

struct lock *co_lock_create(void)
{
	return calloc(1, sizeof(struct lock));
}

void co_lock_destroy(struct lock *lock)
{
	free(lock);
}

int64_t co_lock_acquire(struct lock *lock)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;

	if (task_take_cancellation(self))
		return -ECANCELED;
	if (lock->held)
		return loop_wait(loop, self, &lock->waiters, WAITS_LOCK);
	lock->held = true;
	return 0;
}

int64_t co_lock_release(struct lock *lock)
{
	struct task *next;

	if (!lock->held)
		return -EPERM;
	next = waiters_take(&lock->waiters);
	if (next)
		loop_ready(co_current_loop, next, 0);
	else
		lock->held = false;
	return 0;
}
