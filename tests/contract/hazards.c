/* SPDX-License-Identifier: MIT */
/*
 * hazards.c - what goes wrong where tasks share something, and the ways out that every runtime
 * gives: a lock around an update, a time limit on a deadlock. That a runtime finds deadlocks by
 * itself: see deadlock.c.
 */
#include <stdatomic.h>

#include "support/contract.h"

#define TASKS 4
#define UPDATES 100

/* A counter, and the lock that may guard it. */
struct shared {
	_Atomic int counter;
	struct lock *lock;
};

/* Read, wait, write: relaxed, so that what is lost is an update, and the program well defined. */
static void update(struct shared *shared)
{
	int seen = atomic_load_explicit(&shared->counter, memory_order_relaxed);

	check_int(asyncio.sleep(0), 0);
	atomic_store_explicit(&shared->counter, seen + 1, memory_order_relaxed);
}

static int64_t update_unguarded(void *arg)
{
	for (int i = 0; i < UPDATES; i++)
		update(arg);
	return UPDATES;
}

static int64_t update_guarded(void *arg)
{
	struct shared *shared = arg;

	for (int i = 0; i < UPDATES; i++) {
		check_int(asyncio.lock_acquire(shared->lock), 0);
		update(shared);
		check_int(asyncio.lock_release(shared->lock), 0);
	}
	return UPDATES;
}

/* What the counter comes to when all tasks have done their updates. */
static int count_with(coroutine *function)
{
	struct shared shared = {.lock = asyncio.lock_create()};
	struct task *tasks[TASKS];

	for (size_t i = 0; i < TASKS; i++)
		tasks[i] = asyncio.create_task(function, &shared);
	check_int(asyncio.gather(tasks, TASKS, NULL), 0);
	asyncio.lock_destroy(shared.lock);
	return shared.counter;
}

/* All have read before the first writes: of each lap of the tasks one update is left. */
static void a_wait_inside_an_update_loses_those_of_the_others(void)
{
	check_int(count_with(update_unguarded), UPDATES);
}

static void a_lock_around_an_update_loses_none_even_if_it_waits_inside(void)
{
	check_int(count_with(update_guarded), TASKS * UPDATES);
}

/* Takes its first lock, waits until the other one has its own, and wants that. */
struct party {
	struct lock *first, *second;
	struct event *has_first, *other_has_first;
};

static int64_t take_both(void *arg)
{
	struct party *party = arg;
	int64_t result;

	check_int(asyncio.lock_acquire(party->first), 0);
	asyncio.event_set(party->has_first);
	check_int(asyncio.event_wait(party->other_has_first), 0);
	result = asyncio.lock_acquire(party->second);
	if (!result)
		check_int(asyncio.lock_release(party->second), 0);
	check_int(asyncio.lock_release(party->first), 0);
	return result;
}

static void a_time_limit_on_one_task_ends_a_deadlock_of_two(void)
{
	struct lock *locks[] = {asyncio.lock_create(), asyncio.lock_create()};
	struct event *events[] = {asyncio.event_create(), asyncio.event_create()};
	struct party one = {locks[0], locks[1], events[0], events[1]};
	struct party other = {locks[1], locks[0], events[1], events[0]};
	struct task *tasks[] = {asyncio.create_task(take_both, &one),
				asyncio.create_task(take_both, &other)};

	for (size_t i = 0; i < COUNT(events); i++)
		check_int(asyncio.event_wait(events[i]), 0);
	check(!asyncio.task_done(tasks[0]) && !asyncio.task_done(tasks[1]));
	check_int(asyncio.wait_for(tasks[0], MILLISECONDS(5)), -ETIMEDOUT);
	check_int(asyncio.await(tasks[1]), 0);
	for (size_t i = 0; i < COUNT(locks); i++) {
		check_int(asyncio.lock_acquire(locks[i]), 0);
		asyncio.lock_destroy(locks[i]);
		asyncio.event_destroy(events[i]);
	}
}

static const struct promise promises[] = {
	PROMISE_IF(ASYNCIO_YIELD_IS_A_LAP,
		   a_wait_inside_an_update_loses_those_of_the_others),
	PROMISE(a_lock_around_an_update_loses_none_even_if_it_waits_inside),
	PROMISE(a_time_limit_on_one_task_ends_a_deadlock_of_two),
};

int main(int argc, char **argv)
{
	return play_promises("hazards", promises, COUNT(promises), argc, argv);
}
