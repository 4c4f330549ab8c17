/* SPDX-License-Identifier: MIT */
/*
 * park.c - a thread stops, and is let go on. The word of a task counts: 1 is a token that it
 * finds when it comes to park, 0 nothing, -1 that it sleeps. A parked task is woken exactly
 * once for each time that it is taken from a list, so the count stays within these three.
 */
#include <errno.h>
#include <linux/futex.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "threaded/cancel.h"
#include "threaded/park.h"
#include "threaded/task.h"
#include "threaded/timer.h"

void futex_wait(_Atomic int *word, int value)
{
	syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

int64_t futex_watch(_Atomic int *word, int value, int64_t deadline)
{
	struct timespec until = timer_timespec(deadline);

	return cancel_watch(SYS_futex, (long)word, FUTEX_WAIT_BITSET_PRIVATE, value,
			    deadline == INT64_MAX ? 0 : (long)&until, 0,
			    FUTEX_BITSET_MATCH_ANY);
}

void futex_wake(_Atomic int *word, int count)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

void park_wake(struct task *task)
{
	if (atomic_fetch_add(&task->word, 1) < 0)
		futex_wake(&task->word, 1);
}

/* Returns 0 with a token taken, or -ECANCELED with the word left at -1, or taken meanwhile. */
static int64_t park(struct task *self)
{
	int64_t r = 0;

	if (atomic_fetch_sub(&self->word, 1) > 0)
		return 0;
	while (atomic_load(&self->word) < 0 && r != -ECANCELED)
		r = futex_watch(&self->word, -1, INT64_MAX);
	return atomic_load(&self->word) < 0 ? -ECANCELED : 0;
}

/* The waker is at work: its token comes, whatever else happens. */
static void park_until_token(struct task *self)
{
	while (atomic_load(&self->word) < 0)
		futex_wait(&self->word, -1);
}

void waiters_init(struct waiters *list)
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

struct waiter *waiters_take(struct waiters *list)
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

int64_t waiters_wait(struct waiters *list, pthread_mutex_t *guard, struct waiter *self)
{
	struct task *task = task_current;

	self->task = task;
	self->served = false;
	waiters_append(list, self);
	pthread_mutex_unlock(guard);
	if (!park(task))
		return 0;
	if (!waiters_withdraw(list, guard, self)) {
		park_until_token(task);
		return 0;
	}
	atomic_store(&task->word, 0);
	return cancel_take();
}
