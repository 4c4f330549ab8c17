/* SPDX-License-Identifier: MIT */
/*
 * gil.h - a global interpreter lock for the threads' runtime, or nothing at all.
 *
 * threaded/ is compiled twice. Without THREADED_GIL it is `threads`: the functions below are
 * empty, and leave no instruction behind. With it, it is `threads-gil`: only that thread of a run
 * runs which holds the run's lock. thread.c says when a thread gives the lock up; lock.c is the
 * lock.
 */
#ifndef THREADED_GIL_GIL_H
#define THREADED_GIL_GIL_H

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

struct loop;

#ifdef THREADED_GIL

#define THREADED_TABLE asyncio_threads_gil
#define THREADED_NAME "threads-gil"

/* The signal that asks the holder. A program must neither block nor handle it. */
#define GIL_SIGNAL (SIGRTMIN + 7)

/* The lock of one run, free when all zero. */
struct gil {
	/* 0: free; else its holder's thread id, and whether it was asked. */
	_Atomic int word;
	/* Times that it went to another thread; a futex for the givers. */
	_Atomic int switches;
	_Atomic int waiters; /* threads that want it */
	_Atomic int givers;  /* threads that were asked, gave it up, and await the switch */
	_Atomic int askers;  /* threads that may be about to send the signal */
	int last;	     /* the last holder's thread id; guarded by the lock */
};

/* The calling thread runs from now on only while it holds the lock of the loop. Waits for it. */
void th_gil_begin(struct loop *loop);

/* It gives the lock up for good. The loop may go afterwards. */
void th_gil_end(void);

/*
 * Around whatever may block: give the lock up, and wait until it is the caller's again. Nothing
 * for a thread that has not begun. A mutex may be held meanwhile; errno is lost.
 */
void th_gil_release(void);
void th_gil_take(void);

/* As th_gil_release, and no signal of a thread that asked earlier comes any more. */
void th_gil_release_in_silence(void);

/* Install the handler of the signal, for the process and for good. Returns 0 or -errno. */
int th_gil_install(void);

/* Add the signal to a set. */
void th_gil_add_signal(sigset_t *set);

/* Bytes of a thread's stack that the handler takes, wherever it interrupts. */
size_t th_gil_stack(void);

#else

#define THREADED_TABLE asyncio_threads
#define THREADED_NAME "threads"

static inline void th_gil_begin(struct loop *loop)
{
	(void)loop;
}

static inline void th_gil_end(void)
{
}

static inline void th_gil_release(void)
{
}

static inline void th_gil_take(void)
{
}

static inline void th_gil_release_in_silence(void)
{
}

static inline int th_gil_install(void)
{
	return 0;
}

static inline void th_gil_add_signal(sigset_t *set)
{
	(void)set;
}

static inline size_t th_gil_stack(void)
{
	return 0;
}

#endif
#endif
