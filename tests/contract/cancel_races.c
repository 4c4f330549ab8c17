/* SPDX-License-Identifier: MIT */
/*
 * cancel_races.c - a cancellation and a wake-up at one moment: either the call keeps its result or
 * it has done nothing, so that nothing is lost and nothing doubled. On one loop the two are in a
 * fixed order and the interesting cases are played; on threads they are left to chance, often.
 */
#include "support/pair.h"

/*
 * The request is delivered once: to the call that returned r, or else to the next. A request that
 * is lost leaves the task asleep, and the watchdog ends the test.
 */
static int64_t see_request_after(int64_t r)
{
	if (r == -ECANCELED)
		check_int(asyncio.sleep(0), 0);
	else
		check_int(asyncio.sleep(FOREVER), -ECANCELED);
	return r;
}

/* ---- queues ---- */

struct getter {
	struct queue *queue;
	_Atomic int started;
};

static int64_t get_once(void *arg)
{
	struct getter *getter = arg;

	getter->started++;
	return see_request_after(asyncio.queue_get(getter->queue));
}

static void put_and_cancel(struct getter *getter, struct task *task, int64_t item,
			   bool first)
{
	if (first)
		check_int(asyncio.cancel(task), 1);
	check_int(asyncio.queue_put(getter->queue, item), 0);
	if (!first)
		check_int(asyncio.cancel(task), 1);
}

static void an_item_put_at_a_getters_cancellation_is_taken_or_stays(void)
{
	struct getter getter = {.queue = asyncio.queue_create(2)};
	int n = scaled(2000);

	for (int i = 0; i < n; i++) {
		struct task *task = asyncio.create_task(get_once, &getter);
		int64_t r;

		until(&getter.started, i + 1);
		put_and_cancel(&getter, task, i, i % 2);
		r = asyncio.await(task);
		if (r == -ECANCELED)
			r = asyncio.queue_get(getter.queue);
		check_int(r, i);
	}
	asyncio.queue_destroy(getter.queue);
}

/* Two tasks that act on a third at one moment: at one time, where tasks run in parallel. */
struct duel {
	struct getter getter;
	struct task *task;
	int rounds;
	_Atomic int round, cancelled;
};

static int64_t put_each_round(void *arg)
{
	struct duel *duel = arg;

	for (int i = 1; i <= duel->rounds; i++) {
		until(&duel->round, i);
		check_int(asyncio.queue_put(duel->getter.queue, i), 0);
	}
	return 0;
}

static int64_t cancel_each_round(void *arg)
{
	struct duel *duel = arg;

	for (int i = 1; i <= duel->rounds; i++) {
		until(&duel->round, i);
		check_int(asyncio.cancel(duel->task), 1);
		duel->cancelled++;
	}
	return 0;
}

static void play_round(struct duel *duel, int i)
{
	int64_t r;

	duel->task = asyncio.create_task(get_once, &duel->getter);
	asyncio.task_keep(duel->task);
	until(&duel->getter.started, i);
	for (int laps = i % 4; laps > 0; laps--)
		asyncio.sleep(0);
	duel->round = i;
	r = asyncio.await(duel->task);
	until(&duel->cancelled, i);
	asyncio.task_release(duel->task);
	check_int(r == -ECANCELED ? asyncio.queue_get(duel->getter.queue) : r, i);
}

static void an_item_put_while_another_task_cancels_is_taken_or_stays(void)
{
	struct duel duel = {.getter = {.queue = asyncio.queue_create(2)},
			    .rounds = scaled(4000)};
	struct task *tasks[2] = {asyncio.create_task(put_each_round, &duel),
				 asyncio.create_task(cancel_each_round, &duel)};

	for (int i = 1; i <= duel.rounds; i++) {
		reached(i);
		play_round(&duel, i);
	}
	check_int(asyncio.gather(tasks, 2, NULL), 0);
	asyncio.queue_destroy(duel.getter.queue);
}

static int64_t put_once(void *arg)
{
	struct getter *putter = arg;

	putter->started++;
	return see_request_after(asyncio.queue_put(putter->queue, 2));
}

static void a_put_at_its_cancellation_appends_once_or_not_at_all(void)
{
	struct getter putter = {.queue = asyncio.queue_create(1)};
	int n = scaled(2000);

	for (int i = 0; i < n; i++) {
		struct task *task;

		check_int(asyncio.queue_put(putter.queue, 1), 0);
		task = asyncio.create_task(put_once, &putter);
		until(&putter.started, i + 1);
		if (i % 2)
			check_int(asyncio.cancel(task), 1);
		check_int(asyncio.queue_get(putter.queue), 1);
		if (i % 2 == 0)
			check_int(asyncio.cancel(task), 1);
		if (asyncio.await(task) == 0)
			check_int(asyncio.queue_get(putter.queue), 2);
	}
	check_int(asyncio.queue_put(putter.queue, 3), 0);
	check_int(asyncio.queue_get(putter.queue), 3);
	asyncio.queue_destroy(putter.queue);
}

static int64_t get_simply(void *arg)
{
	return asyncio.queue_get(arg);
}

static void a_cancelled_getter_passes_its_wake_up_to_the_next(void)
{
	struct queue *queue = asyncio.queue_create(2);
	int n = scaled(1000);

	for (int i = 0; i < n; i++) {
		struct task *first = asyncio.create_task(get_simply, queue);
		struct task *second = asyncio.create_task(get_simply, queue);

		for (int laps = 0; laps < 3; laps++)
			asyncio.sleep(0);
		check_int(asyncio.queue_put(queue, 10), 0);
		asyncio.cancel(first);
		/* The item is one's; the other gets the next, or was cancelled. */
		if (asyncio.await(first) == -ECANCELED) {
			check_int(asyncio.await(second), 10);
		} else {
			check_int(asyncio.queue_put(queue, 11), 0);
			check_int(asyncio.await(second), 11);
		}
	}
	asyncio.queue_destroy(queue);
}

/* ---- locks ---- */

struct locker {
	struct lock *lock;
	_Atomic int started;
};

static int64_t acquire_once(void *arg)
{
	struct locker *locker = arg;

	locker->started++;
	return see_request_after(asyncio.lock_acquire(locker->lock));
}

static int64_t acquire_and_release(void *arg)
{
	check_int(asyncio.lock_acquire(arg), 0);
	check_int(asyncio.lock_release(arg), 0);
	return 0;
}

static void a_lock_released_at_a_waiters_cancellation_is_held_or_free(void)
{
	struct locker locker = {.lock = asyncio.lock_create()};
	int n = scaled(2000);

	for (int i = 0; i < n; i++) {
		struct task *waiter, *next;

		check_int(asyncio.lock_acquire(locker.lock), 0);
		waiter = asyncio.create_task(acquire_once, &locker);
		until(&locker.started, i + 1);
		next = asyncio.create_task(acquire_and_release, locker.lock);
		if (i % 2)
			check_int(asyncio.cancel(waiter), 1);
		check_int(asyncio.lock_release(locker.lock), 0);
		if (i % 2 == 0)
			check_int(asyncio.cancel(waiter), 1);
		if (asyncio.await(waiter) == 0)
			check_int(asyncio.lock_release(locker.lock), 0);
		check_int(asyncio.await(next), 0);
		check_int(asyncio.lock_release(locker.lock), -EPERM);
	}
	asyncio.lock_destroy(locker.lock);
}

/* ---- events, sleeps ---- */

struct waiter {
	struct event *event;
	_Atomic int started;
};

static int64_t wait_once(void *arg)
{
	struct waiter *waiter = arg;

	waiter->started++;
	return see_request_after(asyncio.event_wait(waiter->event));
}

static void an_event_set_at_a_waiters_cancellation_is_one_or_the_other(void)
{
	struct waiter waiter = {.event = asyncio.event_create()};
	int n = scaled(2000);

	for (int i = 0; i < n; i++) {
		struct task *task = asyncio.create_task(wait_once, &waiter);
		int64_t r;

		until(&waiter.started, i + 1);
		if (i % 2)
			check_int(asyncio.cancel(task), 1);
		asyncio.event_set(waiter.event);
		if (i % 2 == 0)
			check_int(asyncio.cancel(task), 1);
		r = asyncio.await(task);
		check(r == 0 || r == -ECANCELED);
		asyncio.event_clear(waiter.event);
	}
	asyncio.event_destroy(waiter.event);
}

struct napper {
	int64_t ns;
	_Atomic int started;
};

static int64_t nap_once(void *arg)
{
	struct napper *napper = arg;

	napper->started++;
	return see_request_after(asyncio.sleep(napper->ns));
}

static void a_sleep_that_ends_at_its_cancellation_is_one_or_the_other(void)
{
	struct napper napper = {.started = 0};
	int n = scaled(500);

	for (int i = 0; i < n; i++) {
		struct task *task;
		int64_t r;

		napper.ns = MICROSECONDS(100 + i % 50);
		task = asyncio.create_task(nap_once, &napper);
		until(&napper.started, i + 1);
		asyncio.sleep(MICROSECONDS(100));
		check_int(asyncio.cancel(task), 1);
		r = asyncio.await(task);
		check(r == 0 || r == -ECANCELED);
	}
}

/* ---- streams ---- */

struct reading {
	struct stream *stream;
	_Atomic int started;
	char byte;
};

static int64_t read_once(void *arg)
{
	struct reading *reading = arg;

	reading->started++;
	return see_request_after(asyncio.read(reading->stream, &reading->byte, 1));
}

static void a_byte_sent_at_a_readers_cancellation_is_read_or_stays(void)
{
	struct reading reading = {.started = 0};
	struct pair pair;
	int n = scaled(1000);

	pair_open(&pair);
	reading.stream = pair.near;
	for (int i = 0; i < n; i++) {
		struct task *task = asyncio.create_task(read_once, &reading);
		char sent = (char)i;

		until(&reading.started, i + 1);
		if (i % 3 == 0)
			check_int(asyncio.cancel(task), 1);
		check_int(asyncio.write(pair.far, &sent, 1), 1);
		if (i % 3 == 2)
			asyncio.sleep(0);
		if (i % 3)
			check_int(asyncio.cancel(task), 1);
		if (asyncio.await(task) == -ECANCELED)
			check_int(asyncio.read(pair.near, &reading.byte, 1), 1);
		check_int(reading.byte, sent);
	}
	pair_close(&pair);
}

static const struct promise promises[] = {
	PROMISE(an_item_put_at_a_getters_cancellation_is_taken_or_stays),
	PROMISE(an_item_put_while_another_task_cancels_is_taken_or_stays),
	PROMISE(a_put_at_its_cancellation_appends_once_or_not_at_all),
	PROMISE(a_cancelled_getter_passes_its_wake_up_to_the_next),
	PROMISE(a_lock_released_at_a_waiters_cancellation_is_held_or_free),
	PROMISE(an_event_set_at_a_waiters_cancellation_is_one_or_the_other),
	PROMISE(a_sleep_that_ends_at_its_cancellation_is_one_or_the_other),
	PROMISE(a_byte_sent_at_a_readers_cancellation_is_read_or_stays),
};

int main(int argc, char **argv)
{
	return play_promises("cancel_races", promises, COUNT(promises), argc, argv);
}
