/* SPDX-License-Identifier: MIT */
/*
 * polling.c - a toy runtime: the loop gives every task a turn after the other, and whoever waits
 * looks at each turn whether it still has to. One thread a loop; no streams. Its table, and what
 * needs no loop.
 */
#include "polling.h"

#include <errno.h>

#include "loop.h"

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

/* A toy: the whole loop waits. A real one has threads for it. */
static int64_t to_thread(coroutine *function, void *arg)
{
	return polling_take_cancellation() ? -ECANCELED : function(arg);
}

static int64_t open_connection(const char *address, uint16_t port, struct stream **stream)
{
	(void)address;
	(void)port;
	(void)stream;
	return -ENOSYS;
}

static int64_t start_server(connection_handler *handler, void *arg, const char *address,
			    uint16_t port, struct server **server)
{
	(void)handler;
	(void)arg;
	(void)address;
	(void)port;
	(void)server;
	return -ENOSYS;
}

const struct asyncio asyncio_polling = {
	.name = "polling",
	.traits = ASYNCIO_STARTS_IN_ORDER | ASYNCIO_YIELD_IS_A_LAP,
	.run = polling_run,
	.coroutine = make_coroutine,
	.await_coroutine = await_coroutine,
	.create_task = polling_create_task,
	.await = polling_await,
	.gather = polling_gather,
	.wait_for = polling_wait_for,
	.sleep = polling_sleep,
	.cancel = polling_cancel,
	.current_task = polling_current_task,
	.task_done = polling_task_done,
	.task_keep = polling_task_keep,
	.task_release = polling_task_release,
	.task_set_name = polling_task_set_name,
	.time = polling_time,
	.to_thread = to_thread,
	.open_connection = open_connection,
	.start_server = start_server,
	.lock_create = polling_lock_create,
	.lock_destroy = polling_lock_destroy,
	.lock_acquire = polling_lock_acquire,
	.lock_release = polling_lock_release,
	.event_create = polling_event_create,
	.event_destroy = polling_event_destroy,
	.event_wait = polling_event_wait,
	.event_set = polling_event_set,
	.event_clear = polling_event_clear,
	.queue_create = polling_queue_create,
	.queue_destroy = polling_queue_destroy,
	.queue_put = polling_queue_put,
	.queue_get = polling_queue_get,
};
