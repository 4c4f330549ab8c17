/* SPDX-License-Identifier: MIT */
/* gather_self.c - the caller among the tasks that it gathers, which it cannot wait for. */
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

static void a_gather_of_the_caller_is_edeadlk_in_its_place(void)
{
	struct task *self = asyncio.current_task();
	struct task *tasks[3] = {create(return_arg, 1), self, create(return_arg, 3)};
	int64_t results[3];

	check_int(asyncio.gather(tasks, 3, results), -EDEADLK);
	check_int(results[0], 1);
	check_int(results[1], -EDEADLK);
	check_int(results[2], 3);
	check(asyncio.current_task() == self); /* and its handle is still there */
	check(!asyncio.task_done(self));
}

struct counted {
	_Atomic int started;
	_Atomic bool go;
	_Atomic int requests;
};

static int64_t count_requests(void *arg)
{
	struct counted *counted = arg;

	counted->started++;
	while (!counted->go)
		counted->requests += asyncio.sleep(MICROSECONDS(100)) < 0;
	for (int i = 0; i < 10; i++)
		counted->requests += asyncio.sleep(MICROSECONDS(100)) < 0;
	return 0;
}

struct with_self {
	struct counted counted;
	struct task *tasks[2];
	int64_t results[2];
	_Atomic int started;
	int64_t returned;
};

static int64_t gather_with_self(void *arg)
{
	struct with_self *all = arg;

	all->tasks[1] = asyncio.current_task();
	all->started++;
	all->returned = asyncio.gather(all->tasks, 2, all->results);
	return asyncio.sleep(0);
}

static void a_cancelled_gather_of_the_caller_cancels_the_others_once(void)
{
	struct with_self all = {.started = 0};
	struct task *task;

	all.tasks[0] = asyncio.create_task(count_requests, &all.counted);
	until(&all.counted.started, 1);
	task = asyncio.create_task(gather_with_self, &all);
	until(&all.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	until(&all.counted.requests, 1);
	all.counted.go = true;
	check_int(asyncio.await(task), 0); /* no request is left for the sleep after */
	check_int(all.returned, -ECANCELED);
	check_int(all.results[0], 0);
	check_int(all.results[1], -EDEADLK);
	check_int(all.counted.requests, 1);
}

static int64_t cancel_self_and_gather_with_self(void *arg)
{
	asyncio.cancel(asyncio.current_task());
	return gather_with_self(arg);
}

static void a_gather_of_the_caller_passes_no_request_on_to_it(void)
{
	struct with_self all = {.counted = {.go = true}};
	struct task *task;

	all.tasks[0] = asyncio.create_task(count_requests, &all.counted);
	until(&all.counted.started, 1);
	task = asyncio.create_task(cancel_self_and_gather_with_self, &all);
	check_int(asyncio.await(task), 0);
	check_int(all.returned, -ECANCELED);
	check_int(all.results[0], 0);
	check_int(all.results[1], -EDEADLK);
	check(all.counted.requests <= 1); /* it may have ended before */
}

static const struct promise promises[] = {
	PROMISE(a_gather_of_the_caller_is_edeadlk_in_its_place),
	PROMISE(a_cancelled_gather_of_the_caller_cancels_the_others_once),
	PROMISE(a_gather_of_the_caller_passes_no_request_on_to_it),
};

int main(int argc, char **argv)
{
	return play_promises("gather_self", promises, COUNT(promises), argc, argv);
}
