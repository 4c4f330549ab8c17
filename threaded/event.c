/* SPDX-License-Identifier: MIT */
/*
 * event.c - tasks wait until somebody sets the event.
 *
 * Also a wait that finds it set passes through the guard: so whoever returns from the wait may
 * destroy the event, though event_set is still at work on those whom it took from the list.
 */
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/park.h"
#include "threaded/sync.h"
#include "threaded/waiters.h"

struct event {
	pthread_mutex_t guard; /* of all below */
	bool set;
	struct waiters waiters;
};

struct event *th_event_create(void)
{
	struct event *event = malloc(sizeof(*event));

	if (!event)
		return NULL;
	event->guard = (pthread_mutex_t)PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
	event->set = false;
	th_waiters_init(&event->waiters);
	return event;
}

void th_event_destroy(struct event *event)
{
	if (!event)
		return;
	pthread_mutex_destroy(&event->guard);
	free(event);
}

int64_t th_event_wait(struct event *event)
{
	struct waiter self;
	int64_t result = th_cancel_take();

	if (result < 0)
		return result;
	pthread_mutex_lock(&event->guard);
	if (!event->set)
		return th_waiters_wait(&event->waiters, &event->guard, &self);
	pthread_mutex_unlock(&event->guard);
	return 0;
}

/* Chain those who are to be woken; each stays valid until it is. */
static struct waiter *take_all(struct waiters *list)
{
	struct waiter *first = NULL, **end = &first, *w;

	while ((w = th_waiters_take(list))) {
		*end = w;
		end = &w->next;
	}
	*end = NULL;
	return first;
}

void th_event_set(struct event *event)
{
	struct waiter *w, *next;

	pthread_mutex_lock(&event->guard);
	event->set = true;
	w = take_all(&event->waiters);
	pthread_mutex_unlock(&event->guard);
	for (; w; w = next) {
		next = w->next;
		th_park_wake(w->task);
	}
}

void th_event_clear(struct event *event)
{
	pthread_mutex_lock(&event->guard);
	event->set = false;
	pthread_mutex_unlock(&event->guard);
}
