/* SPDX-License-Identifier: MIT */
/*
 * sync.c - traced: locks, events and queues. They are numbered as they are created, and
 * forgotten before they are destroyed: afterwards their address may be another's.
 */
#include "bench/trace/calls.h"

static void created(enum trace_thing what, const void *thing)
{
	if (thing)
		trace_number(trace_current, what, (uintptr_t)thing);
}

/* ---- locks ---- */

struct lock *traced_lock_create(void)
{
	struct lock *lock = trace_current->inner.lock_create();

	created(TRACE_LOCK, lock);
	return lock;
}

void traced_lock_destroy(struct lock *lock)
{
	trace_forget(trace_current, (uintptr_t)lock);
	trace_current->inner.lock_destroy(lock);
}

int64_t traced_lock_acquire(struct lock *lock)
{
	struct trace_event call = call_about("lock_acquire", TRACE_LOCK, lock);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.lock_acquire(lock));
}

int64_t traced_lock_release(struct lock *lock)
{
	struct trace_event call = call_about("lock_release", TRACE_LOCK, lock);
	uint64_t noted = call_made(&call, TRACE_RELEASES);
	int64_t result = trace_current->inner.lock_release(lock);

	if (result < 0)
		trace_refuse(trace_current, noted);
	return result;
}

/* ---- events ---- */

struct event *traced_event_create(void)
{
	struct event *event = trace_current->inner.event_create();

	created(TRACE_EVENT, event);
	return event;
}

void traced_event_destroy(struct event *event)
{
	trace_forget(trace_current, (uintptr_t)event);
	trace_current->inner.event_destroy(event);
}

int64_t traced_event_wait(struct event *event)
{
	struct trace_event call = call_about("event_wait", TRACE_EVENT, event);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.event_wait(event));
}

void traced_event_set(struct event *event)
{
	struct trace_event call = call_about("event_set", TRACE_EVENT, event);

	call_made(&call, TRACE_SETS);
	trace_current->inner.event_set(event);
}

/* ---- queues ---- */

struct queue *traced_queue_create(size_t maxsize)
{
	struct queue *queue = trace_current->inner.queue_create(maxsize);

	created(TRACE_QUEUE, queue);
	return queue;
}

void traced_queue_destroy(struct queue *queue)
{
	trace_forget(trace_current, (uintptr_t)queue);
	trace_current->inner.queue_destroy(queue);
}

int64_t traced_queue_put(struct queue *queue, int64_t item)
{
	struct trace_event call = call_about("queue_put", TRACE_QUEUE, queue);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.queue_put(queue, item));
}

int64_t traced_queue_get(struct queue *queue)
{
	struct trace_event call = call_about("queue_get", TRACE_QUEUE, queue);

	call_waits(&call);
	return call_woken(&call, trace_current->inner.queue_get(queue));
}
