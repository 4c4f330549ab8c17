/* SPDX-License-Identifier: MIT */
/*
 * park.h - how a thread stops until another lets it go on: the place of switch.h in the twin.
 *
 * Each task parks on a futex word of its own (task.h), the quickest hand-over that threads
 * have: one system call to sleep, one to wake, and none when the wake comes first. What tasks
 * wait for (event.c, queue.c) keeps a list of waiters under its own mutex, its guard, takes
 * from the list whom it serves, and wakes after unlocking, so that nobody wakes into a mutex.
 */
#ifndef THREADED_PARK_H
#define THREADED_PARK_H

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
	struct waiter *first,
		**end; /* longest waiting first; end: where the next is linked */
};

void waiters_init(struct waiters *list);

/*
 * Append self, unlock the guard, which the caller holds, and wait until served. Returns 0, or
 * -ECANCELED: a request came first, self is withdrawn and was not served.
 */
int64_t waiters_wait(struct waiters *list, pthread_mutex_t *guard, struct waiter *self);

/*
 * Take the waiter out that has waited longest and has no request to end: such a one withdraws
 * by itself. The caller holds the guard, and after unlocking it calls park_wake for the task;
 * until then the waiter stays valid. NULL when there is none.
 */
struct waiter *waiters_take(struct waiters *list);

/* Wake a task, once for each time that it was taken from a list. */
void park_wake(struct task *task);

/* Sleep while *word is value; a spurious return is possible. Not a place to be cancelled. */
void futex_wait(_Atomic int *word, int value);

/*
 * The same until the monotonic time deadline (ns; INT64_MAX: none). Returns 0, -EAGAIN when
 * *word was another, -ETIMEDOUT, or -ECANCELED; the request stays.
 */
int64_t futex_watch(_Atomic int *word, int value, int64_t deadline);

/* Wake up to count threads that sleep on word. The word may be gone: it is not touched. */
void futex_wake(_Atomic int *word, int count);

#endif
