/* SPDX-License-Identifier: MIT */
/*
 * loop.c - the book of tasks: who lives, who may be joined, how many there are.
 *
 * A thread whose handles are all gone is joined by whoever comes by once it has gone, not by
 * whoever awaited it: a join right after the task has said that it ends would sleep a second
 * time, until the kernel has buried the thread, and make create and await dearer.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "threaded/loop.h"
#include "threaded/park.h"
#include "threaded/task.h"

static void link_task(struct loop *loop, struct task *task)
{
	task->next = loop->tasks;
	task->link = &loop->tasks;
	if (task->next)
		task->next->link = &task->next;
	loop->tasks = task;
}

static void unlink_task(struct task *task)
{
	*task->link = task->next;
	if (task->next)
		task->next->link = task->link;
}

void th_loop_free_task(struct task *task)
{
	unlink_task(task);
	pthread_mutex_destroy(&task->hearing);
	free(task);
}

/* Free the dead whose threads have gone. Does not wait: the oldest have most likely gone. */
static void reap(struct loop *loop)
{
	struct task *task;

	while ((task = loop->dead) && !pthread_tryjoin_np(task->thread, NULL)) {
		loop->dead = task->next_dead;
		if (!loop->dead)
			loop->end = &loop->dead;
		th_loop_free_task(task);
	}
}

int th_loop_add(struct loop *loop, struct task *task)
{
	bool counts = task->number;
	int error = -EAGAIN;

	pthread_mutex_lock(&loop->lock);
	reap(loop);
	if (counts && loop->count == loop->max_tasks)
		goto unlock;
	if (counts) {
		task->number = ++loop->created;
		loop->count++;
	}
	if (loop->closing)
		atomic_store(&task->cancel, 1);
	atomic_fetch_add(&loop->alive, 1);
	link_task(loop, task);
	error = 0;
unlock:
	pthread_mutex_unlock(&loop->lock);
	return error;
}

void th_loop_forget(struct loop *loop, struct task *task)
{
	pthread_mutex_lock(&loop->lock);
	if (task->number)
		loop->count--;
	th_loop_free_task(task);
	pthread_mutex_unlock(&loop->lock);
	th_loop_leave(loop);
}

void th_loop_bury(struct loop *loop, struct task *task)
{
	pthread_mutex_lock(&loop->lock);
	if (task->number)
		loop->count--;
	task->next_dead = NULL;
	*loop->end = task;
	loop->end = &task->next_dead;
	reap(loop);
	pthread_mutex_unlock(&loop->lock);
}

void th_loop_leave(struct loop *loop)
{
	if (atomic_fetch_sub(&loop->alive, 1) == 1)
		th_futex_wake(&loop->alive, INT_MAX);
}
