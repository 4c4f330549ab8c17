/* SPDX-License-Identifier: MIT */
/* waiters.c - waiting in a list until served, or until a request to end comes first. */
#include <stddef.h>

#include "threaded/cancel.h"
#include "threaded/park.h"
#include "threaded/task.h"
#include "threaded/waiters.h"

void th_waiters_init(struct waiters *list)
{
	list->first = NULL;
	list->end = &list->first;
}

static void waiters_append(struct waiters *list, struct waiter *w)
{
	w->next = NULL;
	w->link = list->end;
	*list->end = w;
	list->end = &w->next;
}

static void waiters_remove(struct waiters *list, struct waiter *w)
{
	*w->link = w->next;
	if (w->next)
		w->next->link = w->link;
	else
		list->end = w->link;
}

struct waiter *th_waiters_take(struct waiters *list)
{
	struct waiter *w = list->first;

	while (w && atomic_load_explicit(&w->task->cancel, memory_order_relaxed))
		w = w->next;
	if (!w)
		return NULL;
	waiters_remove(list, w);
	w->served = true;
	return w;
}

/* After a request: leave the list, unless a waker has taken us already. */
static bool waiters_withdraw(struct waiters *list, pthread_mutex_t *guard,
			     struct waiter *self)
{
	bool withdrawn;

	pthread_mutex_lock(guard);
	withdrawn = !self->served;
	if (withdrawn)
		waiters_remove(list, self);
	pthread_mutex_unlock(guard);
	return withdrawn;
}

int64_t th_waiters_wait(struct waiters *list, pthread_mutex_t *guard, struct waiter *self)
{
	struct task *task = th_current;

	self->task = task;
	self->served = false;
	waiters_append(list, self);
	pthread_mutex_unlock(guard);
	if (!th_park(task))
		return 0;
	if (!waiters_withdraw(list, guard, self)) {
		th_park_for_token(task);
		return 0;
	}
	th_park_leave(task);
	return th_cancel_take();
}
