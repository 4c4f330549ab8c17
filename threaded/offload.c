/* SPDX-License-Identifier: MIT */
/*
 * offload.c - to_thread: a task is a thread that may block, so it makes the call itself. There
 * are no threads to hand it to.
 *
 * Nothing interrupts the call, not even one that restarts for no signal (sleep, poll): the
 * thread gets none meanwhile. A request stays for the caller's next waiting call.
 */
#include "threaded/offload.h"
#include "threaded/cancel.h"
#include "threaded/task.h"

int64_t offload_to_thread(coroutine *function, void *arg)
{
	struct task *self = task_current;
	int64_t r = cancel_deafen(self);

	if (r < 0)
		return r;
	r = function(arg);
	cancel_listen(self);
	return r;
}
