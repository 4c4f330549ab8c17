/* SPDX-License-Identifier: MIT */
/* cancelled.c - cancels a task in one call, and makes a second call, which must not see it. */
#include "cancelled.h"

struct call {
	coroutine *function;
	void *arg;
	_Atomic int started;
	int64_t got;
	int64_t after;
};

static int64_t make_call(void *arg)
{
	struct call *call = arg;

	call->started++;
	call->got = call->function(call->arg);
	call->after = asyncio.sleep(0);
	return 0;
}

static int64_t make_call_with_request(void *arg)
{
	check_int(asyncio.cancel(asyncio.current_task()), 1);
	return make_call(arg);
}

static void check_delivered_once(const struct call *call)
{
	check_int(call->got, -ECANCELED);
	check_int(call->after, 0);
}

void cancel_while_waiting(coroutine *function, void *arg)
{
	struct call call = {.function = function, .arg = arg};
	struct task *task = asyncio.create_task(make_call, &call);

	check(task != NULL);
	until(&call.started, 1);
	settle();
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), 0);
	check_delivered_once(&call);
}

void cancel_at_entry(coroutine *function, void *arg)
{
	struct call call = {.function = function, .arg = arg};
	struct task *task = asyncio.create_task(make_call_with_request, &call);

	check(task != NULL);
	check_int(asyncio.await(task), 0);
	check_delivered_once(&call);
}
