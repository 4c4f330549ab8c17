/* SPDX-License-Identifier: MIT */
/*
 * lock.h - the lock itself. A signal handler may call all of this: it uses atomics and system
 * calls, and changes nothing but errno.
 */
#ifndef THREADED_GIL_LOCK_H
#define THREADED_GIL_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "threaded/gil/gil.h"

/*
 * Wait until the lock is the caller's. id: the caller's thread id; slack: its timer slack, in ns,
 * by which the kernel may be late. Every 5 ms that another thread has kept it, that thread is asked.
 */
void th_gil_lock_take(struct gil *gil, int id, int64_t slack);

/* Give it up. Returns whether the caller had been asked. */
bool th_gil_lock_give(struct gil *gil);

/* The same, and when the caller had been asked wait until another thread has taken it. */
void th_gil_lock_yield(struct gil *gil);

/* Whether the caller holds it and has been asked. */
bool th_gil_lock_asked(const struct gil *gil, int id);

#endif
