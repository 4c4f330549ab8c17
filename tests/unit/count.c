/* SPDX-License-Identifier: MIT */
/* count.c - instructions and allocations of an operation are counted as they are, and alike. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/run/callgrind.h"
#include "bench/run/count.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Valgrind runs no sanitized worker: this one counts those of the usual build. */
#define WORKER "build/release/duet-worker"
#define KNOWN_WORKER "build/release/tests/known-answers/duet-worker"
#define STEADY "build/release/duet-steady-clock.so"

static struct count_plan plan_of(const char *runtime, const char *workload)
{
	return (struct count_plan){
		.program = WORKER,
		.runtime = runtime,
		.workload = workload,
		.clock = STEADY,
	};
}

static void need_worker(void)
{
	if (access(WORKER, X_OK) || access(KNOWN_WORKER, X_OK) || access(STEADY, R_OK))
		skip();
}

static void need_valgrind(void)
{
	need_worker();
	if (access("/usr/bin/valgrind", X_OK))
		skip();
}

static struct counts count(const struct count_plan *plan)
{
	struct problem problem = {{0}, {0}};
	struct counts counts;

	need_valgrind();
	if (counts_take(plan, &counts, &problem))
		fail_msg("%s", problem.text);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	return counts;
}

/* Of an operation of so many pairs of instructions and so many blocks. */
static struct counts count_known(int64_t pairs, int64_t blocks)
{
	const struct named_value parameters[] = {{"pairs", pairs}, {"blocks", blocks}};
	struct count_plan plan = plan_of("coroutines", "steps");

	plan.program = KNOWN_WORKER;
	plan.parameters = parameters;
	plan.parameter_count = COUNT(parameters);
	return count(&plan);
}

static void assert_fails(const struct count_plan *plan, int error, const char *words)
{
	struct problem problem = {{0}, {0}};
	struct counts counts;

	assert_int_equal(counts_take(plan, &counts, &problem), error);
	if (!strstr(problem.text, words))
		fail_msg("\"%s\" does not say \"%s\"", problem.text, words);
	assert_null(strchr(problem.text, '\n'));
}

static void known_instructions_are_counted_one_by_one(void **state)
{
	struct counts few = count_known(1000, 0), more = count_known(1005, 0);

	(void)state;
	assert_true(more.instructions - few.instructions == 10);
	assert_true(few.instructions > 2000 && few.instructions < 2020);
	assert_true(few.allocations == 0);
}

static void known_allocations_are_counted_one_by_one(void **state)
{
	struct counts counts = count_known(1, 7);

	(void)state;
	assert_true(counts.allocations == 7);
	assert_true(counts.exact);
	assert_int_equal(counts.operations, 100);
}

static void assert_counted_alike(const char *workload)
{
	struct count_plan plan = plan_of("coroutines", workload);
	struct counts one = count(&plan), other = count(&plan);

	assert_true(one.exact && other.exact);
	assert_int_equal(one.takes, 2);
	assert_true(one.instructions > 0);
	assert_memory_equal(&one.instructions, &other.instructions, sizeof(double));
	assert_memory_equal(&one.allocations, &other.allocations, sizeof(double));
}

static void a_switch_of_coroutines_is_counted_alike_every_time(void **state)
{
	(void)state;
	assert_counted_alike("switch");
}

static void a_coroutine_is_counted_alike_every_time(void **state)
{
	(void)state;
	assert_counted_alike("spawn");
}

/* The loop waits for its timers on the counting clock too. */
static void sleepers_of_coroutines_are_counted_alike_every_time(void **state)
{
	(void)state;
	assert_counted_alike("sleepers");
}

static void threads_are_counted_as_often_as_asked_for_at_most(void **state)
{
	struct count_plan plan = plan_of("threads", "spawn");
	struct counts counts;

	(void)state;
	plan.takes = 2;
	counts = count(&plan);
	assert_in_range(counts.takes, 2, 2);
	assert_true(counts.instructions > 0);
	assert_true(counts.allocations > 0.9);
}

static void what_cannot_be_counted_says_why(void **state)
{
	struct count_plan plan = plan_of("coroutines", "echo");

	(void)state;
	need_worker();
	assert_fails(&plan, -ENOTSUP, "echo is not counted: it needs a driver");
	plan.workload = "memory";
	assert_fails(&plan, -ENOTSUP, "memory is not counted: it is something held");
	plan.workload = "nothing";
	assert_fails(&plan, -ENOTSUP, "no room for two operations a slice");
	plan.workload = "swich";
	assert_fails(&plan, -EINVAL, "has no workload \"swich\"");
	plan = plan_of("corutines", "switch");
	assert_fails(&plan, -EINVAL, "has no runtime \"corutines\"");
	plan.program = "/nowhere/duet-worker";
	assert_fails(&plan, -ENOENT, "/nowhere/duet-worker");
}

static void what_the_worker_refuses_is_told_with_its_words(void **state)
{
	const struct named_value parameters[] = {{"tasks", 1}};
	struct count_plan plan = plan_of("coroutines", "switch");

	(void)state;
	plan.parameters = parameters;
	plan.parameter_count = 1;
	need_valgrind();
	assert_fails(&plan, -EREMOTEIO, "tasks");
}

static void without_valgrind_the_remedy_is_to_install_it(void **state)
{
	struct count_plan plan = plan_of("coroutines", "switch");
	struct problem problem;
	struct counts counts;
	char *path;

	(void)state;
	need_worker();
	path = strdup(getenv("PATH"));
	setenv("PATH", "/nowhere", 1);
	assert_int_equal(counts_take(&plan, &counts, &problem), -ENOENT);
	setenv("PATH", path, 1);
	free(path);
	assert_non_null(strstr(problem.text, "valgrind"));
	assert_non_null(strstr(problem.remedy, "install"));
}

static void nothing_stays_in_the_folder_for_temporary_files(void **state)
{
	struct count_plan plan = plan_of("coroutines", "yield");
	char root[] = "/tmp/duet-counted-XXXXXX", endless[400] = {0};

	(void)state;
	need_valgrind(); /* before there is anything to clear away */
	assert_non_null(mkdtemp(root));
	setenv("TMPDIR", root, 1);
	plan.takes = 1;
	count(&plan);
	assert_int_equal(rmdir(root), 0);
	setenv("TMPDIR", "/nowhere", 1);
	assert_fails(&plan, -ENOENT, "/nowhere");
	setenv("TMPDIR", memset(endless, '/', sizeof(endless) - 1), 1);
	assert_fails(&plan, -ENAMETOOLONG, "name too long");
	unsetenv("TMPDIR");
}

/* ---- a file of callgrind's ---- */

static int read_text(const char *text, struct callgrind_totals *totals)
{
	char path[] = "/tmp/duet-callgrind-XXXXXX";
	int fd = mkstemp(path), result;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	result = callgrind_read(path, totals);
	unlink(path);
	return result;
}

static void allocators_that_call_each_other_count_once(void **state)
{
	struct callgrind_totals totals;

	(void)state;
	assert_int_equal(read_text("fn=main\ncfn=realloc@@GLIBC_2.2.5\ncalls=3 1\n2 9\n"
				   "cfn=malloc_consolidate\ncalls=50 1\n2 9\n"
				   "cfn=calloc'2\ncalls=4 1\n2 9\n"
				   "\nfn=realloc@@GLIBC_2.2.5\ncfn=malloc\ncalls=3 1\n2 9\n"
				   "\nfn=sysmalloc\ncfn=mmap\ncalls=1 1\n2 9\n"
				   "totals: 4711\n",
				   &totals),
			 0);
	assert_int_equal(totals.allocations, 8);
	assert_int_equal(totals.instructions, 4711);
}

static void a_file_that_was_cut_is_refused(void **state)
{
	struct callgrind_totals totals;

	(void)state;
	assert_int_equal(read_text("fn=main\n12 13\n", &totals), -EBADMSG);
	assert_int_equal(read_text("", &totals), -EBADMSG);
	assert_int_equal(callgrind_read("/nowhere/part.1", &totals), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_instructions_are_counted_one_by_one),
		cmocka_unit_test(known_allocations_are_counted_one_by_one),
		cmocka_unit_test(a_switch_of_coroutines_is_counted_alike_every_time),
		cmocka_unit_test(a_coroutine_is_counted_alike_every_time),
		cmocka_unit_test(sleepers_of_coroutines_are_counted_alike_every_time),
		cmocka_unit_test(threads_are_counted_as_often_as_asked_for_at_most),
		cmocka_unit_test(what_cannot_be_counted_says_why),
		cmocka_unit_test(what_the_worker_refuses_is_told_with_its_words),
		cmocka_unit_test(without_valgrind_the_remedy_is_to_install_it),
		cmocka_unit_test(nothing_stays_in_the_folder_for_temporary_files),
		cmocka_unit_test(allocators_that_call_each_other_count_once),
		cmocka_unit_test(a_file_that_was_cut_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
