/* SPDX-License-Identifier: MIT */
/*
 * queue.c - a bounded queue. An item goes straight to the task that waits for one, and a free
 * place is filled at once with the item of the task that waits to put one: there are never
 * getters and items, nor putters and room.
 */
#include <errno.h>
#include <stdlib.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"
#include "runtime/sync.h"

struct queue {
	size_t maxsize;
	size_t count;
	size_t head; /* of the oldest item */
	int64_t *items;
	struct waiters getters;
	struct waiters putters; /* task->value is the item */
};

struct queue *co_queue_create(size_t maxsize)
{
	struct queue *queue;

	if (!maxsize)
		return NULL;
	queue = calloc(1, sizeof(*queue));
	if (!queue)
		return NULL;
	queue->maxsize = maxsize;
	queue->items = calloc(maxsize, sizeof(*queue->items));
	if (!queue->items)
		goto free_queue;
	return queue;
free_queue:
	free(queue);
	return NULL;
}

void co_queue_destroy(struct queue *queue)
{
	if (queue)
		free(queue->items);
	free(queue);
}

static void append(struct queue *queue, int64_t item)
{
	size_t tail = queue->head + queue->count++;

	queue->items[tail < queue->maxsize ? tail : tail - queue->maxsize] = item;
}

static int64_t take(struct queue *queue)
{
	int64_t item = queue->items[queue->head];

	queue->head = queue->head + 1 < queue->maxsize ? queue->head + 1 : 0;
	queue->count--;
	return item;
}

int64_t co_queue_put(struct queue *queue, int64_t item)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;
	struct task *getter;

	if (item < 0)
		return -EINVAL;
	if (task_take_cancellation(self))
		return -ECANCELED;
	getter = waiters_take(&queue->getters);
	if (getter) {
		loop_ready(loop, getter, item);
		return 0;
	}
	if (queue->count < queue->maxsize) {
		append(queue, item);
		return 0;
	}
	self->value = item;
	return loop_wait(loop, self, &queue->putters, WAITS_PUT);
}

/* Apart, so that a get that parks has no frame to set up. */
static __attribute__((noinline)) int64_t get_item(struct loop *loop, struct queue *queue)
{
	int64_t item = take(queue);
	struct task *putter = waiters_take(&queue->putters);

	if (putter) {
		append(queue, putter->value);
		loop_ready(loop, putter, 0);
	}
	return item;
}

int64_t co_queue_get(struct queue *queue)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;

	if (task_take_cancellation(self))
		return -ECANCELED;
	if (queue->count)
		return get_item(loop, queue);
	return loop_wait(loop, self, &queue->getters, WAITS_GET);
}
