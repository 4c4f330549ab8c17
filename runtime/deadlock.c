/* SPDX-License-Identifier: MIT */
/*
 * deadlock.c - naming the tasks that nothing can wake: no task is ready, no deadline is set, and
 * none waits on a socket or a thread.
 */
#include <stdio.h>

#include "runtime/loop.h"

#define LINES 20

static bool waits(const struct task *task)
{
	return task->state > TASK_DONE && !(task->flags & TASK_INTERNAL);
}

static void print_name(struct loop *loop, const struct task *task)
{
	struct task_start *start = co_task_start(loop, task);

	fprintf(stderr, "Task-%llu", (unsigned long long)start->number);
	if (start->name)
		fprintf(stderr, " '%s'", start->name);
}

static void print_line(struct loop *loop, const struct task *task)
{
	fprintf(stderr, "  ");
	print_name(loop, task);
	fprintf(stderr, " waits in %s", co_task_waits_in(task->state));
	if (task->state == WAITS_AWAIT || task->state == WAITS_WAIT_FOR) {
		fprintf(stderr, " for ");
		print_name(loop, task->on);
	}
	fprintf(stderr, "\n");
}

void co_deadlock_report(struct loop *loop)
{
	size_t n = 0, printed = 0;

	for (uint32_t slot = 0; slot < loop->stacks.used; slot++)
		n += waits(co_stack_line(&loop->stacks, slot));
	fprintf(stderr, "asyncio: deadlock: nothing can wake %s %zu task%s:\n",
		n == 1 ? "this" : "these", n, n == 1 ? "" : "s");
	for (uint32_t slot = 0; slot < loop->stacks.used && printed < LINES; slot++) {
		struct task *task = co_stack_line(&loop->stacks, slot);

		if (!waits(task))
			continue;
		print_line(loop, task);
		printed++;
	}
	if (n > printed)
		fprintf(stderr, "  and %zu more\n", n - printed);
}
