/* SPDX-License-Identifier: MIT */
/* lock.h - locks: functions of the table. */
#ifndef THREADED_LOCK_H
#define THREADED_LOCK_H

#include <stdint.h>

struct lock;

struct lock *lock_create(void);
void lock_destroy(struct lock *lock);
int64_t lock_acquire(struct lock *lock);
int64_t lock_release(struct lock *lock);

#endif
