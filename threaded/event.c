/* SPDX-License-Identifier: MIT */
/*
 * event.c - tasks wait until somebody sets the event.
 *
 * Also a wait that finds it set passes through the guard: so whoever returns from the wait may
 * destroy the event, though event_set is still at work on those whom it took from the list.
 */
#include <stdlib.h>

#include "threaded/cancel.h"
#include "threaded/event.h"
#include "threaded/park.h"

struct event {
	pthread_mutex_t guard; /* of all below */
	bool set;
	struct waiters waiting;
};

struct event *event_create(void)
{
	struct event *event = malloc(sizeof(*event));

	if (!event)
		return NULL;
	event->guard = (pthread_mutex_t)PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
	event->set = false;
	waiters_init(&event->waiting);
	return event;
}

void event_destroy(struct event *event)
{
	if (!event)
		return;
	pthread_mutex_destroy(&event->guard);
	free(event);
}

int64_t event_wait(struct event *event)
{
	struct waiter self;
	int64_t r = cancel_take();

	if (r < 0)
		return r;
	pthread_mutex_lock(&event->guard);
	if (!event->set)
		return waiters_wait(&event->waiting, &event->guard, &self);
	pthread_mutex_unlock(&event->guard);
	return 0;
}

/* Chain those who are to be woken; each stays valid until it is. */
static struct waiter *take_all(struct waiters *list)
{
	struct waiter *first = NULL, **end = &first, *w;

	while ((w = waiters_take(list))) {
		*end = w;
		end = &w->next;
	}
	*end = NULL;
	return first;
}

void event_set(struct event *event)
{
	struct waiter *w, *next;

	pthread_mutex_lock(&event->guard);
	event->set = true;
	w = take_all(&event->waiting);
	pthread_mutex_unlock(&event->guard);
	for (; w; w = next) {
		next = w->next;
		park_wake(w->task);
	}
}

void event_clear(struct event *event)
{
	pthread_mutex_lock(&event->guard);
	event->set = false;
	pthread_mutex_unlock(&event->guard);
}
