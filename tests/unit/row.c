/* SPDX-License-Identifier: MIT */
/* row.c - the names of rows: short, and different where the work is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/row.h"
#include "support/records.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct named_value parameters[] = {{"connections", 8}, {"size", 64}};

/* What a worker describes of echo: both parameters' default is 64. */
static json_t *describe(void)
{
	return json_pack("[{s:s, s:[]}, {s:s, s:[{s:s, s:i}, {s:s, s:i}]}]", "name",
			 "switch", "parameters", "name", "echo", "parameters", "name",
			 "connections", "default", 64, "name", "size", "default", 64);
}

static void assert_named(const struct duet_record *duet, const json_t *workloads,
			 const char *name)
{
	char text[ROW_TEXT];

	assert_true(row_name(duet, duet->contestants, workloads, text));
	assert_string_equal(text, name);
}

static void only_what_is_not_the_default_is_named(void **state)
{
	struct contestant_record contestant =
		record_contestant("threads", "echo", parameters, COUNT(parameters));
	struct duet_record duet = record_duet("echo", &contestant, 1);
	json_t *workloads = describe();

	(void)state;
	assert_named(&duet, workloads, "echo/threads:connections=8");
	contestant.parameters++;
	contestant.parameter_count--;
	assert_named(&duet, workloads, "echo/threads");
	json_decref(workloads);
}

static void of_an_unknown_workload_all_is_named(void **state)
{
	struct contestant_record contestant =
		record_contestant("threads", "counter", parameters, COUNT(parameters));
	struct duet_record duet = record_duet("counter", &contestant, 1);
	json_t *workloads = describe();

	(void)state;
	assert_named(&duet, workloads, "counter/threads:connections=8:size=64");
	assert_named(&duet, NULL, "counter/threads:connections=8:size=64");
	json_decref(workloads);
}

static void other_cores_and_another_worker_are_named(void **state)
{
	struct contestant_record contestant =
		record_contestant("threads", "switch", NULL, 0);
	struct duet_record duet = record_duet("switch", &contestant, 1);

	(void)state;
	duet.cores = "all";
	assert_named(&duet, NULL, "switch/threads:cores=all");
	duet.cores = "one";
	contestant.worker = "../old/duet-worker";
	assert_named(&duet, NULL, "switch/../old/duet-worker@threads");
}

static void a_name_that_is_too_long_is_refused(void **state)
{
	char path[2 * ROW_TEXT], text[ROW_TEXT];
	struct contestant_record contestant =
		record_contestant("threads", "switch", NULL, 0);
	struct duet_record duet = record_duet("switch", &contestant, 1);

	(void)state;
	memset(path, 'x', sizeof(path));
	path[sizeof(path) - 1] = 0;
	contestant.worker = path;
	assert_false(row_name(&duet, &contestant, NULL, text));
}

static void a_pattern_means_rows_workloads_runtimes_and_contestants(void **state)
{
	static const char row[] = "echo/coroutines:connections=8";
	static const char *const meant[] = {"*",
					    "echo",
					    "coroutines",
					    "echo/*",
					    "*/coroutines*",
					    "echo/coroutines:connections=8",
					    "coroutines/echo:connections=8",
					    "coroutines/*",
					    "ech[op]"};
	static const char *const others[] = {"",	"ech",	    "echo/coroutines",
					     "threads", "switch/*", "connections"};

	(void)state;
	for (size_t i = 0; i < COUNT(meant); i++)
		assert_true(row_matches(row, meant[i]));
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(row_matches(row, others[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_not_the_default_is_named),
		cmocka_unit_test(of_an_unknown_workload_all_is_named),
		cmocka_unit_test(other_cores_and_another_worker_are_named),
		cmocka_unit_test(a_name_that_is_too_long_is_refused),
		cmocka_unit_test(a_pattern_means_rows_workloads_runtimes_and_contestants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
