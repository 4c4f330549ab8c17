/* SPDX-License-Identifier: MIT */
/*
 * waiters.h - the tasks that wait on an event or a queue, longest waiting first.
 *
 * A list lies in its object and is guarded by the object's mutex, its guard. Whoever serves a
 * task takes it out under the guard, and wakes it after unlocking, so that nobody wakes into a
 * mutex. A task with a request to end is not served any more: it withdraws by itself.
 */
#ifndef THREADED_WAITERS_H
#define THREADED_WAITERS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct task;

/* A parked task, on its own stack; the guard of the object guards it while it is listed. */
struct waiter {
	struct task *task;
	int64_t item;		     /* what it brings or is given */
	bool served;		     /* taken from the list: it will be woken */
	struct waiter *next, **link; /* link: what points to us */
};

struct waiters {
	struct waiter *first, **end; /* end: where the next is linked */
};

void th_waiters_init(struct waiters *list);

/*
 * Append self, unlock the guard, which the caller holds, and wait until served. Returns 0, or
 * -ECANCELED: a request came first, self has withdrawn and was not served.
 */
int64_t th_waiters_wait(struct waiters *list, pthread_mutex_t *guard, struct waiter *self);

/*
 * Take out the waiter that has waited longest and has no request to end; NULL when there is
 * none. The caller holds the guard, and after unlocking it calls th_park_wake for the task, once;
 * until then task and waiter stay valid.
 */
struct waiter *th_waiters_take(struct waiters *list);

#endif
