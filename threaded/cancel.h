/* SPDX-License-Identifier: MIT */
/*
 * cancel.h - cancelling a thread, also one that is blocked in the kernel.
 *
 * A request is a flag in the task and a signal to its thread. Every call of the runtime that
 * may block is made through th_cancel_point, which looks at the flag and cannot miss the signal;
 * without a request it costs what the system call costs.
 */
#ifndef THREADED_CANCEL_H
#define THREADED_CANCEL_H

#include <stdint.h>

/* The signal. A program must neither block nor handle it. Both runtimes may be in one program. */
#ifdef THREADED_GIL
#define CANCEL_SIGNAL (SIGRTMIN + 6)
#else
#define CANCEL_SIGNAL (SIGRTMIN + 5)
#endif

struct task;

/*
 * One system call, made only while *requested is 0. Returns what the kernel returns, so errors
 * as -errno, -EINTR among them; -ECANCELED when it had no effect because of a request, which
 * stays.
 */
long th_cancel_point(_Atomic int *requested, long number, long a, long b, long c, long d,
		     long e, long f);

/* As th_cancel_point for the calling task, but repeated on -EINTR. The request stays. */
int64_t th_cancel_watch(long number, long a, long b, long c, long d, long e, long f);

/* As th_cancel_watch, but -ECANCELED takes the request: this call delivers it. */
int64_t th_cancel_call(long number, long a, long b, long c, long d, long e, long f);

/* Take a request of the calling task. Returns -ECANCELED, or 0 when there is none. */
int64_t th_cancel_take(void);

/* Leave a request that was taken to the next waiting call after all. */
void th_cancel_put_back(void);

/*
 * Ask the task to end: raise its flag and interrupt it where it blocks. Returns 1, or 0 when it
 * had ended. The caller has a handle, or the lock of the loop, so that the thread is not joined.
 */
int64_t th_cancel(struct task *task);

/*
 * While a task is deaf its thread gets no signal; requests wait. Returns -ECANCELED, and leaves
 * the task hearing, when it had a request already.
 */
int64_t th_cancel_deafen(struct task *self);
void th_cancel_listen(struct task *self);

/*
 * Install the handler of the signal, for the process and for good: other runs may use it.
 * Returns 0 or -errno.
 */
int th_cancel_install(void);

#endif
