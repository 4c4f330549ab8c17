/* SPDX-License-Identifier: MIT */
/* tasks.c - starting tasks and awaiting their results. Not their handles (handles.c). */
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

static int64_t wait_for_event(void *arg)
{
	int64_t r = asyncio.event_wait(arg);

	return r < 0 ? r : 11;
}

/* ---- results ---- */

static void await_returns_what_the_task_returned(void)
{
	check_int(asyncio.await(create(return_arg, 42)), 42);
	check_int(asyncio.await(create(return_arg, 0)), 0);
	check(asyncio.await(create(return_arg, INT64_MAX)) == INT64_MAX);
}

static void await_returns_a_negative_result_as_it_is(void)
{
	check_int(asyncio.await(create(return_arg, -EIO)), -EIO);
	check_int(asyncio.await(create(return_arg, -ECANCELED)), -ECANCELED);
}

static void await_waits_until_the_task_has_ended(void)
{
	struct event *go = asyncio.event_create();
	struct task *waiter = asyncio.create_task(wait_for_event, go);

	settle();
	asyncio.event_set(go);
	check_int(asyncio.await(waiter), 11);
	asyncio.event_destroy(go);
}

static void await_of_a_task_that_has_ended_returns_at_once(void)
{
	struct task *task = create(return_arg, 5);

	while (!asyncio.task_done(task))
		asyncio.sleep(0);
	check_int(asyncio.await(task), 5);
}

static void many_tasks_give_their_results(void)
{
	int n = scaled(20000);
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += asyncio.await(create(return_arg, i));
	check_int(sum, (int64_t)n * (n - 1) / 2);
}

static void many_tasks_live_at_one_time(void)
{
	int n = live(10000);
	struct event *go = asyncio.event_create();
	struct task **tasks = calloc((size_t)n, sizeof(struct task *));
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		tasks[i] = create(wait_for_event, (int64_t)(uintptr_t)go);
	settle();
	asyncio.event_set(go);
	for (int i = 0; i < n; i++)
		sum += asyncio.await(tasks[i]);
	check_int(sum, (int64_t)n * 11);
	free(tasks);
	asyncio.event_destroy(go);
}

static int64_t count_leaves(void *arg)
{
	int64_t depth = (int64_t)(uintptr_t)arg;
	struct task *left, *right;

	if (depth == 0)
		return 1;
	left = create(count_leaves, depth - 1);
	right = create(count_leaves, depth - 1);
	return asyncio.await(left) + asyncio.await(right);
}

static void tasks_create_tasks(void)
{
	int depth = live(1000) < 1000 ? 4 : 8;

	check_int(asyncio.await(create(count_leaves, depth)), 1 << depth);
}

/* ---- starting ---- */

static int64_t hand_over_self(void *arg)
{
	asyncio.event_wait(arg);
	return (int64_t)(uintptr_t)asyncio.current_task();
}

static void create_task_never_runs_it_on_the_callers_stack(void)
{
	struct event *go = asyncio.event_create();
	/* On our stack it would wait for an event that only we set, and never come back. */
	struct task *task = asyncio.create_task(hand_over_self, go);

	check(!asyncio.task_done(task));
	asyncio.event_set(go);
	check(asyncio.await(task) != (int64_t)(uintptr_t)asyncio.current_task());
	asyncio.event_destroy(go);
}

static int64_t set_flag(void *arg)
{
	*(bool *)arg = true;
	return 0;
}

static void a_task_starts_at_the_next_turn_and_not_before(void)
{
	bool ran = false;
	struct task *task = asyncio.create_task(set_flag, &ran);

	check(!ran);
	asyncio.sleep(0);
	check(ran);
	check_int(asyncio.await(task), 0);
}

struct start_order {
	int next;
	bool wrong;
};

struct start_place {
	struct start_order *order;
	int place;
};

static int64_t note_start(void *arg)
{
	struct start_place *mine = arg;

	mine->order->wrong |= mine->order->next++ != mine->place;
	return 0;
}

static void tasks_start_in_order_of_their_creation(void)
{
	struct start_order order = {0};
	struct start_place places[200];
	struct task *tasks[COUNT(places)];

	for (size_t i = 0; i < COUNT(places); i++) {
		places[i] = (struct start_place){&order, (int)i};
		tasks[i] = asyncio.create_task(note_start, &places[i]);
	}
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), 0);
	check(!order.wrong);
	check_int(order.next, COUNT(places));
}

static int64_t set_atomic_flag(void *arg)
{
	*(_Atomic bool *)arg = true;
	return 0;
}

static void a_task_that_never_waits_does_not_keep_others_from_running(void)
{
	_Atomic bool ran = false;
	struct task *task = asyncio.create_task(set_atomic_flag, &ran);

	while (!ran)
		;
	check_int(asyncio.await(task), 0);
}

static const struct promise promises[] = {
	PROMISE(await_returns_what_the_task_returned),
	PROMISE(await_returns_a_negative_result_as_it_is),
	PROMISE(await_waits_until_the_task_has_ended),
	PROMISE(await_of_a_task_that_has_ended_returns_at_once),
	PROMISE(many_tasks_give_their_results),
	PROMISE(many_tasks_live_at_one_time),
	PROMISE(tasks_create_tasks),
	PROMISE(create_task_never_runs_it_on_the_callers_stack),
	PROMISE_IF(ASYNCIO_STARTS_IN_ORDER, a_task_starts_at_the_next_turn_and_not_before),
	PROMISE_IF(ASYNCIO_STARTS_IN_ORDER, tasks_start_in_order_of_their_creation),
	PROMISE_IF(ASYNCIO_PARALLEL,
		   a_task_that_never_waits_does_not_keep_others_from_running),
};

int main(int argc, char **argv)
{
	return play_promises("tasks", promises, COUNT(promises), argc, argv);
}
