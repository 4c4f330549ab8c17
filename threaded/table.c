/* SPDX-License-Identifier: MIT */
/*
 * table.c - the table of the runtime on POSIX threads, and the two functions that need no
 * runtime. A thread a task, plain blocking system calls, the kernel's scheduler: nothing is
 * decided here, each file's head says what it decides.
 */
#include <errno.h>

#include "threaded/cancel.h"
#include "threaded/gil/gil.h"
#include "threaded/loop.h"
#include "threaded/offload.h"
#include "threaded/stream.h"
#include "threaded/sync.h"
#include "threaded/task.h"
#include "threaded/timer.h"

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

const struct asyncio THREADED_TABLE = {
	.name = THREADED_NAME,
	.traits = ASYNCIO_PARALLEL,
	.run = th_run,
	.coroutine = make_coroutine,
	.await_coroutine = await_coroutine,
	.create_task = th_create_task,
	.await = th_await,
	.gather = th_gather,
	.wait_for = th_wait_for,
	.sleep = th_sleep,
	.cancel = th_cancel,
	.current_task = th_current_task,
	.task_done = th_task_done,
	.task_keep = th_task_keep,
	.task_release = th_task_release,
	.task_set_name = th_task_set_name,
	.time = th_time,
	.to_thread = th_to_thread,
	.open_connection = th_open_connection,
	.start_server = th_start_server,
	.server_port = th_server_port,
	.close_server = th_close_server,
	.read = th_read,
	.readexactly = th_readexactly,
	.write = th_write,
	.close = th_close,
	.lock_create = th_lock_create,
	.lock_destroy = th_lock_destroy,
	.lock_acquire = th_lock_acquire,
	.lock_release = th_lock_release,
	.event_create = th_event_create,
	.event_destroy = th_event_destroy,
	.event_wait = th_event_wait,
	.event_set = th_event_set,
	.event_clear = th_event_clear,
	.queue_create = th_queue_create,
	.queue_destroy = th_queue_destroy,
	.queue_put = th_queue_put,
	.queue_get = th_queue_get,
};
