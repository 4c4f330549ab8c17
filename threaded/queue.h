/* SPDX-License-Identifier: MIT */
/* queue.h - queues: functions of the table. */
#ifndef THREADED_QUEUE_H
#define THREADED_QUEUE_H

#include <stddef.h>
#include <stdint.h>

struct queue;

struct queue *queue_create(size_t maxsize);
void queue_destroy(struct queue *queue);
int64_t queue_put(struct queue *queue, int64_t item);
int64_t queue_get(struct queue *queue);

#endif
