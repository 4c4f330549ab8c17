/* SPDX-License-Identifier: MIT */
/*
 * threads-gil.c - what the global interpreter lock adds to the contract, and what a hand-over at
 * any instruction must leave whole. Built twice, the second time with a hand-over every 0.1 ms
 * instead of every 5, since few interruptions prove little.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "support/contract.h"

#define TASKS 4

/* Run function(arg) in some tasks at one time; each must return 0. */
static void run_tasks(coroutine *function, void *arg)
{
	struct task *tasks[TASKS];

	for (int i = 0; i < TASKS; i++)
		tasks[i] = asyncio.create_task(function, arg);
	check_int(asyncio.gather(tasks, TASKS, NULL), 0);
}

/* ---- one at a time ---- */

struct racer {
	_Atomic int64_t steps;
	_Atomic bool *go;
	const struct racer *other;
};

/* Count the steps, and how often the other was seen to have moved meanwhile. */
static int64_t race(void *arg)
{
	struct racer *self = arg;
	int64_t seen = 0, sightings = 0;

	while (!*self->go)
		asyncio.sleep(0);
	for (int n = scaled(20000000); n > 0; n--) {
		int64_t now =
			atomic_load_explicit(&self->other->steps, memory_order_relaxed);

		sightings += now != seen;
		seen = now;
		atomic_store_explicit(&self->steps, n, memory_order_relaxed);
	}
	return sightings;
}

static int64_t waits_so_far(void)
{
	struct rusage usage;

	check_int(getrusage(RUSAGE_SELF, &usage), 0);
	return usage.ru_nvcsw;
}

/* At every hand-over a thread goes to sleep; on two processors both would move all the time. */
static void of_two_tasks_that_compute_one_moves_between_two_hand_overs(void)
{
	_Atomic bool go = false;
	struct racer racers[2] = {{.go = &go, .other = &racers[1]},
				  {.go = &go, .other = &racers[0]}};
	int64_t waits = waits_so_far(), sightings[2];
	struct task *tasks[2];

	for (int i = 0; i < 2; i++)
		tasks[i] = asyncio.create_task(race, &racers[i]);
	go = true;
	asyncio.gather(tasks, 2, sightings);
	check(sightings[0] + sightings[1] <= waits_so_far() - waits + 2);
}

static int64_t spin(void *arg)
{
	while (!*(_Atomic bool *)arg)
		;
	return 0;
}

static void whoever_computes_for_ever_is_interrupted_for_each_of_many_others(void)
{
	_Atomic bool over = false;
	struct task *tasks[20];

	for (size_t i = 0; i < COUNT(tasks); i++)
		tasks[i] = asyncio.create_task(spin, &over);
	for (int i = 0; i < 5; i++)
		check_int(asyncio.sleep(MILLISECONDS(1)), 0);
	over = true;
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), 0);
}

/* ---- what an interruption must leave whole ---- */

static int64_t allocate(void *arg)
{
	void *kept[64] = {NULL};
	uint64_t random = 1 + (uintptr_t)&kept;

	(void)arg;
	for (int n = scaled(200000); n > 0; n--) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		void **place = &kept[random >> 58];

		free(*place);
		*place = malloc(1 + (random >> 40) % 40000);
		check(*place != NULL);
		memset(*place, 1, 1);
	}
	for (size_t i = 0; i < COUNT(kept); i++)
		free(kept[i]);
	return 0;
}

static void tasks_that_are_interrupted_in_malloc_hang_nobody(void)
{
	run_tasks(allocate, NULL);
}

static int64_t print(void *arg)
{
	for (int n = scaled(50000); n > 0; n--)
		check(fprintf(arg, "%d %f\n", n, n / 7.0) > 0);
	return 0;
}

static void tasks_that_are_interrupted_in_printf_hang_nobody(void)
{
	FILE *file = fopen("/dev/null", "w");

	check(file != NULL);
	run_tasks(print, file);
	fclose(file);
}

static int64_t hold_mutex(void *arg)
{
	for (int n = scaled(200000); n > 0; n--) {
		pthread_mutex_lock(arg);
		pthread_mutex_unlock(arg);
	}
	return 0;
}

static void tasks_that_are_interrupted_with_a_mutex_hang_nobody(void)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

	run_tasks(hold_mutex, &mutex);
}

struct shared {
	struct lock *lock;
	struct queue *queue; /* has room for one item of each task */
	struct event *event;
};

static int64_t use_runtime(void *arg)
{
	struct shared *shared = arg;

	for (int n = scaled(100000); n > 0; n--) {
		check_int(asyncio.lock_acquire(shared->lock), 0);
		check_int(asyncio.lock_release(shared->lock), 0);
		check_int(asyncio.queue_put(shared->queue, 1), 0);
		check_int(asyncio.queue_get(shared->queue), 1);
		asyncio.event_set(shared->event);
		asyncio.event_clear(shared->event);
	}
	return 0;
}

static void tasks_that_are_interrupted_in_the_runtime_hang_nobody(void)
{
	struct shared shared = {asyncio.lock_create(), asyncio.queue_create(TASKS),
				asyncio.event_create()};

	run_tasks(use_runtime, &shared);
	asyncio.lock_destroy(shared.lock);
	asyncio.queue_destroy(shared.queue);
	asyncio.event_destroy(shared.event);
}

static int64_t keep_errno(void *arg)
{
	int mine = (int)(uintptr_t)&mine | 1;

	(void)arg;
	errno = mine;
	for (int n = scaled(20000000); n > 0; n--)
		check(*(volatile int *)&errno == mine);
	return 0;
}

static void errno_survives_interruptions(void)
{
	run_tasks(keep_errno, NULL);
}

/* ---- what blocks ---- */

static int64_t read_byte(void *arg)
{
	char byte = 0;

	check_int(read(*(int *)arg, &byte, 1), 1);
	return byte;
}

static void a_call_that_blocks_with_the_lock_keeps_others_waiting_not_for_ever(void)
{
	int ends[2];
	struct task *task;

	check_int(pipe(ends), 0);
	task = asyncio.create_task(read_byte, &ends[0]);
	settle();
	check_int(write(ends[1], "w", 1), 1);
	check_int(asyncio.await(task), 'w');
	close(ends[0]);
	close(ends[1]);
}

static int64_t nap(void *arg)
{
	struct timespec duration = {.tv_nsec = MICROSECONDS(200)};

	(void)arg;
	return nanosleep(&duration, NULL);
}

/* Compute for about as long as another waits before it asks, and nap. */
static int64_t offload_naps(void *arg)
{
	for (int n = scaled(50); n > 0; n--) {
		int64_t start = asyncio.time();

		while (asyncio.time() - start < MICROSECONDS(4 * n))
			;
		check_int(asyncio.to_thread(nap, arg), 0);
	}
	return 0;
}

static void nobody_who_wants_the_lock_interrupts_to_thread(void)
{
	_Atomic bool over = false;
	struct task *spinner = asyncio.create_task(spin, &over);

	run_tasks(offload_naps, NULL);
	over = true;
	check_int(asyncio.await(spinner), 0);
}

/* ---- beside the runtime without the lock ---- */

static int64_t sleep_forever(void *arg)
{
	const struct asyncio *table = arg;

	return table->sleep(FOREVER);
}

static int64_t cancel_many(void *arg)
{
	const struct asyncio *table = arg;

	for (int n = scaled(2000); n > 0; n--) {
		struct task *task = table->create_task(sleep_forever, arg);

		table->sleep(0);
		check_int(table->cancel(task), 1);
		check_int(table->await(task), -ECANCELED);
	}
	return 0;
}

static void *run_without_lock(void *arg)
{
	struct asyncio table = asyncio_threads;

	check_int(table.run(cancel_many, &table, NULL), 0);
	return arg;
}

static void both_runtimes_of_threads_cancel_in_one_program(void)
{
	pthread_t thread;

	check_int(pthread_create(&thread, NULL, run_without_lock, NULL), 0);
	check_int(asyncio.run(cancel_many, &asyncio, NULL), 0);
	check_int(pthread_join(thread, NULL), 0);
}

static const struct promise promises[] = {
	PROMISE(of_two_tasks_that_compute_one_moves_between_two_hand_overs),
	PROMISE(whoever_computes_for_ever_is_interrupted_for_each_of_many_others),
	PROMISE(tasks_that_are_interrupted_in_malloc_hang_nobody),
	PROMISE(tasks_that_are_interrupted_in_printf_hang_nobody),
	PROMISE(tasks_that_are_interrupted_with_a_mutex_hang_nobody),
	PROMISE(tasks_that_are_interrupted_in_the_runtime_hang_nobody),
	PROMISE(errno_survives_interruptions),
	PROMISE(a_call_that_blocks_with_the_lock_keeps_others_waiting_not_for_ever),
	PROMISE(nobody_who_wants_the_lock_interrupts_to_thread),
	PROMISE_OUTSIDE(both_runtimes_of_threads_cancel_in_one_program),
};

int main(int argc, char **argv)
{
	char *with_lock[] = {argv[0], "threads-gil", NULL};

	(void)argc;
	return play_promises("threads-gil", promises, COUNT(promises), 2, with_lock);
}
