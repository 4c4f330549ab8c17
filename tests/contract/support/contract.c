/* SPDX-License-Identifier: MIT */
/*
 * contract.c - plays promises: a child for each, a watchdog on it, and cmocka for the report.
 * A hang is ended by the alarm's default action, which no sanitizer can hold back.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

#include "bench/trace/trace.h"
#include "contract.h"

#define TRACED "traced-"
#define TRACED_EVENTS 10000

static const struct asyncio *const runtimes[] = {
	&asyncio_coroutines, /* runtime/ */
	&asyncio_threads,    /* threaded/ */
	&asyncio_threads_gil,
};

static const struct {
	unsigned trait;
	const char *name;
} trait_names[] = {
	{ASYNCIO_CANCELS_BEFORE_START, "ASYNCIO_CANCELS_BEFORE_START"},
	{ASYNCIO_FINDS_DEADLOCKS, "ASYNCIO_FINDS_DEADLOCKS"},
	{ASYNCIO_FIRST_WAITER_FIRST, "ASYNCIO_FIRST_WAITER_FIRST"},
	{ASYNCIO_PARALLEL, "ASYNCIO_PARALLEL"},
	{ASYNCIO_STARTS_IN_ORDER, "ASYNCIO_STARTS_IN_ORDER"},
	{ASYNCIO_YIELD_IS_A_LAP, "ASYNCIO_YIELD_IS_A_LAP"},
};

struct asyncio asyncio;

static int64_t *steps; /* shared with the children: how far the test has come */

/* ---- what the tests call ---- */

noreturn void check_failed(const char *file, int line, const char *condition)
{
	dprintf(STDERR_FILENO, "%s:%d: not so: %s\n", file, line, condition);
	_exit(EXIT_FAILURE);
}

void check_equal(const char *file, int line, const char *what, int64_t got, int64_t wanted)
{
	if (got == wanted)
		return;
	dprintf(STDERR_FILENO, "%s:%d: %s is %lld, not %lld\n", file, line, what,
		(long long)got, (long long)wanted);
	_exit(EXIT_FAILURE);
}

bool in_valgrind(void)
{
	return RUNNING_ON_VALGRIND;
}

bool sanitized(void)
{
	return UNDER_ASAN || UNDER_TSAN || in_valgrind();
}

int scaled(int n)
{
	int factor = RUNNING_ON_VALGRIND ? 50 : UNDER_TSAN ? 20 : UNDER_ASAN ? 5 : 1;

	return n <= 10 ? n : n / factor < 10 ? 10 : n / factor;
}

int live(int n)
{
	int most = RUNNING_ON_VALGRIND ? 100
		   : UNDER_TSAN	       ? 300
		   : UNDER_ASAN	       ? 1000
				       : 100000;

	if (asyncio.traits & ASYNCIO_PARALLEL && most > 1000)
		most = 1000;
	return n < most ? n : most;
}

void settle(void)
{
	for (int i = 0; i < 3; i++)
		asyncio.sleep(0);
	asyncio.sleep(MILLISECONDS(2));
}

void until(const _Atomic int *counter, int n)
{
	while (*counter < n)
		asyncio.sleep(0);
}

void reached(int64_t step)
{
	__atomic_store_n(steps, step, __ATOMIC_RELAXED);
}

static int64_t play_body(void *arg)
{
	const struct promise *promise = arg;

	promise->body();
	return 0;
}

void check_run(void (*body)(void), const struct asyncio_options *options, int64_t wanted)
{
	struct promise promise = {.body = body};

	check_int(asyncio.run(play_body, &promise, options), wanted);
}

/* ---- children ---- */

/* cmocka catches these; a runtime that finds a handler in place may leave its own out. */
static const int caught_by_cmocka[] = {SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS};

static void prepare_child(void)
{
	struct rlimit no_core = {0, 0};

	setrlimit(RLIMIT_CORE, &no_core);
	for (size_t i = 0; i < COUNT(caught_by_cmocka); i++)
		signal(caught_by_cmocka[i], SIG_DFL);
	signal(SIGALRM, SIG_DFL);
	alarm(RUNNING_ON_VALGRIND ? 300 : 60);
}

static pid_t start_child(void)
{
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child == 0)
		prepare_child();
	return child;
}

static int end_of(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		check(errno == EINTR);
	return status;
}

/* Keep the last size - 1 bytes that come through fd. */
static void keep_end(int fd, char *said, size_t size)
{
	size_t length = 0;
	ssize_t got;

	for (;;) {
		if (length == size - 1) {
			memmove(said, said + size / 2, length - size / 2);
			length -= size / 2;
		}
		got = read(fd, said + length, size - 1 - length);
		if (got <= 0)
			break;
		length += (size_t)got;
	}
	said[length] = '\0';
}

int play_apart(void (*body)(void), char *said, size_t size)
{
	int ends[2];
	pid_t child;

	check_int(pipe(ends), 0);
	child = start_child();
	check(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		body();
		exit(EXIT_SUCCESS);
	}
	close(ends[1]);
	keep_end(ends[0], said, size);
	close(ends[0]);
	return end_of(child);
}

/* ---- one promise ---- */

static noreturn void play_in_child(const struct promise *promise)
{
	int descriptors = open_descriptors();

	if (promise->flags & OUTSIDE)
		promise->body();
	else
		check_run(promise->body, NULL, 0);
	check_int(open_descriptors(), descriptors);
	exit(EXIT_SUCCESS);
}

static void skip_without_traits(const struct promise *promise)
{
	for (size_t i = 0; i < COUNT(trait_names); i++) {
		if (!(promise->needs & ~asyncio.traits & trait_names[i].trait))
			continue;
		print_message("skipped: %s: %s does not declare %s\n", promise->name,
			      asyncio.name, trait_names[i].name);
		skip();
	}
}

static void skip_sanitized(const struct promise *promise)
{
	if (!(promise->flags & UNSANITIZED && sanitized()) &&
	    !(promise->flags & NO_VALGRIND && in_valgrind()))
		return;
	print_message("skipped: %s: not under this sanitizer\n", promise->name);
	skip();
}

static void play(void **state)
{
	const struct promise *promise = *state;
	pid_t child;
	int status;

	skip_without_traits(promise);
	skip_sanitized(promise);
	reached(0);
	child = start_child();
	if (child == 0)
		play_in_child(promise);
	assert_true(child > 0);
	status = end_of(child);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		fail_msg("%s on %s hangs (step %lld)", promise->name, asyncio.name,
			 (long long)*steps);
	if (WIFSIGNALED(status))
		fail_msg("%s on %s died by signal %d (step %lld)", promise->name,
			 asyncio.name, WTERMSIG(status), (long long)*steps);
	if (WEXITSTATUS(status) != EXIT_SUCCESS)
		fail_msg("%s on %s failed, exit status %d (step %lld)", promise->name,
			 asyncio.name, WEXITSTATUS(status), (long long)*steps);
}

/* ---- the program ---- */

static int play_on(const struct asyncio *runtime, bool traced, const char *title,
		   const struct promise *promises, size_t n)
{
	struct CMUnitTest tests[n];
	struct trace *trace = NULL;
	char group[64];
	int failed;

	asyncio = *runtime;
	if (traced)
		trace = trace_start(runtime, TRACED_EVENTS, &asyncio);
	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){
			.name = promises[i].name,
			.test_func = play,
			.initial_state = number((int64_t)(uintptr_t)&promises[i]),
		};
	snprintf(group, sizeof(group), "%s on %s%s", title, trace ? TRACED : "",
		 runtime->name);
	failed = cmocka_run_group_tests_name(group, tests, NULL, NULL);
	trace_end(trace);
	return failed;
}

int play_promises(const char *title, const struct promise *promises, size_t n, int argc,
		  char **argv)
{
	const char *only = argc > 1 ? argv[1] : getenv("DUET_RUNTIME");
	bool traced = only && !strncmp(only, TRACED, strlen(TRACED));
	int played = 0, failed = 0;

	if (traced)
		only += strlen(TRACED);
	setvbuf(stdout, NULL, _IOLBF, 0);
	steps = mmap(NULL, sizeof(*steps), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (steps == MAP_FAILED)
		return EXIT_FAILURE;
	for (size_t i = 0; i < COUNT(runtimes); i++) {
		if (only && strcmp(only, runtimes[i]->name) != 0)
			continue;
		failed += play_on(runtimes[i], traced, title, promises, n);
		played++;
	}
	munmap(steps, sizeof(*steps));
	if (!played)
		fprintf(stderr,
			"%s: no runtime is called '%s'; there are coroutines, threads "
			"and threads-gil\n",
			title, only);
	return played && !failed ? EXIT_SUCCESS : EXIT_FAILURE;
}
