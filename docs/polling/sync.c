/* SPDX-License-Identifier: MIT */
/* sync.c - locks, events, queues: with waiting written, there is nothing left to them. */
#include <errno.h>
#include <stdlib.h>

#include "loop.h"

struct lock {
	bool held;
};

struct lock *polling_lock_create(void)
{
	return calloc(1, sizeof(struct lock));
}

void polling_lock_destroy(struct lock *lock)
{
	free(lock);
}

static bool is_free(const void *lock)
{
	return !((const struct lock *)lock)->held;
}

int64_t polling_lock_acquire(struct lock *lock)
{
	int64_t result = polling_wait_until(is_free, lock);

	if (result == 0)
		lock->held = true;
	return result;
}

int64_t polling_lock_release(struct lock *lock)
{
	if (!lock->held)
		return -EPERM;
	lock->held = false;
	return 0;
}

struct event {
	bool set;
	int64_t times; /* that it was set: it may be cleared before a waiter's turn comes */
};

struct event_wait {
	const struct event *event;
	int64_t times; /* when the wait began */
};

struct event *polling_event_create(void)
{
	return calloc(1, sizeof(struct event));
}

void polling_event_destroy(struct event *event)
{
	free(event);
}

static bool was_set(const void *arg)
{
	const struct event_wait *wait = arg;

	return wait->event->set || wait->event->times != wait->times;
}

int64_t polling_event_wait(struct event *event)
{
	struct event_wait wait = {.event = event, .times = event->times};

	return polling_wait_until(was_set, &wait);
}

void polling_event_set(struct event *event)
{
	event->times += !event->set;
	event->set = true;
}

void polling_event_clear(struct event *event)
{
	event->set = false;
}

struct queue {
	size_t size, count, first;
	int64_t items[];
};

struct queue *polling_queue_create(size_t maxsize)
{
	struct queue *queue = NULL;

	if (maxsize > 0 && maxsize < SIZE_MAX / sizeof(int64_t) - sizeof(*queue))
		queue = calloc(1, sizeof(*queue) + maxsize * sizeof(queue->items[0]));
	if (queue)
		queue->size = maxsize;
	return queue;
}

void polling_queue_destroy(struct queue *queue)
{
	free(queue);
}

static bool has_room(const void *queue)
{
	return ((const struct queue *)queue)->count < ((const struct queue *)queue)->size;
}

static bool has_items(const void *queue)
{
	return ((const struct queue *)queue)->count > 0;
}

int64_t polling_queue_put(struct queue *queue, int64_t item)
{
	int64_t result = item < 0 ? -EINVAL : polling_wait_until(has_room, queue);

	if (result == 0)
		queue->items[(queue->first + queue->count++) % queue->size] = item;
	return result;
}

int64_t polling_queue_get(struct queue *queue)
{
	int64_t item, result = polling_wait_until(has_items, queue);

	if (result < 0)
		return result;
	item = queue->items[queue->first];
	queue->first = (queue->first + 1) % queue->size;
	queue->count--;
	return item;
}
