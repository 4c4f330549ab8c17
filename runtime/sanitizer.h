/* SPDX-License-Identifier: MIT */
/*
 * sanitizer.h - telling AddressSanitizer, ThreadSanitizer and Valgrind about stacks.
 *
 * All of it is empty when they are off, but for the request to Valgrind, a few idle
 * instructions the first time that a stack is used. Under either sanitizer SANITIZED is defined
 * and every switch goes through the functions below: leave before it, arrive after it.
 *
 * ThreadSanitizer has a fiber for each stack, kept while the stack is pooled, since making one
 * is dear, and each live one costs it memory by the hundred KiB.
 */
#ifndef RUNTIME_SANITIZER_H
#define RUNTIME_SANITIZER_H

#include <stddef.h>
#include <stdint.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED_ADDRESS
#endif
#if __has_feature(thread_sanitizer)
#define SANITIZED_THREAD
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(SANITIZED_ADDRESS)
#define SANITIZED_ADDRESS
#endif
#if defined(__SANITIZE_THREAD__) && !defined(SANITIZED_THREAD)
#define SANITIZED_THREAD
#endif
#if defined(SANITIZED_ADDRESS) || defined(SANITIZED_THREAD)
#define SANITIZED
#endif

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#define VALGRIND_STACK_REGISTER(start, end) 0
#define VALGRIND_STACK_DEREGISTER(id) ((void)(id))
#endif

/* For functions between a switch and the end of a stack that leave nothing to be unwound. */
#if defined(__clang__)
#define NOT_SANITIZED __attribute__((disable_sanitizer_instrumentation))
#else
#define NOT_SANITIZED __attribute__((no_sanitize_thread, no_sanitize_address))
#endif

/* A stack as AddressSanitizer wants it. */
struct sanitizer_stack {
	const void *bottom;
	size_t size;
};

/* ThreadSanitizer's fibers, by slot; the root's apart. */
struct sanitizer_fibers {
	void *root;
	void **slots;
	size_t room;
};

struct loop;
struct task;

#ifdef SANITIZED

/* About to switch to next. Returns what arrive wants when the caller runs again. */
void *co_sanitizer_leave(struct loop *loop, struct task *next);
void co_sanitizer_arrive(struct loop *loop, void *left);

/* About to switch to next; the caller will not run again. */
void co_sanitizer_leave_for_good(struct loop *loop, struct task *next);

/* A stack is used for the first time. Returns 0 or -ENOMEM. */
int co_sanitizer_stack_made(struct loop *loop, struct task *task);

/* A stack is about to be used by a new task. */
void co_sanitizer_stack_taken(struct loop *loop, struct task *task);

void co_sanitizer_start(struct loop *loop);
void co_sanitizer_end(struct loop *loop);

#else

static inline void *co_sanitizer_leave(struct loop *loop, struct task *next)
{
	(void)loop, (void)next;
	return NULL;
}

static inline void co_sanitizer_arrive(struct loop *loop, void *left)
{
	(void)loop, (void)left;
}

static inline void co_sanitizer_leave_for_good(struct loop *loop, struct task *next)
{
	(void)loop, (void)next;
}

static inline int co_sanitizer_stack_made(struct loop *loop, struct task *task)
{
	(void)loop, (void)task;
	return 0;
}

static inline void co_sanitizer_stack_taken(struct loop *loop, struct task *task)
{
	(void)loop, (void)task;
}

static inline void co_sanitizer_start(struct loop *loop)
{
	(void)loop;
}

static inline void co_sanitizer_end(struct loop *loop)
{
	(void)loop;
}

#endif

#endif
