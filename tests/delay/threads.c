/* SPDX-License-Identifier: MIT */
/* threads.c - the threads' delayed calls: a hand-over, a task, a write. */
#include "tests/delay/delay.h"
#include "threaded/stream.h"
#include "threaded/sync.h"
#include "threaded/task.h"

DELAYED(int64_t, th_queue_put, (struct queue * queue, int64_t item),
	(delay_pass(DELAY_HAND_OVER, queue), item))

DELAYED(struct task *, th_create_task, (coroutine * function, void *arg),
	(function, delay_pass(DELAY_SPAWN, arg)))

DELAYED(int64_t, th_write, (struct stream * stream, const void *buffer, size_t size),
	(delay_pass(DELAY_ECHO, stream), buffer, size))
