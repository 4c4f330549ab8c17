/* SPDX-License-Identifier: MIT */
/* table.c - the runtime's table, and the two functions that need no runtime. */
#include <errno.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"
#include "runtime/stream.h"
#include "runtime/sync.h"

static struct coroutine_object make_coroutine(coroutine *function, void *arg)
{
	return (struct coroutine_object){.function = function, .arg = arg};
}

static int64_t await_coroutine(struct coroutine_object *object)
{
	if (object->awaited)
		return -EALREADY;
	object->awaited = true;
	return object->function(object->arg);
}

const struct asyncio asyncio_coroutines = {
	.name = "coroutines",
	.traits = ASYNCIO_STARTS_IN_ORDER | ASYNCIO_YIELD_IS_A_LAP |
		  ASYNCIO_CANCELS_BEFORE_START | ASYNCIO_FIRST_WAITER_FIRST |
		  ASYNCIO_FINDS_DEADLOCKS,
	.run = co_run,
	.coroutine = make_coroutine,
	.await_coroutine = await_coroutine,
	.create_task = co_create_task,
	.await = co_await,
	.gather = co_gather,
	.wait_for = co_wait_for,
	.sleep = co_sleep,
	.cancel = co_cancel,
	.current_task = co_current_task,
	.task_done = co_task_done,
	.task_keep = co_task_keep,
	.task_release = co_task_release,
	.task_set_name = co_task_set_name,
	.time = co_time,
	.to_thread = co_to_thread,
	.open_connection = co_open_connection,
	.start_server = co_start_server,
	.server_port = co_server_port,
	.close_server = co_close_server,
	.read = co_read,
	.readexactly = co_readexactly,
	.write = co_write,
	.close = co_close,
	.lock_create = co_lock_create,
	.lock_destroy = co_lock_destroy,
	.lock_acquire = co_lock_acquire,
	.lock_release = co_lock_release,
	.event_create = co_event_create,
	.event_destroy = co_event_destroy,
	.event_wait = co_event_wait,
	.event_set = co_event_set,
	.event_clear = co_event_clear,
	.queue_create = co_queue_create,
	.queue_destroy = co_queue_destroy,
	.queue_put = co_queue_put,
	.queue_get = co_queue_get,
};
