/* SPDX-License-Identifier: MIT */
/*
 * cancel_calls.c - every waiting call but those of streams: a cancellation arrives there, at its
 * entry and while it waits, and the call has then done nothing.
 */
#include <unistd.h>

#include "support/cancelled.h"

static int64_t call_sleep(void *arg)
{
	return asyncio.sleep((int64_t)(uintptr_t)arg);
}

static int64_t call_event_wait(void *arg)
{
	return asyncio.event_wait(arg);
}

static int64_t call_lock_acquire(void *arg)
{
	return asyncio.lock_acquire(arg);
}

static int64_t call_queue_get(void *arg)
{
	return asyncio.queue_get(arg);
}

static int64_t call_queue_put(void *arg)
{
	return asyncio.queue_put(arg, 200);
}

/* ---- sleep ---- */

static void a_cancellation_ends_sleep(void)
{
	cancel_while_waiting(call_sleep, number(FOREVER));
}

static void a_request_is_delivered_by_sleep(void)
{
	cancel_at_entry(call_sleep, number(0));
	cancel_at_entry(call_sleep, number(-1));
	cancel_at_entry(call_sleep, number(FOREVER));
}

/* ---- event_wait ---- */

static void a_cancellation_ends_event_wait(void)
{
	struct event *event = asyncio.event_create();

	cancel_while_waiting(call_event_wait, event);
	asyncio.event_set(event); /* nobody waits: nothing to wake */
	check_int(asyncio.event_wait(event), 0);
	asyncio.event_destroy(event);
}

static void a_request_is_delivered_by_event_wait(void)
{
	struct event *event = asyncio.event_create();

	asyncio.event_set(event);
	cancel_at_entry(call_event_wait, event);
	asyncio.event_destroy(event);
}

/* ---- lock_acquire ---- */

static void a_cancelled_acquire_holds_nothing(void)
{
	struct lock *lock = asyncio.lock_create();

	check_int(asyncio.lock_acquire(lock), 0);
	cancel_while_waiting(call_lock_acquire, lock);
	check_int(asyncio.lock_release(lock), 0);
	check_int(asyncio.lock_release(lock), -EPERM);
	check_int(asyncio.lock_acquire(lock), 0);
	check_int(asyncio.lock_release(lock), 0);
	asyncio.lock_destroy(lock);
}

static void a_request_is_delivered_by_acquire(void)
{
	struct lock *lock = asyncio.lock_create();

	cancel_at_entry(call_lock_acquire, lock);
	check_int(asyncio.lock_release(lock), -EPERM);
	asyncio.lock_destroy(lock);
}

/* ---- queues ---- */

static void a_cancelled_get_takes_no_item(void)
{
	struct queue *queue = asyncio.queue_create(3);

	cancel_while_waiting(call_queue_get, queue);
	check_int(asyncio.queue_put(queue, 7), 0);
	check_int(asyncio.queue_get(queue), 7);
	asyncio.queue_destroy(queue);
}

static void a_request_is_delivered_by_get(void)
{
	struct queue *queue = asyncio.queue_create(3);

	check_int(asyncio.queue_put(queue, 7), 0);
	cancel_at_entry(call_queue_get, queue);
	check_int(asyncio.queue_get(queue), 7);
	asyncio.queue_destroy(queue);
}

static void a_cancelled_put_appends_nothing(void)
{
	struct queue *queue = asyncio.queue_create(1);

	check_int(asyncio.queue_put(queue, 1), 0);
	cancel_while_waiting(call_queue_put, queue);
	check_int(asyncio.queue_get(queue), 1);
	check_int(asyncio.queue_put(queue, 2), 0);
	check_int(asyncio.queue_get(queue), 2);
	asyncio.queue_destroy(queue);
}

static void a_request_is_delivered_by_put(void)
{
	struct queue *queue = asyncio.queue_create(3);

	cancel_at_entry(call_queue_put, queue);
	check_int(asyncio.queue_put(queue, 2), 0);
	check_int(asyncio.queue_get(queue), 2);
	asyncio.queue_destroy(queue);
}

/* ---- calls that pass the request on: they return when the other task has ended ---- */

static struct task *create_sleeper(void)
{
	struct task *task = asyncio.create_task(call_sleep, number(FOREVER));

	check(task != NULL);
	return task;
}

static int64_t call_await(void *arg)
{
	(void)arg;
	return asyncio.await(create_sleeper());
}

static int64_t call_gather(void *arg)
{
	struct task *tasks[3] = {create_sleeper(), create_sleeper(), create_sleeper()};

	(void)arg;
	return asyncio.gather(tasks, 3, NULL);
}

static int64_t call_wait_for(void *arg)
{
	(void)arg;
	return asyncio.wait_for(create_sleeper(), FOREVER);
}

static void a_cancellation_ends_await(void)
{
	cancel_while_waiting(call_await, NULL);
}

static void a_request_is_delivered_by_await(void)
{
	cancel_at_entry(call_await, NULL);
}

static void a_cancellation_ends_gather(void)
{
	cancel_while_waiting(call_gather, NULL);
}

static void a_request_is_delivered_by_gather(void)
{
	cancel_at_entry(call_gather, NULL);
}

static void a_cancellation_ends_wait_for(void)
{
	cancel_while_waiting(call_wait_for, NULL);
}

static void a_request_is_delivered_by_wait_for(void)
{
	cancel_at_entry(call_wait_for, NULL);
}

/* ---- to_thread ---- */

static int64_t count_run(void *arg)
{
	++*(_Atomic int *)arg;
	return 1;
}

static int64_t call_to_thread(void *arg)
{
	return asyncio.to_thread(count_run, arg);
}

static void a_request_is_delivered_by_to_thread_which_runs_nothing(void)
{
	_Atomic int ran = 0;

	cancel_at_entry(call_to_thread, (void *)&ran);
	check_int(ran, 0);
}

struct blocked {
	int ends[2];
	_Atomic int started;
};

static int64_t block_in_read(void *arg)
{
	struct blocked *blocked = arg;
	char byte = 0;

	blocked->started++;
	return read(blocked->ends[0], &byte, 1) == 1 ? byte : -errno;
}

static int64_t offload(void *arg)
{
	check_int(asyncio.to_thread(block_in_read, arg), 'b');
	check_int(asyncio.sleep(0), -ECANCELED);
	return asyncio.sleep(0);
}

static void nothing_interrupts_to_thread_and_the_request_stays(void)
{
	struct blocked blocked = {.started = 0};
	struct task *task;

	check_int(pipe(blocked.ends), 0);
	task = asyncio.create_task(offload, &blocked);
	until(&blocked.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	settle();
	check(!asyncio.task_done(task));
	check_int(write(blocked.ends[1], "b", 1), 1);
	check_int(asyncio.await(task), 0);
	close(blocked.ends[0]);
	close(blocked.ends[1]);
}

/* ---- a request, and a wake-up right after it ---- */

static bool get_is_cancelled(void)
{
	struct queue *queue = asyncio.queue_create(1);
	struct task *task = asyncio.create_task(call_queue_get, queue);
	int64_t r;

	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.queue_put(queue, 100), 0);
	r = asyncio.await(task);
	check_int(r == -ECANCELED ? asyncio.queue_get(queue) : r, 100);
	asyncio.queue_destroy(queue);
	return r == -ECANCELED;
}

static bool put_is_cancelled(void)
{
	struct queue *queue = asyncio.queue_create(1);
	struct task *task;
	int64_t r;

	check_int(asyncio.queue_put(queue, 100), 0);
	task = asyncio.create_task(call_queue_put, queue);
	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.queue_get(queue), 100);
	r = asyncio.await(task);
	asyncio.queue_destroy(queue);
	return r == -ECANCELED;
}

static bool event_wait_is_cancelled(void)
{
	struct event *event = asyncio.event_create();
	struct task *task = asyncio.create_task(call_event_wait, event);
	int64_t r;

	settle();
	check_int(asyncio.cancel(task), 1);
	asyncio.event_set(event);
	r = asyncio.await(task);
	asyncio.event_destroy(event);
	return r == -ECANCELED;
}

/*
 * The request came first, so it is what the waiting call returns. In parallel nobody knows for
 * certain that the task waits already, but most of the time it does.
 */
static void a_request_before_the_wake_up_comes_first(void)
{
	static bool (*const calls[])(void) = {get_is_cancelled, put_is_cancelled,
					      event_wait_is_cancelled};
	int n = 20;

	for (size_t i = 0; i < COUNT(calls); i++) {
		int cancelled = 0;

		for (int round = 0; round < n; round++)
			cancelled += calls[i]();
		check(cancelled >= (asyncio.traits & ASYNCIO_PARALLEL ? n / 2 : n));
	}
}

static const struct promise promises[] = {
	PROMISE(a_cancellation_ends_sleep),
	PROMISE(a_request_is_delivered_by_sleep),
	PROMISE(a_cancellation_ends_event_wait),
	PROMISE(a_request_is_delivered_by_event_wait),
	PROMISE(a_cancelled_acquire_holds_nothing),
	PROMISE(a_request_is_delivered_by_acquire),
	PROMISE(a_cancelled_get_takes_no_item),
	PROMISE(a_request_is_delivered_by_get),
	PROMISE(a_cancelled_put_appends_nothing),
	PROMISE(a_request_is_delivered_by_put),
	PROMISE(a_cancellation_ends_await),
	PROMISE(a_request_is_delivered_by_await),
	PROMISE(a_cancellation_ends_gather),
	PROMISE(a_request_is_delivered_by_gather),
	PROMISE(a_cancellation_ends_wait_for),
	PROMISE(a_request_is_delivered_by_wait_for),
	PROMISE(a_request_is_delivered_by_to_thread_which_runs_nothing),
	PROMISE(nothing_interrupts_to_thread_and_the_request_stays),
	PROMISE(a_request_before_the_wake_up_comes_first),
};

int main(int argc, char **argv)
{
	return play_promises("cancel_calls", promises, COUNT(promises), argc, argv);
}
