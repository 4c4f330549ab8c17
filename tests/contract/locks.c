/* SPDX-License-Identifier: MIT */
/* locks.c - one holder at a time, no lost wake-up. Cancelled acquires: see cancel_calls.c. */
#include "support/contract.h"

static void a_lock_is_acquired_and_released(void)
{
	struct lock *lock = asyncio.lock_create();

	check(lock != NULL);
	for (int i = 0; i < 10; i++) {
		check_int(asyncio.lock_acquire(lock), 0);
		check_int(asyncio.lock_release(lock), 0);
	}
	asyncio.lock_destroy(lock);
}

static void releasing_what_nobody_holds_is_eperm(void)
{
	struct lock *lock = asyncio.lock_create();

	check_int(asyncio.lock_release(lock), -EPERM);
	check_int(asyncio.lock_acquire(lock), 0);
	check_int(asyncio.lock_release(lock), 0);
	check_int(asyncio.lock_release(lock), -EPERM);
	asyncio.lock_destroy(lock);
}

static int64_t acquire(void *arg)
{
	return asyncio.lock_acquire(arg);
}

static int64_t release(void *arg)
{
	return asyncio.lock_release(arg);
}

static void acquire_waits_until_the_lock_is_released(void)
{
	struct lock *lock = asyncio.lock_create();
	struct task *task;

	check_int(asyncio.lock_acquire(lock), 0);
	task = asyncio.create_task(acquire, lock);
	settle();
	check(!asyncio.task_done(task));
	check_int(asyncio.lock_release(lock), 0);
	check_int(asyncio.await(task), 0);
	check_int(asyncio.lock_release(lock), 0);
	asyncio.lock_destroy(lock);
}

static void a_lock_is_not_recursive(void)
{
	struct lock *lock = asyncio.lock_create();
	struct task *task;

	check_int(asyncio.lock_acquire(lock), 0);
	task = asyncio.create_task(acquire, lock);
	check_int(asyncio.wait_for(task, MILLISECONDS(2)), -ETIMEDOUT);
	check_int(asyncio.lock_release(lock), 0);
	asyncio.lock_destroy(lock);
}

static void another_task_may_release_what_one_holds(void)
{
	struct lock *lock = asyncio.lock_create();

	check_int(asyncio.await(asyncio.create_task(acquire, lock)), 0);
	check_int(asyncio.await(asyncio.create_task(release, lock)), 0);
	check_int(asyncio.lock_release(lock), -EPERM);
	asyncio.lock_destroy(lock);
}

struct shared {
	struct lock *lock;
	_Atomic int inside;
	int64_t counter; /* not atomic: the lock alone protects it */
	int rounds;
	bool yields;
};

static int64_t count_under_lock(void *arg)
{
	struct shared *shared = arg;

	for (int i = 0; i < shared->rounds; i++) {
		int64_t before;

		check_int(asyncio.lock_acquire(shared->lock), 0);
		check_int(shared->inside++, 0);
		before = shared->counter;
		if (shared->yields)
			check_int(asyncio.sleep(0), 0);
		shared->counter = before + 1;
		shared->inside--;
		check_int(asyncio.lock_release(shared->lock), 0);
		if (i % 3 == 0)
			asyncio.sleep(0);
	}
	return 0;
}

static void contend(int tasks_wanted, int rounds, bool yields)
{
	struct shared shared = {
		.lock = asyncio.lock_create(), .rounds = rounds, .yields = yields};
	struct task *tasks[64];

	for (int i = 0; i < tasks_wanted; i++)
		tasks[i] = asyncio.create_task(count_under_lock, &shared);
	check_int(asyncio.gather(tasks, (size_t)tasks_wanted, NULL), 0);
	check_int(shared.counter, (int64_t)tasks_wanted * rounds);
	asyncio.lock_destroy(shared.lock);
}

/* A lost wake-up would hang one of these. */
static void one_task_at_a_time_holds_a_lock_under_load(void)
{
	contend(2, scaled(5000), false);
	contend(8, scaled(2000), false);
	contend(40, scaled(200), false);
}

static void one_task_at_a_time_holds_a_lock_across_waits(void)
{
	contend(2, scaled(2000), true);
	contend(20, scaled(200), true);
}

struct turn {
	struct lock *lock;
	int *next;
	int place;
};

static int64_t take_turn(void *arg)
{
	struct turn *turn = arg;

	check_int(asyncio.lock_acquire(turn->lock), 0);
	check_int((*turn->next)++, turn->place);
	asyncio.sleep(0);
	return asyncio.lock_release(turn->lock);
}

static void a_lock_goes_to_the_task_that_has_waited_longest(void)
{
	struct lock *lock = asyncio.lock_create();
	int next = 0;
	struct turn turns[30];
	struct task *tasks[COUNT(turns)];

	check_int(asyncio.lock_acquire(lock), 0);
	for (size_t i = 0; i < COUNT(turns); i++) {
		turns[i] = (struct turn){lock, &next, (int)i};
		tasks[i] = asyncio.create_task(take_turn, &turns[i]);
		settle();
	}
	check_int(asyncio.lock_release(lock), 0);
	check_int(asyncio.lock_acquire(lock), 0); /* behind all of them */
	check_int(next, COUNT(turns));
	check_int(asyncio.lock_release(lock), 0);
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), 0);
	asyncio.lock_destroy(lock);
}

static const struct promise promises[] = {
	PROMISE(a_lock_is_acquired_and_released),
	PROMISE(releasing_what_nobody_holds_is_eperm),
	PROMISE(acquire_waits_until_the_lock_is_released),
	PROMISE(a_lock_is_not_recursive),
	PROMISE(another_task_may_release_what_one_holds),
	PROMISE(one_task_at_a_time_holds_a_lock_under_load),
	PROMISE(one_task_at_a_time_holds_a_lock_across_waits),
	PROMISE_IF(ASYNCIO_FIRST_WAITER_FIRST,
		   a_lock_goes_to_the_task_that_has_waited_longest),
};

int main(int argc, char **argv)
{
	return play_promises("locks", promises, COUNT(promises), argc, argv);
}
