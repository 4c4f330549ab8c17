/* SPDX-License-Identifier: MIT */
/* coroutines.c - the event loop's delayed calls: a switch, a task, a write. */
#include "runtime/stream.h"
#include "runtime/switch.h"
#include "runtime/task.h"
#include "tests/delay/delay.h"

DELAYED(int64_t, switch_stack, (void **save, void *load, int64_t value),
	(save, delay_pass(DELAY_SWITCH, load), value))

DELAYED(struct task *, co_create_task, (coroutine * function, void *arg),
	(function, delay_pass(DELAY_SPAWN, arg)))

DELAYED(int64_t, co_write, (struct stream * stream, const void *buffer, size_t size),
	(delay_pass(DELAY_ECHO, stream), buffer, size))
