/* SPDX-License-Identifier: MIT */
/* handles.c - who holds a task: keep, release, giving back, max_tasks. */
#include "support/contract.h"

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

static int64_t wait_for_event(void *arg)
{
	int64_t r = asyncio.event_wait(arg);

	return r < 0 ? r : 11;
}

static int64_t current(void *arg)
{
	(void)arg;
	return (int64_t)(uintptr_t)asyncio.current_task();
}

static void a_task_is_the_current_one_in_itself(void)
{
	struct task *task = create(current, 0);

	asyncio.task_keep(task);
	check(asyncio.await(task) == (int64_t)(uintptr_t)task);
	asyncio.task_release(task);
}

static void main_is_a_task_like_the_others(void)
{
	struct task *main = asyncio.current_task();

	check(main != NULL);
	check(!asyncio.task_done(main));
	asyncio.sleep(0);
	check(asyncio.current_task() == main);
}

static int64_t await_self(void *arg)
{
	(void)arg;
	return asyncio.await(asyncio.current_task());
}

static void a_task_that_awaits_itself_gets_an_error(void)
{
	check_int(asyncio.await(create(await_self, 0)), -EDEADLK);
	check_int(asyncio.await(asyncio.current_task()), -EDEADLK);
	check_int(asyncio.wait_for(asyncio.current_task(), FOREVER), -EDEADLK);
}

static void task_done_tells_whether_it_has_ended(void)
{
	struct event *go = asyncio.event_create();
	struct task *task = asyncio.create_task(wait_for_event, go);

	check(!asyncio.task_done(task));
	settle();
	check(!asyncio.task_done(task));
	asyncio.event_set(go);
	asyncio.task_keep(task);
	check_int(asyncio.await(task), 11);
	check(asyncio.task_done(task));
	asyncio.task_release(task);
	asyncio.event_destroy(go);
}

static void a_kept_handle_serves_one_more_await(void)
{
	struct task *task = create(return_arg, 8);

	asyncio.task_keep(task);
	asyncio.task_keep(task);
	check_int(asyncio.await(task), 8);
	check_int(asyncio.await(task), 8);
	check_int(asyncio.wait_for(task, SECONDS(10)), 8);
}

static int64_t await_arg(void *arg)
{
	return asyncio.await(arg);
}

static void several_tasks_may_await_one(void)
{
	struct event *go = asyncio.event_create();
	struct task *awaited = asyncio.create_task(wait_for_event, go);
	struct task *waiters[20];
	int64_t results[COUNT(waiters)];

	for (size_t i = 0; i < COUNT(waiters); i++) {
		asyncio.task_keep(awaited);
		waiters[i] = asyncio.create_task(await_arg, awaited);
	}
	settle();
	asyncio.event_set(go);
	check_int(asyncio.gather(waiters, COUNT(waiters), results), 0);
	for (size_t i = 0; i < COUNT(waiters); i++)
		check_int(results[i], 11);
	check_int(asyncio.await(awaited), 11);
	asyncio.event_destroy(go);
}

struct released {
	struct event *go;
	_Atomic bool ended;
};

static int64_t end_after_event(void *arg)
{
	struct released *released = arg;

	asyncio.event_wait(released->go);
	released->ended = true;
	return 0;
}

static void a_released_task_runs_on(void)
{
	struct released released = {.go = asyncio.event_create()};

	asyncio.task_release(asyncio.create_task(end_after_event, &released));
	settle();
	asyncio.event_set(released.go);
	while (!released.ended)
		asyncio.sleep(0);
	asyncio.event_destroy(released.go);
}

/* A task that was released may still be about to end, and count. */
static struct task *create_in_the_end(coroutine *function, int64_t arg)
{
	struct task *task;

	while (!(task = asyncio.create_task(function, number(arg))))
		asyncio.sleep(0);
	return task;
}

static void give_back(struct task *task, int64_t result)
{
	switch (result % 5) {
	case 0:
		check_int(asyncio.await(task), result);
		break;
	case 1:
		check_int(asyncio.gather(&task, 1, NULL), 0);
		break;
	case 2:
		check_int(asyncio.wait_for(task, FOREVER), result);
		break;
	case 3:
		while (!asyncio.task_done(task))
			asyncio.sleep(0);
		asyncio.task_release(task);
		break;
	case 4:
		asyncio.task_release(task);
		break;
	}
}

static void give_back_every_way(void)
{
	for (int i = 0; i < scaled(2000); i++)
		give_back(create_in_the_end(return_arg, i), i);
}

static void every_way_of_giving_a_handle_back_frees_its_task(void)
{
	const struct asyncio_options few = {.max_tasks = 4};

	check_run(give_back_every_way, &few, 0);
}

/* Only a task that is released before its end may be about to end still. */
static void give_back_what_has_ended(void)
{
	for (int i = 0; i < scaled(2000); i++)
		if (i % 5 != 4)
			give_back(create(return_arg, i), i);
}

static void a_task_that_has_ended_and_was_given_back_does_not_count(void)
{
	const struct asyncio_options main_and_one = {.max_tasks = 2};

	check_run(give_back_what_has_ended, &main_and_one, 0);
}

/* How many tasks can wait at one time, until create_task returns NULL. */
static int fill_up(void)
{
	struct event *go = asyncio.event_create();
	struct task *tasks[40];
	int n = 0;

	while (n < (int)COUNT(tasks) &&
	       (tasks[n] = asyncio.create_task(wait_for_event, go)))
		n++;
	asyncio.event_set(go);
	for (int i = 0; i < n; i++)
		check_int(asyncio.await(tasks[i]), 11);
	asyncio.event_destroy(go);
	return n;
}

static void fill_up_twice(void)
{
	int n = fill_up();

	check(n == 19 || n == 20); /* whether main counts is not said */
	check_int(fill_up(), n);
	check_int(fill_up(), n);
}

static void with_max_tasks_create_task_gives_null_and_works_again_after(void)
{
	const struct asyncio_options few = {.max_tasks = 20};

	check_run(fill_up_twice, &few, 0);
}

static const struct promise promises[] = {
	PROMISE(a_task_is_the_current_one_in_itself),
	PROMISE(main_is_a_task_like_the_others),
	PROMISE(a_task_that_awaits_itself_gets_an_error),
	PROMISE(task_done_tells_whether_it_has_ended),
	PROMISE(a_kept_handle_serves_one_more_await),
	PROMISE(several_tasks_may_await_one),
	PROMISE(a_released_task_runs_on),
	PROMISE_OUTSIDE(every_way_of_giving_a_handle_back_frees_its_task),
	PROMISE_OUTSIDE(a_task_that_has_ended_and_was_given_back_does_not_count),
	PROMISE_OUTSIDE(with_max_tasks_create_task_gives_null_and_works_again_after),
};

int main(int argc, char **argv)
{
	return play_promises("handles", promises, COUNT(promises), argc, argv);
}
