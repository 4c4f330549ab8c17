/* SPDX-License-Identifier: MIT */
/*
 * lock.c - a lock in one word, as in Ulrich Drepper, "Futexes Are Tricky" (2011), section 5, with
 * a way out for a cancelled waiter. Without contention it makes no system call.
 *
 * Not fair: a running thread may overtake one that is being woken. Handing the lock over instead
 * would make every critical section wait for a switch.
 */
#include <errno.h>
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/park.h"
#include "threaded/sync.h"
#include "threaded/task.h"

enum { FREE, HELD, CONTENDED /* held, and somebody may sleep */ };

struct lock {
	_Atomic int word;
};

struct lock *th_lock_create(void)
{
	return calloc(1, sizeof(struct lock));
}

void th_lock_destroy(struct lock *lock)
{
	free(lock);
}

/*
 * Whoever was woken must mark the lock as contended again before it may leave: others sleep, and
 * the wake-up was theirs too.
 */
static int64_t acquire_contended(struct lock *lock)
{
	int64_t result;

	while (atomic_exchange(&lock->word, CONTENDED) != FREE) {
		result = th_futex_watch(&lock->word, CONTENDED, INT64_MAX);
		if (result == -ECANCELED)
			return th_cancel_take();
	}
	result = th_cancel_take();
	if (result < 0)
		th_lock_release(lock);
	return result;
}

int64_t th_lock_acquire(struct lock *lock)
{
	int64_t result = th_cancel_take();
	int word = FREE;

	if (result < 0 || atomic_compare_exchange_strong(&lock->word, &word, HELD))
		return result;
	return acquire_contended(lock);
}

int64_t th_lock_release(struct lock *lock)
{
	int was = atomic_exchange(&lock->word, FREE);

	if (was == CONTENDED)
		th_futex_wake(&lock->word, 1);
	return was == FREE ? -EPERM : 0;
}
