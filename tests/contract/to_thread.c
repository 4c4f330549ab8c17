/* SPDX-License-Identifier: MIT */
/* to_thread.c - blocking work beside the tasks. Cancellation there: see cancel_calls.c. */
#include <time.h>
#include <unistd.h>

#include "support/contract.h"

static int64_t return_arg(void *arg)
{
	return (int64_t)(uintptr_t)arg;
}

static void to_thread_returns_what_the_function_returned(void)
{
	check_int(asyncio.to_thread(return_arg, number(9)), 9);
	check_int(asyncio.to_thread(return_arg, NULL), 0);
	check_int(asyncio.to_thread(return_arg, number(-EIO)), -EIO);
}

static int64_t read_byte(void *arg)
{
	char byte = 0;

	return read(*(int *)arg, &byte, 1) == 1 ? byte : -errno;
}

static int64_t offload_read(void *arg)
{
	return asyncio.to_thread(read_byte, arg);
}

static void other_tasks_run_while_the_function_blocks(void)
{
	int ends[2];
	struct task *task;

	check_int(pipe(ends), 0);
	task = asyncio.create_task(offload_read, &ends[0]);
	settle();
	check(!asyncio.task_done(task));
	check_int(write(ends[1], "w", 1),
		  1); /* only a task that runs can end the other's wait */
	check_int(asyncio.await(task), 'w');
	close(ends[0]);
	close(ends[1]);
}

static int64_t nap(void *arg)
{
	struct timespec duration = {.tv_nsec = MILLISECONDS(5)};

	(void)arg;
	return nanosleep(&duration, NULL);
}

static void to_thread_waits_until_the_function_has_returned(void)
{
	int64_t before = asyncio.time();

	check_int(asyncio.to_thread(nap, NULL), 0);
	check(asyncio.time() - before >= MILLISECONDS(5));
}

static int64_t ask_time(void *arg)
{
	(void)arg;
	return asyncio.time();
}

static void the_function_may_ask_for_the_time(void)
{
	int64_t before = asyncio.time();
	int64_t during = asyncio.to_thread(ask_time, NULL);

	check(before <= during && during <= asyncio.time());
}

static int64_t square(void *arg)
{
	int64_t n = (int64_t)(uintptr_t)arg;

	return n * n;
}

static int64_t offload_squares(void *arg)
{
	int64_t sum = 0;

	for (int i = 0; i < 10; i++)
		sum += asyncio.to_thread(square, arg);
	return sum;
}

static void many_tasks_use_to_thread_at_one_time(void)
{
	struct task *tasks[50];
	int64_t results[50];

	for (int i = 0; i < 50; i++)
		tasks[i] = asyncio.create_task(offload_squares, number(i));
	check_int(asyncio.gather(tasks, 50, results), 0);
	for (int i = 0; i < 50; i++)
		check_int(results[i], 10 * i * i);
}

static int64_t offload_nap(void *arg)
{
	return asyncio.to_thread(nap, arg);
}

static void of_very_many_calls_at_one_time_each_gets_its_turn(void)
{
	struct task *tasks[200];
	int n = live(200);

	for (int i = 0; i < n; i++)
		tasks[i] = asyncio.create_task(offload_nap, NULL);
	for (int i = 0; i < n; i++)
		check_int(asyncio.await(tasks[i]), 0);
}

static void a_sleep_ends_while_a_function_blocks(void)
{
	int ends[2];
	struct task *task;

	check_int(pipe(ends), 0);
	task = asyncio.create_task(offload_read, &ends[0]);
	check_int(asyncio.sleep(MILLISECONDS(3)), 0);
	check(!asyncio.task_done(task));
	check_int(write(ends[1], "z", 1), 1);
	check_int(asyncio.await(task), 'z');
	close(ends[0]);
	close(ends[1]);
}

static const struct promise promises[] = {
	PROMISE(to_thread_returns_what_the_function_returned),
	PROMISE(other_tasks_run_while_the_function_blocks),
	PROMISE(to_thread_waits_until_the_function_has_returned),
	PROMISE(the_function_may_ask_for_the_time),
	PROMISE(many_tasks_use_to_thread_at_one_time),
	PROMISE(of_very_many_calls_at_one_time_each_gets_its_turn),
	PROMISE(a_sleep_ends_while_a_function_blocks),
};

int main(int argc, char **argv)
{
	return play_promises("to_thread", promises, COUNT(promises), argc, argv);
}
