/* SPDX-License-Identifier: MIT */
/* run.c - starting a runtime. What main leaves over is in leftovers.c, deadlocks in deadlock.c. */
#include <pthread.h>

#include "support/contract.h"

static int64_t return_arg(void *arg)
{
	return (int64_t)(uintptr_t)arg;
}

static int64_t run_number(int64_t n)
{
	return asyncio.run(return_arg, number(n), NULL);
}

static void run_returns_what_main_returned(void)
{
	check_int(run_number(0), 0);
	check_int(run_number(77), 77);
	check_int(run_number(-EIO), -EIO);
	check_int(run_number(-EDEADLK), -EDEADLK);
}

static void run_may_be_called_again_and_again(void)
{
	for (int i = 0; i < scaled(100); i++)
		check_int(run_number(i), i);
}

static int64_t run_inside(void *arg)
{
	check_int(asyncio.run(return_arg, arg, NULL), -EBUSY);
	check_int(asyncio.sleep(0), 0); /* the outer run goes on */
	check_int(asyncio.await(asyncio.create_task(return_arg, arg)), 4);
	return 5;
}

static void a_run_inside_a_run_is_ebusy(void)
{
	check_int(asyncio.run(run_inside, number(4), NULL), 5);
	check_int(run_number(6), 6);
}

static void runtime_has_a_name_and_known_traits(void)
{
	check(asyncio.name != NULL && asyncio.name[0] != '\0');
	check((asyncio.traits & ~63u) == 0);
}

/* ---- options ---- */

static void zero_options_are_the_defaults(void)
{
	const struct asyncio_options none = {0};

	check_int(asyncio.run(return_arg, number(3), &none), 3);
}

static void options_out_of_range_are_einval(void)
{
	static const struct asyncio_options outside[] = {
		{.stack_size = 1},
		{.stack_size = 4097},
		{.stack_size = ((size_t)16 << 10) - 1},
		{.stack_size = ((size_t)1 << 30) + 1},
		{.stack_size = SIZE_MAX - 4095},
		{.stack_size = SIZE_MAX},
		{.max_tasks = ((size_t)1 << 28) + 1},
		{.max_tasks = SIZE_MAX / 64 + 2},
		{.max_tasks = SIZE_MAX},
		{.timer_granularity_ns = -1},
		{.timer_granularity_ns = SECONDS(60) + 1},
		{.timer_granularity_ns = INT64_MIN},
		{.timer_granularity_ns = INT64_MAX},
	};

	for (size_t i = 0; i < COUNT(outside); i++) {
		reached((int64_t)i);
		check_int(asyncio.run(return_arg, number(8), &outside[i]), -EINVAL);
	}
}

static void extreme_options_work(void)
{
	static const struct asyncio_options extremes[] = {
		{.stack_size = (size_t)16 << 10},
		{.stack_size = ((size_t)16 << 10) + 1},
		{.stack_size = 3 << 20},
		{.max_tasks = 1},
		{.max_tasks = (size_t)1 << 28},
		{.timer_granularity_ns = 1},
		{.timer_granularity_ns = SECONDS(60)},
		{.spins = 1000},
	};

	for (size_t i = 0; i < COUNT(extremes); i++) {
		reached((int64_t)i);
		check_int(asyncio.run(return_arg, number(8), &extremes[i]), 8);
	}
}

/* In range: if it fails, then for want of memory. */
static void the_largest_stack_works_or_has_no_memory(void)
{
	const struct asyncio_options largest = {.stack_size = (size_t)1 << 30};
	int64_t r = asyncio.run(return_arg, number(8), &largest);

	check(r == 8 || r == -ENOMEM || r == -EAGAIN);
}

static void without_a_descriptor_run_is_emfile_or_works(void)
{
	long before = use_up_descriptors();
	int64_t r = run_number(4);

	allow_descriptors(before);
	check(r == 4 || r == -EMFILE);
	check_int(run_number(5), 5);
}

/* ---- several runs at once ---- */

static int64_t add_up(void *arg)
{
	struct queue *queue = asyncio.queue_create(2);
	int64_t sum = 0;

	(void)arg;
	for (int i = 0; i < scaled(300); i++) {
		check_int(asyncio.await(asyncio.create_task(return_arg, number(i))), i);
		check_int(asyncio.queue_put(queue, i), 0);
		check_int(asyncio.sleep(i % 50 ? 0 : MICROSECONDS(100)), 0);
		sum += asyncio.queue_get(queue);
	}
	asyncio.queue_destroy(queue);
	return sum;
}

static void *run_in_thread(void *arg)
{
	for (int i = 0; i < 3; i++)
		*(int64_t *)arg = asyncio.run(add_up, NULL, NULL);
	return NULL;
}

static void runs_on_several_os_threads_do_not_disturb_each_other(void)
{
	int64_t n = scaled(300);
	int64_t results[3];
	pthread_t threads[3];

	for (int i = 0; i < 3; i++)
		check_int(pthread_create(&threads[i], NULL, run_in_thread, &results[i]), 0);
	check_int(asyncio.run(add_up, NULL, NULL), n * (n - 1) / 2);
	for (int i = 0; i < 3; i++) {
		check_int(pthread_join(threads[i], NULL), 0);
		check_int(results[i], n * (n - 1) / 2);
	}
}

static const struct promise promises[] = {
	PROMISE_OUTSIDE(run_returns_what_main_returned),
	PROMISE_OUTSIDE(run_may_be_called_again_and_again),
	PROMISE_OUTSIDE(a_run_inside_a_run_is_ebusy),
	PROMISE_OUTSIDE(runtime_has_a_name_and_known_traits),
	PROMISE_OUTSIDE(zero_options_are_the_defaults),
	PROMISE_OUTSIDE(options_out_of_range_are_einval),
	PROMISE_OUTSIDE(extreme_options_work),
	PROMISE_OUTSIDE(the_largest_stack_works_or_has_no_memory),
	PROMISE_OUTSIDE(without_a_descriptor_run_is_emfile_or_works),
	PROMISE_OUTSIDE(runs_on_several_os_threads_do_not_disturb_each_other),
};

int main(int argc, char **argv)
{
	return play_promises("run", promises, COUNT(promises), argc, argv);
}
