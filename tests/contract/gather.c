/* SPDX-License-Identifier: MIT */
/* gather.c - waiting for several tasks at once. */
#include <stdlib.h>

#include "support/contract.h"

static int64_t return_arg(void *arg)
{
	return (int64_t)(uintptr_t)arg;
}

static struct task *create(coroutine *function, int64_t arg)
{
	struct task *task = asyncio.create_task(function, number(arg));

	check(task != NULL);
	return task;
}

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

static void gather_of_no_task_returns_0(void)
{
	check_int(asyncio.gather(NULL, 0, NULL), 0);
}

static int64_t sleep_and_return(void *arg)
{
	int64_t n = (int64_t)(uintptr_t)arg;

	asyncio.sleep(MICROSECONDS(500) * (10 - n));
	return n;
}

static void gather_gives_results_in_the_order_of_tasks(void)
{
	struct task *tasks[10];
	int64_t results[10];

	for (int i = 0; i < 10; i++)
		tasks[i] = create(sleep_and_return, i);
	check_int(asyncio.gather(tasks, 10, results), 0);
	for (int i = 0; i < 10; i++)
		check_int(results[i], i);
}

static void gather_needs_no_place_for_results(void)
{
	struct task *tasks[3];

	for (int i = 0; i < 3; i++)
		tasks[i] = create(return_arg, i);
	check_int(asyncio.gather(tasks, 3, NULL), 0);
}

static void gather_returns_the_first_negative_result_in_order(void)
{
	struct task *tasks[4] = {
		create(return_arg, 1),
		create(return_arg, -EIO),
		create(return_arg, -EPERM),
		create(return_arg, 4),
	};
	int64_t results[4];

	check_int(asyncio.gather(tasks, 4, results), -EIO);
	check_int(results[0], 1);
	check_int(results[1], -EIO);
	check_int(results[2], -EPERM);
	check_int(results[3], 4);
}

struct slow {
	struct event *go;
	_Atomic bool ended;
};

static int64_t end_after_event(void *arg)
{
	struct slow *slow = arg;
	int64_t r = asyncio.event_wait(slow->go);

	asyncio.sleep(MILLISECONDS(2));
	slow->ended = true;
	return r;
}

static int64_t set_event(void *arg)
{
	asyncio.event_set(arg);
	return 0;
}

static void gather_waits_for_all_even_when_one_has_failed(void)
{
	struct slow slow = {.go = asyncio.event_create()};
	struct task *tasks[3] = {
		create(return_arg, -EIO),
		asyncio.create_task(end_after_event, &slow),
		asyncio.create_task(set_event, slow.go),
	};
	int64_t results[3];

	check_int(asyncio.gather(tasks, 3, results), -EIO);
	check(slow.ended);
	check_int(results[1], 0); /* its neighbour's failure cancelled nothing */
	asyncio.event_destroy(slow.go);
}

static void gather_takes_tasks_that_have_ended(void)
{
	struct task *tasks[2] = {create(return_arg, 3), create(return_arg, 4)};
	int64_t results[2];

	while (!asyncio.task_done(tasks[0]) || !asyncio.task_done(tasks[1]))
		asyncio.sleep(0);
	check_int(asyncio.gather(tasks, 2, results), 0);
	check_int(results[0] + results[1], 7);
}

static void gather_takes_many_tasks(void)
{
	int n = live(10000);
	struct task **tasks = calloc((size_t)n, sizeof(struct task *));
	int64_t *results = calloc((size_t)n, sizeof(int64_t));

	check(tasks && results);
	for (int i = 0; i < n; i++)
		tasks[i] = create(return_arg, i);
	check_int(asyncio.gather(tasks, (size_t)n, results), 0);
	for (int i = 0; i < n; i++)
		check_int(results[i], i);
	free(tasks);
	free(results);
}

static void gather_takes_a_task_twice_for_two_handles(void)
{
	struct task *task = create(sleep_and_return, 5);
	struct task *tasks[3] = {task, create(return_arg, 1), task};
	int64_t results[3];

	asyncio.task_keep(task);
	check_int(asyncio.gather(tasks, 3, results), 0);
	check_int(results[0], 5);
	check_int(results[1], 1);
	check_int(results[2], 5);
}

/* ---- cancellation ---- */

struct gathered {
	struct task *tasks[3];
	int64_t results[3];
	int64_t returned;
	_Atomic int started;
};

static int64_t gather_all(void *arg)
{
	struct gathered *all = arg;

	all->started++;
	all->returned = asyncio.gather(all->tasks, 3, all->results);
	return asyncio.sleep(0);
}

static void a_cancelled_gather_cancels_every_task(void)
{
	struct gathered all = {.started = 0};
	struct task *task;

	for (int i = 0; i < 3; i++)
		all.tasks[i] = create(sleep_forever, 0);
	task = asyncio.create_task(gather_all, &all);
	until(&all.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 0); /* delivered once: not to the sleep after */
	check_int(all.returned, -ECANCELED);
	for (int i = 0; i < 3; i++)
		check_int(all.results[i], -ECANCELED);
}

struct stubborn {
	_Atomic int started;
	_Atomic bool ended;
};

static int64_t catch_and_end_later(void *arg)
{
	struct stubborn *stubborn = arg;

	stubborn->started++;
	check_int(asyncio.sleep(FOREVER), -ECANCELED);
	check_int(asyncio.sleep(MILLISECONDS(3)), 0);
	stubborn->ended = true;
	return 9;
}

static void a_cancelled_gather_returns_after_all_have_ended(void)
{
	struct gathered all = {.started = 0};
	struct stubborn stubborn = {.started = 0};
	struct task *task;

	all.tasks[0] = create(sleep_forever, 0);
	all.tasks[1] = asyncio.create_task(catch_and_end_later, &stubborn);
	all.tasks[2] = create(return_arg, 6);
	until(&stubborn.started, 1);
	while (!asyncio.task_done(all.tasks[2]))
		asyncio.sleep(0);
	task = asyncio.create_task(gather_all, &all);
	until(&all.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 0);
	check_int(all.returned, -ECANCELED);
	check(stubborn.ended);
	check_int(all.results[1], 9);
	check_int(all.results[2], 6);
}

static void a_cancelled_gather_is_ecanceled_whatever_its_tasks_return(void)
{
	struct gathered all = {.started = 0};
	struct stubborn stubborn = {.started = 0};
	struct task *task;

	all.tasks[0] = create(return_arg, 6);
	all.tasks[1] = asyncio.create_task(catch_and_end_later, &stubborn);
	all.tasks[2] = create(return_arg, -EIO);
	until(&stubborn.started, 1);
	while (!asyncio.task_done(all.tasks[0]) || !asyncio.task_done(all.tasks[2]))
		asyncio.sleep(0);
	task = asyncio.create_task(gather_all, &all);
	until(&all.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 0);
	check_int(all.returned, -ECANCELED);
	check_int(all.results[1], 9);
	check_int(all.results[2], -EIO);
}

static int64_t cancel_self_and_gather(void *arg)
{
	asyncio.cancel(asyncio.current_task());
	return gather_all(arg);
}

static void a_gather_entered_with_a_request_cancels_every_task(void)
{
	struct gathered all = {.started = 0};

	for (int i = 0; i < 3; i++)
		all.tasks[i] = create(sleep_forever, 0);
	check_int(asyncio.await(asyncio.create_task(cancel_self_and_gather, &all)), 0);
	check_int(all.returned, -ECANCELED);
}

static const struct promise promises[] = {
	PROMISE(gather_of_no_task_returns_0),
	PROMISE(gather_gives_results_in_the_order_of_tasks),
	PROMISE(gather_needs_no_place_for_results),
	PROMISE(gather_returns_the_first_negative_result_in_order),
	PROMISE(gather_waits_for_all_even_when_one_has_failed),
	PROMISE(gather_takes_tasks_that_have_ended),
	PROMISE(gather_takes_many_tasks),
	PROMISE(gather_takes_a_task_twice_for_two_handles),
	PROMISE(a_cancelled_gather_cancels_every_task),
	PROMISE(a_cancelled_gather_returns_after_all_have_ended),
	PROMISE(a_cancelled_gather_is_ecanceled_whatever_its_tasks_return),
	PROMISE(a_gather_entered_with_a_request_cancels_every_task),
};

int main(int argc, char **argv)
{
	return play_promises("gather", promises, COUNT(promises), argc, argv);
}
