/* SPDX-License-Identifier: MIT */
/*
 * contract.h - what the tests of the contract share: a promise is played in a forked child, on
 * every runtime, as the main task of a run. A check may therefore fail on any stack and in any
 * thread: it ends the child, and cmocka's parent reports it. Not a second interface: the tests
 * call the table `asyncio` themselves.
 *
 * A program takes a runtime's name as its argument or in DUET_RUNTIME; without, it plays all. The
 * name may have "traced-" before it: then the runtime is played through a trace (bench/trace).
 */
#ifndef CONTRACT_H
#define CONTRACT_H

#include <errno.h>
#include <stdnoreturn.h>

#include "asyncio.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* For waits that must not be what ends a test. */
#define FOREVER SECONDS(3600)

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__SANITIZE_THREAD__)
#define UNDER_TSAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#elif __has_feature(thread_sanitizer)
#define UNDER_TSAN 1
#endif
#endif
#ifndef UNDER_ASAN
#define UNDER_ASAN 0
#endif
#ifndef UNDER_TSAN
#define UNDER_TSAN 0
#endif

enum promise_flag {
	/* The body calls run itself. */
	OUTSIDE = 1 << 0,
	/* Not under sanitizers and Valgrind, which end a program for it. */
	UNSANITIZED = 1 << 1,
	/* Not under Valgrind, which has its own idea of a system call. */
	NO_VALGRIND = 1 << 2,
};

struct promise {
	const char *name;
	void (*body)(void);
	unsigned needs; /* traits without which it is skipped, by name */
	unsigned flags; /* of enum promise_flag */
};

#define PROMISE(body) PROMISE_WITH(body, 0, 0)
#define PROMISE_IF(traits, body) PROMISE_WITH(body, traits, 0)
#define PROMISE_OUTSIDE(body) PROMISE_WITH(body, 0, OUTSIDE)
#define PROMISE_WITH(body, traits, flags)                                                  \
	{                                                                                  \
#body, body, traits, flags                                                 \
	}

/* A number as the argument of a coroutine function. */
static inline void *number(int64_t n)
{
	return (void *)(uintptr_t)
		n; /* NOLINT(performance-no-int-to-ptr): what asyncio.h asks for */
}

/* The table under test. */
extern struct asyncio asyncio;

/* The whole of main: plays the promises on the runtimes asked for; returns the exit status. */
int play_promises(const char *title, const struct promise *promises, size_t n, int argc,
		  char **argv);

/* End the child, with a line that says where, unless the condition holds. */
#define check(condition)                                                                   \
	((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))
noreturn void check_failed(const char *file, int line, const char *condition);

/* The same for two numbers, which the line shows. */
#define check_int(got, wanted)                                                             \
	check_equal(__FILE__, __LINE__, #got, (int64_t)(got), (int64_t)(wanted))
void check_equal(const char *file, int line, const char *what, int64_t got, int64_t wanted);

/* n, or fewer where a sanitizer or Valgrind makes each of n operations dear. */
int scaled(int n);

/* n, or as many tasks as the runtime, a sanitizer or Valgrind bears at one time. */
int live(int n);

/* Whether the program runs under ASan, TSan or Valgrind. */
bool sanitized(void);

/* Let the other tasks come to where they wait. A hope, not a promise: no test may need it. */
void settle(void);

/* Let the other tasks run until they have counted to n. */
void until(const _Atomic int *counter, int n);

/* Remember how far a long test has come: printed when the watchdog ends it. */
void reached(int64_t step);

/* How many descriptors the process has open, of the first thousand. */
int open_descriptors(void);

/* Leave no descriptor free. Returns the soft limit that there was, for allow_descriptors. */
long use_up_descriptors(void);
void allow_descriptors(long n);

/* Whether the program runs in Valgrind. */
bool in_valgrind(void);

/* Run body as main with options and check that run returns wanted. */
void check_run(void (*body)(void), const struct asyncio_options *options, int64_t wanted);

/*
 * Play body in a forked child of its own and keep the end of what it wrote to stderr, as a
 * string. Returns the child's wait status. Only outside of a run.
 */
int play_apart(void (*body)(void), char *said, size_t size);

#endif
