/* SPDX-License-Identifier: MIT */
/*
 * sanitizer.h - what ThreadSanitizer must be told because system calls made by th_cancel_point
 * pass it by. Nothing without it; AddressSanitizer and Valgrind need no help.
 */
#ifndef THREADED_SANITIZER_H
#define THREADED_SANITIZER_H

#if defined(__SANITIZE_THREAD__)
#define THREADED_TSAN 1
#elif defined(__SANITIZE_ADDRESS__)
#define THREADED_ASAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define THREADED_TSAN 1
#endif
#if __has_feature(address_sanitizer)
#define THREADED_ASAN 1
#endif
#endif

/* Frames are larger in sanitized builds, those of the sanitizers' own functions above all. */
#if defined(THREADED_TSAN) || defined(THREADED_ASAN)
#define SANITIZED true
#define STACK_FACTOR 4
#else
#define SANITIZED false
#define STACK_FACTOR 1
#endif

#ifdef THREADED_TSAN

#include <sanitizer/tsan_interface.h>
#include <signal.h>

#define UNSANITIZED __attribute__((no_sanitize("thread")))

/*
 * It keeps a signal back until the next call that it knows to block, and ours it does not know.
 * glibc's other name for sigaction passes it by.
 */
extern int __sigaction(int signal, const struct sigaction *action, struct sigaction *old);
#define sigaction_unsanitized __sigaction

/* For handlers, which may interrupt it anywhere. */
#define clock_gettime_unsanitized(clock, time) syscall(SYS_clock_gettime, clock, time)

/* What is sent happens before it is received; as for libc's calls, by any socket. */
#define sanitizer_send(loop) __tsan_release(loop)
#define sanitizer_receive(loop) __tsan_acquire(loop)

#else

#define UNSANITIZED
#define sigaction_unsanitized sigaction
#define clock_gettime_unsanitized clock_gettime
#define sanitizer_send(loop) ((void)(loop))
#define sanitizer_receive(loop) ((void)(loop))

#endif
#endif
