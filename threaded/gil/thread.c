/* SPDX-License-Identifier: MIT */
/*
 * thread.c - when a thread holds its run's lock, and how it is interrupted to hand it over.
 *
 * It gives the lock up around every call that may block, and 5 ms after another asked. A workload
 * is machine code that looks for no request, so who asks sends a signal, and its handler hands over:
 * it gives the lock up and waits until it has it again. What may that interrupt?
 *
 * - Anything that holds the lock, also malloc or the runtime with a mutex taken. It is what the end
 *   of a time slice is on one processor: slow for who wants that mutex next, and no deadlock. That
 *   thread sleeps on the mutex with the lock in hand, so after 5 ms it is interrupted like any other
 *   holder, by those who wait for the lock, the thread with the mutex among them. For this a holder
 *   must be open to the signal wherever it may sleep: nothing of the runtime keeps the signal off
 *   but what is in this file, and that waits for nothing but the lock.
 * - A call that blocks in the workload, outside of to_thread: it keeps the lock, is asked like a
 *   computation, and goes on afterwards; those that never restart (signal(7)) return -EINTR.
 * - A thread without the lock: the signal came too late, and does nothing.
 *
 * What would hang is a thread that blocks the signal and then waits, without a call of the runtime,
 * for what another does. The handler's frame is on the interrupted stack: see th_gil_stack.
 */
#define THREADED_GIL 1
#include <errno.h>
#include <sched.h>
#include <unistd.h>

#include "threaded/cancel.h"
#include "threaded/gil/lock.h"
#include "threaded/loop.h"
#include "threaded/sanitizer.h"

#define HANDLER_STACK 1024 /* beside the frame that the kernel pushes */

/* What the calling thread is to the lock. Its signal handler reads it. */
struct seat {
	struct loop *loop;  /* NULL: it needs no lock to run */
	int id;		    /* the thread's */
	volatile bool busy; /* it takes the lock or gives it up: a signal changes nothing */
};

static _Thread_local struct seat seat __attribute__((tls_model("initial-exec")));

/* Whether the thread holds the lock and has been asked for it. */
UNSANITIZED static bool is_asked(void)
{
	return seat.loop && th_gil_lock_asked(&seat.loop->gil, seat.id);
}

UNSANITIZED static void set_busy(bool busy)
{
	atomic_signal_fence(memory_order_seq_cst);
	seat.busy = busy;
	atomic_signal_fence(memory_order_seq_cst);
}

UNSANITIZED static void take(void)
{
	th_gil_lock_take(&seat.loop->gil, seat.id, seat.loop->granularity);
}

UNSANITIZED static void hand_over(void)
{
	th_gil_lock_yield(&seat.loop->gil);
	take();
}

UNSANITIZED static void on_request(int signal)
{
	int error = errno;

	(void)signal;
	if (!seat.busy && is_asked())
		hand_over();
	errno = error;
}

/* The caller is busy. A request whose signal came meanwhile is met here. */
UNSANITIZED static void take_and_be_open(void)
{
	take();
	set_busy(false);
	while (is_asked()) {
		set_busy(true);
		if (is_asked()) /* the handler may have been in time */
			hand_over();
		set_busy(false);
	}
}

/* ---- a thread's life ---- */

UNSANITIZED void th_gil_begin(struct loop *loop)
{
	seat = (struct seat){.loop = loop, .id = gettid(), .busy = true};
	take_and_be_open();
}

UNSANITIZED void th_gil_release(void)
{
	if (!seat.loop)
		return;
	set_busy(true);
	th_gil_lock_yield(&seat.loop->gil);
}

UNSANITIZED void th_gil_take(void)
{
	if (seat.loop)
		take_and_be_open();
}

/* Who is past the askers' count has sent its signal, and any return from the kernel takes it. */
void th_gil_release_in_silence(void)
{
	th_gil_release();
	while (atomic_load(&seat.loop->gil.askers))
		sched_yield();
	sched_yield();
}

void th_gil_end(void)
{
	set_busy(true);
	th_gil_lock_give(&seat.loop->gil);
	seat.loop = NULL;
}

/* ---- the run ---- */

/*
 * A cancellation must not come while the handler runs: the signal may have interrupted the window
 * of th_cancel_point, and the other handler would not see that. It comes when this one returns.
 */
int th_gil_install(void)
{
	struct sigaction action = {.sa_handler = on_request, .sa_flags = SA_RESTART};

	sigaddset(&action.sa_mask, CANCEL_SIGNAL);
	return sigaction_unsanitized(GIL_SIGNAL, &action, NULL) ? -errno : 0;
}

void th_gil_add_signal(sigset_t *set)
{
	sigaddset(set, GIL_SIGNAL);
}

size_t th_gil_stack(void)
{
	return (size_t)sysconf(_SC_MINSIGSTKSZ) + HANDLER_STACK;
}
