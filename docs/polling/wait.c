/* SPDX-License-Identifier: MIT */
/* wait.c - all waiting: for a time, for a task, and what a cancellation does to it. */
#include <errno.h>
#include <time.h>

#include "loop.h"

static void turn(void)
{
	struct task *task = polling_current->running;

	swapcontext(&task->context, &polling_current->context);
}

bool polling_take_cancellation(void)
{
	bool asked = polling_current->running->cancelled;

	polling_current->running->cancelled = false;
	return asked;
}

int64_t polling_wait_until(bool (*holds)(const void *), const void *what)
{
	if (polling_take_cancellation())
		return -ECANCELED;
	while (!holds(what)) {
		turn();
		if (holds(what))
			break;
		if (polling_take_cancellation())
			return -ECANCELED;
	}
	return 0;
}

int64_t polling_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return SECONDS(now.tv_sec) + now.tv_nsec;
}

static bool has_come(const void *deadline)
{
	return polling_time() >= *(const int64_t *)deadline;
}

int64_t polling_sleep(int64_t ns)
{
	int64_t deadline = polling_time();

	if (polling_take_cancellation())
		return -ECANCELED;
	if (ns > 0 && __builtin_add_overflow(deadline, ns, &deadline))
		deadline = INT64_MAX;
	turn(); /* sleep(0) lets the others run */
	return polling_wait_until(has_come, &deadline);
}

/* ---- awaiting ---- */

int64_t polling_cancel(struct task *task)
{
	if (task->done)
		return 0;
	task->cancelled = true;
	return 1;
}

static bool has_ended(const void *task)
{
	return ((const struct task *)task)->done;
}

/* Wait until the task has ended, whatever is asked of us. Returns whether we were cancelled. */
static bool join(struct task *task)
{
	bool cancelled = false;

	while (polling_wait_until(has_ended, task) < 0) {
		polling_cancel(task);
		cancelled = true;
	}
	return cancelled;
}

/* The handle is given back; the loop frees the task. */
static int64_t collect(struct task *task)
{
	task->handles--;
	return task->result;
}

int64_t polling_await(struct task *task)
{
	if (task == polling_current->running)
		return -EDEADLK;
	join(task);
	return collect(task);
}

int64_t polling_gather(struct task *const *tasks, size_t n, int64_t *results)
{
	bool cancelled = n == 0 && polling_take_cancellation();
	int64_t first_error = 0;

	for (size_t i = 0; i < n; i++) {
		if (tasks[i] != polling_current->running && join(tasks[i]) && !cancelled) {
			cancelled = true;
			for (size_t j = i + 1; j < n; j++)
				polling_cancel(tasks[j]);
		}
		int64_t result = -EDEADLK;

		if (tasks[i] != polling_current->running)
			result = collect(tasks[i]);
		if (results)
			results[i] = result;
		if (result < 0 && !first_error)
			first_error = result;
	}
	return cancelled ? -ECANCELED : first_error;
}

/* A task and the time until which it is waited for. */
struct patience {
	const struct task *task;
	int64_t deadline;
};

static bool is_over(const void *arg)
{
	const struct patience *patience = arg;

	return patience->task->done || polling_time() >= patience->deadline;
}

int64_t polling_wait_for(struct task *task, int64_t timeout_ns)
{
	struct patience patience = {.task = task, .deadline = polling_time()};
	int64_t given_up = -ETIMEDOUT;

	if (task == polling_current->running)
		return -EDEADLK;
	if (timeout_ns > 0 &&
	    __builtin_add_overflow(patience.deadline, timeout_ns, &patience.deadline))
		patience.deadline = INT64_MAX;
	while (polling_wait_until(is_over, &patience) < 0) {
		polling_cancel(task); /* passed on; the limit stays */
		given_up = -ECANCELED;
	}
	if (task->done)
		return collect(task);
	polling_cancel(task);
	join(task);
	return collect(task) == -ECANCELED ? given_up : task->result;
}

struct task *polling_current_task(void)
{
	return polling_current->running;
}

bool polling_task_done(struct task *task)
{
	return task->done;
}

void polling_task_keep(struct task *task)
{
	task->handles++;
}

void polling_task_release(struct task *task)
{
	task->handles--;
}

void polling_task_set_name(struct task *task, const char *name)
{
	(void)task;
	(void)name; /* it is for messages, and there are none */
}
