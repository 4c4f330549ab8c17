/* SPDX-License-Identifier: MIT */
/* sleep.c - never early, and fair. How late a sleep ends is the benchmarks' business. */
#include <stdlib.h>
#include <time.h>

#include "support/pair.h"

static int64_t monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return SECONDS(now.tv_sec) + now.tv_nsec;
}

static void time_is_the_monotonic_clock(void)
{
	for (int i = 0; i < 100; i++) {
		int64_t before = monotonic();
		int64_t now = asyncio.time();

		check(before <= now && now <= monotonic());
	}
}

static void sleep_is_never_early(void)
{
	static const int64_t durations[] = {
		1,	 1000,	  MICROSECONDS(50), MICROSECONDS(999), MILLISECONDS(1),
		1000001, 1999999, MILLISECONDS(7)};

	for (size_t i = 0; i < COUNT(durations); i++) {
		int64_t before = monotonic();

		check_int(asyncio.sleep(durations[i]), 0);
		check(monotonic() - before >= durations[i]);
	}
}

/* The clock that a loop has read before long work is old when the sleep is armed after it. */
static void sleep_after_long_work_is_not_early(void)
{
	for (int i = 0; i < 3; i++) {
		int64_t start = monotonic();

		while (monotonic() - start < MILLISECONDS(20))
			;
		start = monotonic();
		check_int(asyncio.sleep(MILLISECONDS(5)), 0);
		check(monotonic() - start >= MILLISECONDS(5));
	}
}

static void sleep_of_0_or_less_returns_0(void)
{
	check_int(asyncio.sleep(0), 0);
	check_int(asyncio.sleep(-1), 0);
	check_int(asyncio.sleep(INT64_MIN), 0);
}

static int64_t sleep_and_check(void *arg)
{
	int64_t ns = (int64_t)(uintptr_t)arg;
	int64_t before = monotonic();

	check_int(asyncio.sleep(ns), 0);
	check(monotonic() - before >= ns);
	return 0;
}

static void many_sleeps_at_one_time_are_never_early(void)
{
	int n = live(5000);
	struct task **tasks = calloc((size_t)n, sizeof(struct task *));

	check(tasks != NULL);
	srandom(1);
	for (int i = 0; i < n; i++)
		tasks[i] = asyncio.create_task(sleep_and_check,
					       number(random() % MILLISECONDS(60)));
	check_int(asyncio.gather(tasks, (size_t)n, NULL), 0);
	free(tasks);
}

static void a_coarse_granularity_makes_no_sleep_early(void)
{
	const struct asyncio_options coarse = {.timer_granularity_ns = MILLISECONDS(30)};
	const struct asyncio_options fine = {.timer_granularity_ns = 1};

	check_run(sleep_is_never_early, &coarse, 0);
	check_run(sleep_is_never_early, &fine, 0);
	check_run(many_sleeps_at_one_time_are_never_early, &fine, 0);
}

struct ordered {
	int64_t ns;
	struct queue *queue;
};

static int64_t put_after_sleep(void *arg)
{
	struct ordered *mine = arg;

	asyncio.sleep(mine->ns);
	return asyncio.queue_put(mine->queue, mine->ns);
}

static void sleepers_wake_in_the_order_of_their_deadlines(void)
{
	struct queue *queue = asyncio.queue_create(3);
	struct ordered sleepers[3] = {
		{MILLISECONDS(300), queue},
		{MILLISECONDS(5), queue},
		{MILLISECONDS(150), queue},
	};
	struct task *tasks[3];

	for (int i = 0; i < 3; i++)
		tasks[i] = asyncio.create_task(put_after_sleep, &sleepers[i]);
	check_int(asyncio.queue_get(queue), MILLISECONDS(5));
	check_int(asyncio.queue_get(queue), MILLISECONDS(150));
	check_int(asyncio.queue_get(queue), MILLISECONDS(300));
	check_int(asyncio.gather(tasks, 3, NULL), 0);
	asyncio.queue_destroy(queue);
}

static int64_t sleep_arg(void *arg)
{
	return asyncio.sleep((int64_t)(uintptr_t)arg);
}

static void the_longest_sleep_is_only_ended_by_a_cancellation(void)
{
	struct task *task = asyncio.create_task(sleep_arg, number(INT64_MAX));

	settle();
	check(!asyncio.task_done(task));
	asyncio.cancel(task);
	check_int(asyncio.await(task), -ECANCELED);
}

static void cancelled_sleepers_leave_the_others_alone(void)
{
	int n = live(400);
	struct task **tasks = calloc((size_t)n, sizeof(struct task *));

	check(tasks != NULL);
	for (int i = 0; i < n; i++)
		tasks[i] = asyncio.create_task(
			sleep_arg, number(i % 2 ? FOREVER + i : MICROSECONDS(10) * i));
	settle();
	for (int i = 1; i < n; i += 2)
		check_int(asyncio.cancel(tasks[i]), 1);
	for (int i = 0; i < n; i++)
		check_int(asyncio.await(tasks[i]), i % 2 ? -ECANCELED : 0);
	free(tasks);
}

/* ---- sleep(0) ---- */

static int64_t yield_until(void *arg)
{
	const _Atomic bool *over = arg;

	while (!*over)
		check_int(asyncio.sleep(0), 0);
	return 0;
}

static int64_t sleep_then_end(void *arg)
{
	_Atomic bool *over = arg;

	check_int(asyncio.sleep(MILLISECONDS(5)), 0);
	*over = true;
	return 0;
}

static void sleep_0_starves_no_timer(void)
{
	_Atomic bool over = false;
	struct task *tasks[3];

	for (int i = 0; i < 3; i++)
		tasks[i] = asyncio.create_task(i == 1 ? sleep_then_end : yield_until,
					       (void *)&over);
	check_int(asyncio.gather(tasks, 3, NULL), 0);
}

/* ---- a run queue that grows ---- */

struct yielders {
	_Atomic bool over;
	int64_t laps; /* of all: the trait asked for rules threads out */
};

static int64_t count_laps_until_over(void *arg)
{
	struct yielders *yielders = arg;

	while (!yielders->over) {
		yielders->laps++;
		check_int(asyncio.sleep(0), 0);
	}
	return 0;
}

static int64_t sleep_and_end_it(void *arg)
{
	struct yielders *yielders = arg;

	check_int(asyncio.sleep(MILLISECONDS(1)), 0);
	yielders->over = true;
	return 0;
}

/*
 * A loop that loses its place when its ring is moved looks at no timer for as many switches as
 * there were before. The sleep ends after far fewer: half of them in 1 ms are 1 ns a switch.
 */
static void a_ring_that_grows_starves_no_timer(void)
{
	struct yielders yielders = {.laps = 0};
	int switches = scaled(2000000), n = live(3000);
	struct task **tasks = calloc((size_t)n + 1, sizeof(struct task *));

	check(tasks != NULL);
	for (int i = 0; i < switches; i++)
		check_int(asyncio.sleep(0), 0);
	for (int i = 0; i < n; i++) {
		tasks[i] = asyncio.create_task(count_laps_until_over, &yielders);
		check(tasks[i] != NULL);
	}
	tasks[n] = asyncio.create_task(sleep_and_end_it, &yielders);
	check_int(asyncio.gather(tasks, (size_t)n + 1, NULL), 0);
	check(yielders.laps < switches / 2);
	free(tasks);
}

struct echoing {
	struct pair pair;
	_Atomic bool over;
};

static int64_t echo_three(void *arg)
{
	struct echoing *echoing = arg;
	char byte;

	for (int i = 0; i < 3; i++) {
		check_int(asyncio.read(echoing->pair.far, &byte, 1), 1);
		check_int(asyncio.write(echoing->pair.far, &byte, 1), 1);
	}
	return 0;
}

static int64_t ask_three(void *arg)
{
	struct echoing *echoing = arg;
	char byte = 'x';

	for (int i = 0; i < 3; i++) {
		check_int(asyncio.write(echoing->pair.near, &byte, 1), 1);
		check_int(asyncio.read(echoing->pair.near, &byte, 1), 1);
	}
	echoing->over = true;
	return 0;
}

static void sleep_0_starves_no_socket(void)
{
	struct echoing echoing = {.over = false};
	struct task *tasks[4];

	pair_open(&echoing.pair);
	tasks[0] = asyncio.create_task(yield_until, (void *)&echoing.over);
	tasks[1] = asyncio.create_task(echo_three, &echoing);
	tasks[2] = asyncio.create_task(ask_three, &echoing);
	tasks[3] = asyncio.create_task(yield_until, (void *)&echoing.over);
	check_int(asyncio.gather(tasks, 4, NULL), 0);
	pair_close(&echoing.pair);
}

struct laps {
	int done[50];
	bool wrong;
};

struct runner {
	struct laps *laps;
	int me;
};

static int64_t run_laps(void *arg)
{
	struct runner *runner = arg;
	struct laps *laps = runner->laps;

	for (int lap = 1; lap <= 100; lap++) {
		laps->done[runner->me] = lap;
		asyncio.sleep(0);
		for (size_t i = 0; i < COUNT(laps->done); i++)
			laps->wrong |= laps->done[i] < lap;
	}
	return 0;
}

static void after_sleep_0_every_ready_task_has_run_once(void)
{
	struct laps laps = {.wrong = false};
	struct runner runners[COUNT(laps.done)];
	struct task *tasks[COUNT(laps.done)];

	for (size_t i = 0; i < COUNT(tasks); i++) {
		runners[i] = (struct runner){&laps, (int)i};
		tasks[i] = asyncio.create_task(run_laps, &runners[i]);
	}
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), 0);
	check(!laps.wrong);
}

static const struct promise promises[] = {
	PROMISE(time_is_the_monotonic_clock),
	PROMISE(sleep_is_never_early),
	PROMISE(sleep_after_long_work_is_not_early),
	PROMISE(sleep_of_0_or_less_returns_0),
	PROMISE(many_sleeps_at_one_time_are_never_early),
	PROMISE_OUTSIDE(a_coarse_granularity_makes_no_sleep_early),
	PROMISE_IF(ASYNCIO_YIELD_IS_A_LAP, sleepers_wake_in_the_order_of_their_deadlines),
	PROMISE(the_longest_sleep_is_only_ended_by_a_cancellation),
	PROMISE(cancelled_sleepers_leave_the_others_alone),
	PROMISE(sleep_0_starves_no_timer),
	PROMISE(sleep_0_starves_no_socket),
	PROMISE_IF(ASYNCIO_YIELD_IS_A_LAP, a_ring_that_grows_starves_no_timer),
	PROMISE_IF(ASYNCIO_YIELD_IS_A_LAP, after_sleep_0_every_ready_task_has_run_once),
};

int main(int argc, char **argv)
{
	return play_promises("sleep", promises, COUNT(promises), argc, argv);
}
