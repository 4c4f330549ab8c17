/* SPDX-License-Identifier: MIT */
/* sync.h - locks, events and queues, as asyncio.h has them. */
#ifndef RUNTIME_SYNC_H
#define RUNTIME_SYNC_H

#include "asyncio.h"

struct lock *co_lock_create(void);
void co_lock_destroy(struct lock *lock);
int64_t co_lock_acquire(struct lock *lock);
int64_t co_lock_release(struct lock *lock);

struct event *co_event_create(void);
void co_event_destroy(struct event *event);
int64_t co_event_wait(struct event *event);
void co_event_set(struct event *event);
void co_event_clear(struct event *event);

struct queue *co_queue_create(size_t maxsize);
void co_queue_destroy(struct queue *queue);
int64_t co_queue_put(struct queue *queue, int64_t item);
int64_t co_queue_get(struct queue *queue);

#endif
