/* SPDX-License-Identifier: MIT */
/*
 * queue.c - a ring of items, and those who wait for room or for items.
 *
 * The waker does the work of the one whom it wakes: put gives its item to a sleeping getter, get
 * appends the item of a sleeping putter. So exactly one thread is woken for a change, finds
 * everything done, and need not take the guard again.
 */
#include <errno.h>
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/park.h"
#include "threaded/sync.h"
#include "threaded/waiters.h"

struct queue {
	pthread_mutex_t guard;	/* of all below but maxsize */
	struct waiters getters; /* the ring is empty, or they have requests to end */
	struct waiters putters; /* the ring is full, or they have requests to end */
	size_t maxsize;
	size_t head, count; /* the oldest item's place; how many there are */
	int64_t *items;
};

struct queue *th_queue_create(size_t maxsize)
{
	struct queue *queue;

	if (!maxsize || maxsize > PTRDIFF_MAX / sizeof(*queue->items))
		return NULL;
	queue = malloc(sizeof(*queue));
	if (!queue)
		return NULL;
	queue->items = calloc(maxsize, sizeof(*queue->items));
	if (!queue->items)
		goto free_queue;
	queue->guard = (pthread_mutex_t)PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
	th_waiters_init(&queue->getters);
	th_waiters_init(&queue->putters);
	queue->maxsize = maxsize;
	queue->head = queue->count = 0;
	return queue;
free_queue:
	free(queue);
	return NULL;
}

void th_queue_destroy(struct queue *queue)
{
	if (!queue)
		return;
	pthread_mutex_destroy(&queue->guard);
	free(queue->items);
	free(queue);
}

static void append(struct queue *queue, int64_t item)
{
	size_t place = queue->head + queue->count;

	queue->items[place < queue->maxsize ? place : place - queue->maxsize] = item;
	queue->count++;
}

static int64_t take(struct queue *queue)
{
	int64_t item = queue->items[queue->head];

	if (++queue->head == queue->maxsize)
		queue->head = 0;
	queue->count--;
	return item;
}

int64_t th_queue_put(struct queue *queue, int64_t item)
{
	struct waiter self = {.item = item}, *getter;
	int64_t result = item < 0 ? -EINVAL : th_cancel_take();
	struct task *woken;

	if (result < 0)
		return result;
	pthread_mutex_lock(&queue->guard);
	if (queue->count == queue->maxsize)
		return th_waiters_wait(&queue->putters, &queue->guard, &self);
	getter = th_waiters_take(&queue->getters);
	woken = getter ? getter->task : NULL;
	if (getter)
		getter->item = item;
	else
		append(queue, item);
	pthread_mutex_unlock(&queue->guard);
	if (woken)
		th_park_wake(woken);
	return 0;
}

int64_t th_queue_get(struct queue *queue)
{
	struct waiter self, *putter;
	int64_t item = th_cancel_take();
	struct task *woken;

	if (item < 0)
		return item;
	pthread_mutex_lock(&queue->guard);
	if (!queue->count) {
		item = th_waiters_wait(&queue->getters, &queue->guard, &self);
		return item < 0 ? item : self.item;
	}
	item = take(queue);
	putter = th_waiters_take(&queue->putters);
	woken = putter ? putter->task : NULL;
	if (putter)
		append(queue, putter->item);
	pthread_mutex_unlock(&queue->guard);
	if (woken)
		th_park_wake(woken);
	return item;
}
