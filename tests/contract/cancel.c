/* SPDX-License-Identifier: MIT */
/*
 * cancel.c - what a cancellation means: delivered once, caught, passed on, before the start. What
 * it does to each waiting call is in cancel_calls.c and cancel_streams.c, races in cancel_races.c.
 */
#include <stdlib.h>

#include "support/contract.h"

struct sleeper {
	_Atomic int started;
	_Atomic int64_t seen[4]; /* results of its waiting calls, one after the other */
};

static int64_t sleep_forever(void *arg)
{
	struct sleeper *sleeper = arg;

	if (sleeper)
		sleeper->started++;
	return asyncio.sleep(FOREVER);
}

static void cancel_returns_1_and_once_the_task_has_ended_0(void)
{
	struct task *task = asyncio.create_task(sleep_forever, NULL);

	asyncio.task_keep(task);
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), -ECANCELED);
	check_int(asyncio.cancel(task), 0);
	check_int(asyncio.cancel(task), 0);
	asyncio.task_release(task);
}

static int64_t count_run(void *arg)
{
	++*(_Atomic int *)arg;
	return 6;
}

static void a_task_cancelled_before_its_start_is_cancelled_or_completes(void)
{
	for (int i = 0; i < scaled(100); i++) {
		_Atomic int ran = 0;
		struct task *task = asyncio.create_task(count_run, (void *)&ran);
		int64_t r;

		asyncio.cancel(task);
		r = asyncio.await(task);
		check(r == (ran ? 6 : -ECANCELED));
	}
}

static void a_task_cancelled_before_its_start_never_runs(void)
{
	_Atomic int ran = 0;
	struct task *task = asyncio.create_task(count_run, (void *)&ran);

	check_int(asyncio.cancel(task), 1);
	settle();
	check_int(asyncio.await(task), -ECANCELED);
	check_int(ran, 0);
}

static int64_t catch_and_go_on(void *arg)
{
	struct sleeper *sleeper = arg;

	sleeper->started++;
	sleeper->seen[0] = asyncio.sleep(FOREVER);
	sleeper->seen[1] = asyncio.sleep(MILLISECONDS(1));
	sleeper->seen[2] = asyncio.sleep(0);
	return 5;
}

static void a_task_may_catch_its_cancellation_and_go_on(void)
{
	struct sleeper sleeper = {.started = 0};
	struct task *task = asyncio.create_task(catch_and_go_on, &sleeper);

	until(&sleeper.started, 1);
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 5);
	check_int(sleeper.seen[0], -ECANCELED);
	check_int(sleeper.seen[1], 0);
	check_int(sleeper.seen[2], 0);
}

static int64_t catch_twice(void *arg)
{
	struct sleeper *sleeper = arg;

	for (int i = 0; i < 2; i++) {
		sleeper->started++;
		sleeper->seen[i] = asyncio.sleep(FOREVER);
	}
	return 5;
}

static void a_task_may_be_cancelled_again(void)
{
	struct sleeper sleeper = {.started = 0};
	struct task *task = asyncio.create_task(catch_twice, &sleeper);

	until(&sleeper.started, 1);
	check_int(asyncio.cancel(task), 1);
	until(&sleeper.started, 2);
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 5);
	check_int(sleeper.seen[0], -ECANCELED);
	check_int(sleeper.seen[1], -ECANCELED);
}

static int64_t cancel_self_thrice(void *arg)
{
	(void)arg;
	for (int i = 0; i < 3; i++)
		check_int(asyncio.cancel(asyncio.current_task()), 1);
	check_int(asyncio.sleep(0), -ECANCELED);
	check_int(asyncio.sleep(0), 0);
	check_int(asyncio.sleep(MICROSECONDS(10)), 0);
	return 1;
}

static void several_requests_before_one_delivery_are_one(void)
{
	check_int(asyncio.await(asyncio.create_task(cancel_self_thrice, NULL)), 1);
}

static void two_requests_to_a_waiting_task_are_one(void)
{
	struct sleeper sleeper = {.started = 0};
	struct task *task = asyncio.create_task(catch_and_go_on, &sleeper);

	until(&sleeper.started, 1);
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 5);
	check_int(sleeper.seen[1], 0);
	check_int(sleeper.seen[2], 0);
}

struct woken {
	struct queue *queue;
	_Atomic int started;
};

static int64_t get_then_sleep(void *arg)
{
	struct woken *woken = arg;

	woken->started++;
	check_int(asyncio.queue_get(woken->queue), 3);
	check_int(asyncio.sleep(0), -ECANCELED);
	return 2;
}

static void a_call_woken_before_the_request_keeps_its_result(void)
{
	struct woken woken = {.queue = asyncio.queue_create(1)};
	struct task *task = asyncio.create_task(get_then_sleep, &woken);

	until(&woken.started, 1);
	check_int(asyncio.queue_put(woken.queue, 3), 0);
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 2);
	asyncio.queue_destroy(woken.queue);
}

static int64_t cancel_arg(void *arg)
{
	return asyncio.cancel(arg);
}

static int64_t be_cancelled(void *arg)
{
	struct task *task = asyncio.create_task(cancel_arg, asyncio.current_task());

	(void)arg;
	check_int(asyncio.sleep(FOREVER), -ECANCELED);
	check_int(asyncio.await(task), 1);
	return 17;
}

static void main_may_be_cancelled_like_any_task(void)
{
	check_int(asyncio.run(be_cancelled, NULL, NULL), 17);
}

static int64_t end_with_a_request(void *arg)
{
	(void)arg;
	asyncio.cancel(asyncio.current_task());
	return 4;
}

static void a_request_that_nothing_delivered_changes_no_result(void)
{
	check_int(asyncio.await(asyncio.create_task(end_with_a_request, NULL)), 4);
}

/* ---- passing on ---- */

struct link {
	struct task *next;
	_Atomic int started;
	int64_t after;
};

static int64_t await_next(void *arg)
{
	struct link *link = arg;
	int64_t r;

	link->started++;
	r = asyncio.await(link->next);
	link->after = asyncio.sleep(0);
	return r;
}

static void a_cancellation_is_passed_on_to_the_awaited_task(void)
{
	struct sleeper sleeper = {.started = 0};
	struct link link = {.next = asyncio.create_task(catch_and_go_on, &sleeper)};
	struct task *task;

	until(&sleeper.started, 1);
	task = asyncio.create_task(await_next, &link);
	until(&link.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 5); /* the awaited one caught it and returned 5 */
	check_int(sleeper.seen[0], -ECANCELED);
	check_int(link.after, 0); /* so it is not the awaiter's any more */
}

static void a_chain_of_awaits_is_cancelled_to_its_end(void)
{
	int n = live(10000);
	struct link *links = calloc((size_t)n, sizeof(struct link));
	struct sleeper sleeper = {.started = 0};
	struct task *task = asyncio.create_task(sleep_forever, &sleeper);

	check(links != NULL);
	for (int i = 0; i < n; i++) {
		links[i].next = task;
		task = asyncio.create_task(await_next, &links[i]);
		check(task != NULL);
	}
	until(&links[n - 1].started, 1);
	for (int i = 0; i < n; i++)
		until(&links[i].started, 1);
	until(&sleeper.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), -ECANCELED);
	for (int i = 0; i < n; i++)
		check_int(links[i].after, 0);
	free(links);
}

static void one_cancelled_awaiter_of_two_cancels_what_both_await(void)
{
	struct sleeper sleeper = {.started = 0};
	struct link links[2] = {{.next = asyncio.create_task(sleep_forever, &sleeper)}};
	struct task *tasks[2];

	links[1].next = links[0].next;
	asyncio.task_keep(links[0].next);
	for (int i = 0; i < 2; i++) {
		tasks[i] = asyncio.create_task(await_next, &links[i]);
		until(&links[i].started, 1);
	}
	until(&sleeper.started, 1);
	settle();
	check_int(asyncio.cancel(tasks[0]), 1);
	for (int i = 0; i < 2; i++)
		check_int(asyncio.await(tasks[i]), -ECANCELED);
}

static int64_t clean_up(void *arg)
{
	struct sleeper *sleeper = arg;
	struct task *helper;

	sleeper->started++;
	check_int(asyncio.sleep(FOREVER), -ECANCELED);
	helper = asyncio.create_task(catch_and_go_on, sleeper);
	until(&sleeper->started, 2);
	check_int(asyncio.wait_for(helper, MILLISECONDS(2)), 5);
	return 8;
}

static void a_cancelled_task_may_start_and_await_others(void)
{
	struct sleeper sleeper = {.started = 0};
	struct task *task = asyncio.create_task(clean_up, &sleeper);

	until(&sleeper.started, 1);
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 8);
}

static const struct promise promises[] = {
	PROMISE(cancel_returns_1_and_once_the_task_has_ended_0),
	PROMISE(a_task_cancelled_before_its_start_is_cancelled_or_completes),
	PROMISE_IF(ASYNCIO_CANCELS_BEFORE_START,
		   a_task_cancelled_before_its_start_never_runs),
	PROMISE(a_task_may_catch_its_cancellation_and_go_on),
	PROMISE(a_task_may_be_cancelled_again),
	PROMISE(several_requests_before_one_delivery_are_one),
	/* With this trait no other task runs between two lines of ours that do not wait. */
	PROMISE_IF(ASYNCIO_YIELD_IS_A_LAP, two_requests_to_a_waiting_task_are_one),
	PROMISE_IF(ASYNCIO_YIELD_IS_A_LAP,
		   a_call_woken_before_the_request_keeps_its_result),
	PROMISE_OUTSIDE(main_may_be_cancelled_like_any_task),
	PROMISE(a_request_that_nothing_delivered_changes_no_result),
	PROMISE(a_cancellation_is_passed_on_to_the_awaited_task),
	PROMISE(a_chain_of_awaits_is_cancelled_to_its_end),
	PROMISE(one_cancelled_awaiter_of_two_cancels_what_both_await),
	PROMISE(a_cancelled_task_may_start_and_await_others),
};

int main(int argc, char **argv)
{
	return play_promises("cancel", promises, COUNT(promises), argc, argv);
}
