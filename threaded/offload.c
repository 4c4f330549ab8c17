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
#include "threaded/gil/gil.h"
#include "threaded/task.h"

int64_t th_to_thread(coroutine *function, void *arg)
{
	struct task *self = th_current;
	int64_t result = th_cancel_deafen(self);

	if (result < 0)
		return result;
	th_gil_release_in_silence();
	result = function(arg);
	th_cancel_listen(self);
	th_gil_take();
	return result;
}
