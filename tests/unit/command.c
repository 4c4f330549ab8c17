/* SPDX-License-Identifier: MIT */
/* command.c - what duet understands of its arguments: bench/protocol/nearest.h, contestant.h, value.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/cmd/command.h"
#include "bench/cmd/contestant.h"
#include "bench/cmd/value.h"
#include "bench/protocol/nearest.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const names[] = {"echo",	"matmul", "nothing",
				    "sleepers", "spawn",  "switch"};

static const char *nearest(const char *meant, const char *const *of, size_t count)
{
	struct nearest found = {.wanted = meant};

	for (size_t i = 0; i < count; i++)
		nearest_try(&found, of[i]);
	return found.name;
}

static void the_nearest_name_is_found_over_every_kind_of_slip(void **state)
{
	(void)state;
	assert_string_equal(nearest("swtich", names, COUNT(names)), "switch");
	assert_string_equal(nearest("swich", names, COUNT(names)), "switch");
	assert_string_equal(nearest("switchh", names, COUNT(names)), "switch");
	assert_string_equal(nearest("spaun", names, COUNT(names)), "spawn");
	assert_string_equal(nearest("no", (const char *const[]){"on"}, 1),
			    "on"); /* swapped */
	assert_string_equal(nearest("ECHO", names, COUNT(names)), "echo");
}

static void what_is_like_nothing_has_no_nearest(void **state)
{
	char longer[200];

	(void)state;
	memset(longer, 's', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_null(nearest("xyzzy", names, COUNT(names)));
	assert_null(nearest("", names, COUNT(names)));
	assert_null(nearest(longer, names, COUNT(names)));
	assert_null(nearest("switch", names, 0));
}

static void a_contestant_has_all_its_parts(void **state)
{
	struct contestant c;

	(void)state;
	assert_int_equal(
		contestant_parse("./a@b/worker@boost/switch:tasks=2:x=3", "echo", &c), 0);
	assert_string_equal(c.program, "./a@b/worker");
	assert_string_equal(c.runtime, "boost");
	assert_string_equal(c.workload, "switch");
	assert_int_equal(c.parameter_count, 2);
	assert_string_equal(c.parameters[0].name, "tasks");
	assert_string_equal(c.values[1], "3");
	assert_string_equal(c.label, "./a@b/worker@boost/switch:tasks=2:x=3");
	contestant_free(&c);
}

static void the_runtime_of_a_contestant_can_tell_its_program(void **state)
{
	struct contestant c;

	(void)state;
	setenv("DUET_PYTHON", "some/where", 1);
	assert_int_equal(contestant_parse("python-threads:tasks=4", "switch", &c), 0);
	assert_string_equal(c.program, "some/where");
	contestant_free(&c);
	assert_int_equal(contestant_parse("else/where@python-threads", "switch", &c), 0);
	assert_string_equal(c.program, "else/where");
	assert_null(c.found);
	contestant_free(&c);
	assert_int_equal(contestant_parse("threads", "switch", &c), 0);
	assert_null(c.program);
	contestant_free(&c);
	unsetenv("DUET_PYTHON");
}

static void a_contestant_without_a_workload_plays_the_given_one(void **state)
{
	struct contestant c;

	(void)state;
	assert_int_equal(contestant_parse("coroutines:tasks=4", "switch", &c), 0);
	assert_null(c.program);
	assert_string_equal(c.runtime, "coroutines");
	assert_string_equal(c.workload, "switch");
	contestant_free(&c);
}

static void a_contestant_that_is_none_is_bad_use(void **state)
{
	static const char *const bad[] = {"",	    "/switch", "raw/", "raw:tasks",
					  "raw:=2", "raw:a=",  "raw:", "x@"};
	struct contestant c;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(contestant_parse(bad[i], "switch", &c), EXIT_BAD_USE);
		contestant_free(&c);
	}
	assert_int_equal(contestant_parse("raw", NULL, &c), EXIT_BAD_USE);
	contestant_free(&c);
}

static void bytes_may_have_a_suffix(void **state)
{
	int64_t value;

	(void)state;
	assert_int_equal(value_bytes("x", "64K", 0, INT64_MAX, &value), 0);
	assert_int_equal(value, 65536);
	assert_int_equal(value_bytes("x", "3g", 0, INT64_MAX, &value), 0);
	assert_int_equal(value, (int64_t)3 << 30);
	assert_int_equal(value_bytes("x", "9223372036854775807G", 0, INT64_MAX, &value),
			 EXIT_BAD_USE);
	assert_int_equal(value_bytes("x", "64KK", 0, INT64_MAX, &value), EXIT_BAD_USE);
	assert_int_equal(value_bytes("x", "K", 0, INT64_MAX, &value), EXIT_BAD_USE);
}

static void numbers_are_whole_and_in_range(void **state)
{
	int64_t value;
	double ratio;

	(void)state;
	assert_int_equal(value_integer("x", "12", 1, 12, &value), 0);
	assert_int_equal(value_integer("x", "13", 1, 12, &value), EXIT_BAD_USE);
	assert_int_equal(value_integer("x", "1.5", 1, 12, &value), EXIT_BAD_USE);
	assert_int_equal(value_integer("x", " 1", 1, 12, &value), EXIT_BAD_USE);
	assert_int_equal(value_integer("x", "", 1, 12, &value), EXIT_BAD_USE);
	assert_int_equal(value_ratio("x", "0.05", &ratio), 0);
	assert_int_equal(value_ratio("x", "nan", &ratio), EXIT_BAD_USE);
	assert_int_equal(value_ratio("x", "0", &ratio), EXIT_BAD_USE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_name_is_found_over_every_kind_of_slip),
		cmocka_unit_test(what_is_like_nothing_has_no_nearest),
		cmocka_unit_test(a_contestant_has_all_its_parts),
		cmocka_unit_test(the_runtime_of_a_contestant_can_tell_its_program),
		cmocka_unit_test(a_contestant_without_a_workload_plays_the_given_one),
		cmocka_unit_test(a_contestant_that_is_none_is_bad_use),
		cmocka_unit_test(bytes_may_have_a_suffix),
		cmocka_unit_test(numbers_are_whole_and_in_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
