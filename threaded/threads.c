/* SPDX-License-Identifier: MIT */
/*
 * threads.c - the table of the runtime on POSIX threads: a thread a task, plain blocking system
 * calls, the kernel's scheduler. Nothing is decided here; each file's head says what it decides.
 */
#include "threaded/await.h"
#include "threaded/cancel.h"
#include "threaded/event.h"
#include "threaded/lock.h"
#include "threaded/loop.h"
#include "threaded/offload.h"
#include "threaded/queue.h"
#include "threaded/server.h"
#include "threaded/stream.h"
#include "threaded/task.h"
#include "threaded/timer.h"

const struct asyncio asyncio_threads = {
	.name = "threads",
	.traits = ASYNCIO_PARALLEL,

	.run = loop_run,
	.coroutine = task_coroutine,
	.await_coroutine = task_await_coroutine,

	.create_task = task_create,
	.await = await_task,
	.gather = await_gather,
	.wait_for = await_wait_for,
	.sleep = timer_sleep,
	.cancel = cancel_request,
	.current_task = task_get_current,
	.task_done = task_done,
	.task_keep = task_keep,
	.task_release = task_drop,
	.task_set_name = task_set_name,
	.time = timer_time,
	.to_thread = offload_to_thread,

	.open_connection = stream_open_connection,
	.start_server = server_start,
	.server_port = server_get_port,
	.close_server = server_close,
	.read = stream_read,
	.readexactly = stream_readexactly,
	.write = stream_write,
	.close = stream_close,

	.lock_create = lock_create,
	.lock_destroy = lock_destroy,
	.lock_acquire = lock_acquire,
	.lock_release = lock_release,
	.event_create = event_create,
	.event_destroy = event_destroy,
	.event_wait = event_wait,
	.event_set = event_set,
	.event_clear = event_clear,
	.queue_create = queue_create,
	.queue_destroy = queue_destroy,
	.queue_put = queue_put,
	.queue_get = queue_get,
};
