/* SPDX-License-Identifier: MIT */
/* sync.h - locks, events and queues, as asyncio.h has them. */
#ifndef THREADED_SYNC_H
#define THREADED_SYNC_H

#include "asyncio.h"

struct lock *th_lock_create(void);
void th_lock_destroy(struct lock *lock);
int64_t th_lock_acquire(struct lock *lock);
int64_t th_lock_release(struct lock *lock);

struct event *th_event_create(void);
void th_event_destroy(struct event *event);
int64_t th_event_wait(struct event *event);
void th_event_set(struct event *event);
void th_event_clear(struct event *event);

struct queue *th_queue_create(size_t maxsize);
void th_queue_destroy(struct queue *queue);
int64_t th_queue_put(struct queue *queue, int64_t item);
int64_t th_queue_get(struct queue *queue);

#endif
