/* SPDX-License-Identifier: MIT */
/*
 * park.h - how a thread stops until another lets it go on: the place of switch.h in the twin.
 *
 * Each task parks on a futex word of its own (task.h), the quickest hand-over that threads
 * have: one system call to sleep, one to wake, and none when the wake comes first.
 */
#ifndef THREADED_PARK_H
#define THREADED_PARK_H

#include <stdint.h>

struct task;

/*
 * Park the calling task until th_park_wake. Returns 0, or -ECANCELED on a request, which stays:
 * then the caller sees to it that nobody wakes it any more and calls th_park_leave, or, when it is
 * too late for that, th_park_for_token, which waits for the waker whatever else happens.
 */
int64_t th_park(struct task *self);
void th_park_leave(struct task *self);
void th_park_for_token(struct task *self);

/* Wake a task: exactly once for each time that it parks. */
void th_park_wake(struct task *task);

/* Sleep while *word is value; a spurious return is possible. Not a place to be cancelled. */
void th_futex_wait(_Atomic int *word, int value);

/*
 * The same until the monotonic time deadline (ns; INT64_MAX: none). Returns 0, -EAGAIN when
 * *word was another, -ETIMEDOUT, or -ECANCELED; the request stays.
 */
int64_t th_futex_watch(_Atomic int *word, int value, int64_t deadline);

/* Wake up to count threads that sleep on word. The word may be gone: it is not touched. */
void th_futex_wake(_Atomic int *word, int count);

#endif
