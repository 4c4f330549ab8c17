/* SPDX-License-Identifier: MIT */
/* wait_for.c - waiting for a task, but not for ever. */
#include "support/contract.h"

#define SOON MILLISECONDS(5)

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

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

static void wait_for_returns_the_result_of_a_task_in_time(void)
{
	check_int(asyncio.wait_for(create(return_arg, 12), FOREVER), 12);
	check_int(asyncio.wait_for(create(return_arg, -EIO), FOREVER), -EIO);
	check_int(asyncio.wait_for(create(return_arg, -ETIMEDOUT), FOREVER), -ETIMEDOUT);
	check_int(asyncio.wait_for(create(return_arg, -ECANCELED), FOREVER), -ECANCELED);
}

struct victim {
	struct event *asleep;
	_Atomic int64_t seen;
	_Atomic bool ended;
	int64_t result;
};

static int64_t note_cancellation(void *arg)
{
	struct victim *victim = arg;

	asyncio.event_set(victim->asleep);
	victim->seen = asyncio.sleep(FOREVER);
	check_int(asyncio.sleep(MILLISECONDS(3)), 0);
	victim->ended = true;
	return victim->result;
}

/* wait_for around a task that has started to sleep. */
static int64_t wait_for_victim(struct victim *victim, int64_t result)
{
	struct task *task;
	int64_t r;

	*victim = (struct victim){.asleep = asyncio.event_create(), .result = result};
	task = asyncio.create_task(note_cancellation, victim);
	check_int(asyncio.event_wait(victim->asleep), 0);
	r = asyncio.wait_for(task, SOON);
	asyncio.event_destroy(victim->asleep);
	return r;
}

static void wait_for_cancels_what_it_gave_up_on(void)
{
	struct victim victim;

	check_int(wait_for_victim(&victim, -ECANCELED), -ETIMEDOUT);
	check_int(victim.seen, -ECANCELED);
}

static void wait_for_returns_after_its_task_has_ended(void)
{
	struct victim victim;

	wait_for_victim(&victim, -ECANCELED);
	check(victim.ended);
}

static void a_task_that_catches_the_timeout_has_its_result_returned(void)
{
	struct victim victim;

	check_int(wait_for_victim(&victim, 9), 9);
	check_int(wait_for_victim(&victim, -EIO), -EIO);
}

static void wait_for_is_never_early(void)
{
	for (int i = 1; i <= scaled(10); i++) {
		int64_t timeout = MICROSECONDS(700) * i;
		int64_t before = asyncio.time();

		check_int(asyncio.wait_for(create(sleep_forever, 0), timeout), -ETIMEDOUT);
		check(asyncio.time() - before >= timeout);
	}
}

static void with_a_timeout_of_0_or_less_wait_for_waits_for_nothing(void)
{
	check_int(asyncio.wait_for(create(sleep_forever, 0), 0), -ETIMEDOUT);
	check_int(asyncio.wait_for(create(sleep_forever, 0), -1), -ETIMEDOUT);
	check_int(asyncio.wait_for(create(sleep_forever, 0), INT64_MIN), -ETIMEDOUT);
}

static void with_a_timeout_of_0_a_task_that_has_ended_gives_its_result(void)
{
	struct task *task = create(return_arg, 3);

	while (!asyncio.task_done(task))
		asyncio.sleep(0);
	check_int(asyncio.wait_for(task, 0), 3);
}

static void the_longest_timeout_is_no_timeout(void)
{
	struct task *task = create(return_arg, 3);

	check_int(asyncio.wait_for(task, INT64_MAX), 3);
}

static int64_t wait_long_for_sleep(void *arg)
{
	(void)arg;
	return asyncio.wait_for(create(sleep_forever, 0), FOREVER);
}

static void a_wait_for_inside_a_wait_for_is_cancelled_by_it(void)
{
	check_int(asyncio.wait_for(create(wait_long_for_sleep, 0), SOON), -ETIMEDOUT);
}

static int64_t wait_briefly_for_sleep(void *arg)
{
	(void)arg;
	return asyncio.wait_for(create(sleep_forever, 0), SOON) == -ETIMEDOUT ? 1 : 0;
}

static void a_timeout_inside_is_not_one_outside(void)
{
	check_int(asyncio.wait_for(create(wait_briefly_for_sleep, 0), FOREVER), 1);
}

static void a_cancelled_wait_for_cancels_its_task(void)
{
	struct task *task = create(wait_long_for_sleep, 0);

	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), -ECANCELED);
}

struct passed_on {
	struct victim victim;
	struct task *task;
	_Atomic int started;
};

static int64_t wait_for_passed_on(void *arg)
{
	struct passed_on *on = arg;

	on->started++;
	return asyncio.wait_for(on->task, FOREVER);
}

static void a_cancelled_wait_for_returns_after_its_task_has_ended(void)
{
	struct passed_on on = {.victim = {.asleep = asyncio.event_create(), .result = 4}};
	struct task *waiter;

	on.task = asyncio.create_task(note_cancellation, &on.victim);
	check_int(asyncio.event_wait(on.victim.asleep), 0);
	waiter = asyncio.create_task(wait_for_passed_on, &on);
	until(&on.started, 1);
	settle();
	asyncio.cancel(waiter);
	check_int(asyncio.await(waiter), 4);
	check(on.victim.ended);
	asyncio.event_destroy(on.victim.asleep);
}

static int64_t cancel_self_and_wait_for(void *arg)
{
	asyncio.cancel(asyncio.current_task());
	check_int(wait_long_for_sleep(arg), -ECANCELED);
	return asyncio.sleep(0);
}

static void a_wait_for_entered_with_a_request_delivers_it_once(void)
{
	check_int(asyncio.await(create(cancel_self_and_wait_for, 0)), 0);
}

/* Timed so that the cancellation comes first; where it does not, the try counts for nothing. */
struct twice {
	struct event *asleep;
	struct task *task;
	_Atomic int started;
	_Atomic int64_t deadline;
	bool in_time;
	int64_t second;
};

static int64_t catch_one_cancellation(void *arg)
{
	struct twice *twice = arg;

	asyncio.event_set(twice->asleep);
	check_int(asyncio.sleep(FOREVER), -ECANCELED);
	twice->in_time = asyncio.time() < twice->deadline;
	if (twice->in_time)
		twice->second = asyncio.sleep(FOREVER);
	return -ECANCELED;
}

static int64_t wait_for_twice(void *arg)
{
	struct twice *twice = arg;

	twice->deadline = asyncio.time() + MILLISECONDS(100);
	twice->started++;
	return asyncio.wait_for(twice->task, MILLISECONDS(100));
}

/* Returns whether the cancellation came before the timeout. */
static bool cancel_before_the_timeout(void)
{
	struct twice twice = {.asleep = asyncio.event_create()};
	struct task *waiter;
	int64_t r;

	twice.task = asyncio.create_task(catch_one_cancellation, &twice);
	check_int(asyncio.event_wait(twice.asleep), 0);
	waiter = asyncio.create_task(wait_for_twice, &twice);
	until(&twice.started, 1);
	settle();
	asyncio.cancel(waiter);
	r = asyncio.await(waiter);
	asyncio.event_destroy(twice.asleep);
	if (!twice.in_time)
		return false;
	check_int(r, -ECANCELED);
	check_int(twice.second, -ECANCELED); /* by the timeout */
	return true;
}

static void wait_for_keeps_its_timeout_after_a_cancellation(void)
{
	while (!cancel_before_the_timeout())
		;
}

static int64_t wait_for_with_timeout(void *arg)
{
	return asyncio.wait_for(create(sleep_forever, 0), (int64_t)(uintptr_t)arg);
}

static void many_timeouts_run_at_one_time(void)
{
	struct task *tasks[100];
	int n = live(200) / 2;

	for (int i = 0; i < n; i++)
		tasks[i] =
			create(wait_for_with_timeout, MICROSECONDS(100) * (1 + i * 7 % n));
	for (int i = 0; i < n; i++)
		check_int(asyncio.await(tasks[i]), -ETIMEDOUT);
}

static int64_t sleep_arg(void *arg)
{
	int64_t r = asyncio.sleep((int64_t)(uintptr_t)arg);

	return r < 0 ? r : 1;
}

static void a_task_that_ends_at_its_timeout_does_one_or_the_other(void)
{
	int n = scaled(300);

	for (int i = 0; i < n; i++) {
		int64_t r = asyncio.wait_for(create(sleep_arg, MICROSECONDS(200)),
					     MICROSECONDS(100 + i % 200));

		check(r == 1 || r == -ETIMEDOUT);
		check_int(asyncio.sleep(0), 0); /* a late timeout must not hit the caller */
	}
}

static const struct promise promises[] = {
	PROMISE(wait_for_returns_the_result_of_a_task_in_time),
	PROMISE(wait_for_cancels_what_it_gave_up_on),
	PROMISE(wait_for_returns_after_its_task_has_ended),
	PROMISE(a_task_that_catches_the_timeout_has_its_result_returned),
	PROMISE(wait_for_is_never_early),
	PROMISE(with_a_timeout_of_0_or_less_wait_for_waits_for_nothing),
	PROMISE(with_a_timeout_of_0_a_task_that_has_ended_gives_its_result),
	PROMISE(the_longest_timeout_is_no_timeout),
	PROMISE(a_wait_for_inside_a_wait_for_is_cancelled_by_it),
	PROMISE(a_timeout_inside_is_not_one_outside),
	PROMISE(a_cancelled_wait_for_cancels_its_task),
	PROMISE(a_cancelled_wait_for_returns_after_its_task_has_ended),
	PROMISE(a_wait_for_entered_with_a_request_delivers_it_once),
	PROMISE(wait_for_keeps_its_timeout_after_a_cancellation),
	PROMISE(many_timeouts_run_at_one_time),
	PROMISE(a_task_that_ends_at_its_timeout_does_one_or_the_other),
};

int main(int argc, char **argv)
{
	return play_promises("wait_for", promises, COUNT(promises), argc, argv);
}
