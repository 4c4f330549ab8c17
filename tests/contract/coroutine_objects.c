/* SPDX-License-Identifier: MIT */
/* coroutine_objects.c - calls that have not been made yet. */
#include "support/contract.h"

struct visit {
	int times;
	struct task *in;
};

static int64_t note_visit(void *arg)
{
	struct visit *visit = arg;

	visit->times++;
	visit->in = asyncio.current_task();
	return 31;
}

static void a_coroutine_object_runs_nothing_when_made(void)
{
	struct visit visit = {0};
	struct coroutine_object object = asyncio.coroutine(note_visit, &visit);

	asyncio.sleep(0);
	settle();
	check_int(visit.times, 0);
	check(!object.awaited);
	check(object.function == note_visit && object.arg == &visit);
}

static void awaiting_a_coroutine_object_runs_it_in_the_calling_task(void)
{
	struct visit visit = {0};
	struct coroutine_object object = asyncio.coroutine(note_visit, &visit);

	check_int(asyncio.await_coroutine(&object), 31);
	check_int(visit.times, 1);
	check(visit.in == asyncio.current_task());
}

static void a_coroutine_object_is_awaited_once(void)
{
	struct visit visit = {0};
	struct coroutine_object object = asyncio.coroutine(note_visit, &visit);

	check_int(asyncio.await_coroutine(&object), 31);
	check_int(asyncio.await_coroutine(&object), -EALREADY);
	check_int(asyncio.await_coroutine(&object), -EALREADY);
	check_int(visit.times, 1);
}

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

static int64_t await_object(void *arg)
{
	struct coroutine_object object = asyncio.coroutine(sleep_forever, arg);

	return asyncio.await_coroutine(&object);
}

static void a_cancellation_reaches_into_an_awaited_coroutine_object(void)
{
	struct task *task = asyncio.create_task(await_object, NULL);

	settle();
	asyncio.cancel(task);
	check_int(asyncio.await(task), -ECANCELED);
}

static const struct promise promises[] = {
	PROMISE(a_coroutine_object_runs_nothing_when_made),
	PROMISE(awaiting_a_coroutine_object_runs_it_in_the_calling_task),
	PROMISE(a_coroutine_object_is_awaited_once),
	PROMISE(a_cancellation_reaches_into_an_awaited_coroutine_object),
};

int main(int argc, char **argv)
{
	return play_promises("coroutine_objects", promises, COUNT(promises), argc, argv);
}
