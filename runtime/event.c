/* SPDX-License-Identifier: MIT */
/* event.c - a flag that tasks wait for. */
#include <errno.h>
#include <stdlib.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"
#include "runtime/sync.h"

struct event {
	bool set;
	struct waiters waiters;
};

struct event *co_event_create(void)
{
	return calloc(1, sizeof(struct event));
}

void co_event_destroy(struct event *event)
{
	free(event);
}

int64_t co_event_wait(struct event *event)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;

	if (task_take_cancellation(self))
		return -ECANCELED;
	if (event->set)
		return 0;
	return loop_wait(loop, self, &event->waiters, WAITS_EVENT);
}

void co_event_set(struct event *event)
{
	struct task *task;

	event->set = true;
	while ((task = waiters_take(&event->waiters)))
		loop_ready(co_current_loop, task, 0);
}

void co_event_clear(struct event *event)
{
	event->set = false;
}
