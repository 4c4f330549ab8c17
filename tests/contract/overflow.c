/* SPDX-License-Identifier: MIT */
/*
 * overflow.c - a task that needs more stack than it has dies by SIGSEGV before it touches what is
 * another's. asyncio.h promises no message, but both runtimes name the task. Each overflow dies in
 * a child of its own.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/contract.h"

static __attribute__((noinline)) int64_t descend(int64_t depth)
{
	volatile char frame[256];

	frame[0] = (char)depth;
	return depth == 0 ? frame[0] : descend(depth - 1) + frame[0];
}

static int64_t overflow(void *arg)
{
	(void)arg;
	asyncio.task_set_name(asyncio.current_task(), "the deep one");
	return descend(1 << 24);
}

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

static void overflow_between_others(void)
{
	struct task *tasks[3];

	tasks[0] = asyncio.create_task(sleep_forever, NULL);
	tasks[1] = asyncio.create_task(overflow, NULL);
	tasks[2] = asyncio.create_task(sleep_forever, NULL);
	asyncio.gather(tasks, COUNT(tasks), NULL);
}

/* Use so many bytes of stack below start, page by page. */
static __attribute__((noinline)) int64_t descend_to(uintptr_t start, size_t bytes)
{
	volatile char frame[1024];

	frame[0] = 1;
	if (start - (uintptr_t)frame >= bytes)
		return frame[0];
	return descend_to(start, bytes) + frame[0];
}

static int64_t overflow_a_little(void *arg)
{
	(void)arg;
	return descend_to((uintptr_t)__builtin_frame_address(0), (size_t)(64 + 32) * 1024);
}

static void overflow_a_little_between_others(void)
{
	struct task *tasks[3];

	tasks[0] = asyncio.create_task(sleep_forever, NULL);
	tasks[1] = asyncio.create_task(overflow_a_little, NULL);
	tasks[2] = asyncio.create_task(sleep_forever, NULL);
	check(asyncio.await(tasks[1]) > 0);
}

static void run_overflow_a_little(void)
{
	check_run(overflow_a_little_between_others, NULL, 0);
}

static void run_overflow(void)
{
	check_run(overflow_between_others, NULL, 0);
}

/* Play body apart, which must die by SIGSEGV. Returns what was written to stderr. */
static const char *said_at_death_of(void (*body)(void))
{
	static char said[4096];
	int status = play_apart(body, said, sizeof(said));

	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSEGV)
		fprintf(stderr, "the child ended with wait status %#x and said:\n%s\n",
			(unsigned)status, said);
	check(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
	return said;
}

static void a_stack_overflow_dies_by_sigsegv(void)
{
	said_at_death_of(run_overflow);
}

static void a_stack_overflow_of_half_a_stack_is_not_overlooked(void)
{
	said_at_death_of(run_overflow_a_little);
}

static void a_stack_overflow_names_its_task_and_the_remedy(void)
{
	const char *said = said_at_death_of(run_overflow);

	check(strstr(said, "stack overflow") != NULL);
	check(strstr(said, "Task-") != NULL);
	check(strstr(said, "the deep one") != NULL);
	check(strstr(said, "stack_size") != NULL);
}

static void overflow_main(void)
{
	check_int(overflow(NULL), 0);
}

static void run_overflow_in_main(void)
{
	check_run(overflow_main, NULL, 0);
}

static void a_stack_overflow_of_main_dies_by_sigsegv(void)
{
	said_at_death_of(run_overflow_in_main);
}

static void follow_a_wild_pointer(void)
{
	volatile int *volatile nowhere = number(64);

	*nowhere = 1;
}

static void run_wild_pointer(void)
{
	check_run(follow_a_wild_pointer, NULL, 0);
}

static void a_wild_pointer_is_no_stack_overflow(void)
{
	check(strstr(said_at_death_of(run_wild_pointer), "stack overflow") == NULL);
}

static void exit_by_handler(int signal)
{
	_Exit(signal == SIGSEGV ? 42 : 43);
}

static void run_wild_pointer_with_handler(void)
{
	struct sigaction action = {.sa_handler = exit_by_handler};

	sigaction(SIGSEGV, &action, NULL);
	run_wild_pointer();
}

static void a_handler_of_the_programs_own_is_left_in_place(void)
{
	char said[4096];
	int status = play_apart(run_wild_pointer_with_handler, said, sizeof(said));

	check(WIFEXITED(status) && WEXITSTATUS(status) == 42);
}

/* ---- two runs at once: SIGSEGV is one for both ---- */

struct runs {
	_Atomic bool first_runs, second_runs, first_is_over;
};

static int64_t wait_for_second_run(void *arg)
{
	struct runs *runs = arg;

	runs->first_runs = true;
	while (!runs->second_runs)
		asyncio.sleep(MILLISECONDS(1));
	return 0;
}

static void *run_first(void *arg)
{
	struct runs *runs = arg;

	check_int(asyncio.run(wait_for_second_run, runs, NULL), 0);
	runs->first_is_over = true;
	return NULL;
}

static int64_t outlive_first_run(void *arg)
{
	struct runs *runs = arg;

	runs->second_runs = true;
	while (!runs->first_is_over)
		asyncio.sleep(MILLISECONDS(1));
	return overflow(NULL);
}

static void overflow_after_another_run(void)
{
	struct runs runs = {.first_runs = false};
	pthread_t thread;

	check_int(pthread_create(&thread, NULL, run_first, &runs), 0);
	while (!runs.first_runs)
		usleep(1000);
	asyncio.run(outlive_first_run, &runs, NULL);
}

static void a_run_that_ends_leaves_the_handler_to_the_others(void)
{
	const char *said = said_at_death_of(overflow_after_another_run);

	check(strstr(said, "the deep one") != NULL);
}

static const struct promise promises[] = {
	PROMISE_WITH(a_stack_overflow_dies_by_sigsegv, 0, OUTSIDE | UNSANITIZED),
	PROMISE_WITH(a_stack_overflow_of_half_a_stack_is_not_overlooked, 0,
		     OUTSIDE | UNSANITIZED),
	PROMISE_WITH(a_stack_overflow_names_its_task_and_the_remedy, 0,
		     OUTSIDE | UNSANITIZED),
	PROMISE_WITH(a_stack_overflow_of_main_dies_by_sigsegv, 0, OUTSIDE | UNSANITIZED),
	PROMISE_WITH(a_wild_pointer_is_no_stack_overflow, 0, OUTSIDE | UNSANITIZED),
	PROMISE_WITH(a_handler_of_the_programs_own_is_left_in_place, 0,
		     OUTSIDE | UNSANITIZED),
	PROMISE_WITH(a_run_that_ends_leaves_the_handler_to_the_others, 0,
		     OUTSIDE | UNSANITIZED),
};

int main(int argc, char **argv)
{
	return play_promises("overflow", promises, COUNT(promises), argc, argv);
}
