/* SPDX-License-Identifier: MIT */
/* rules.c - which parameters go together: bench/protocol/rules.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bench/protocol/rules.h"

#define WORKLOAD                                                                           \
	"{\"excludes\": [[\"a\", \"b\", \"c\"]], \"needs\": [[\"d\", \"a\", \"b\"]]}"

/* What is wrong with the parameters, for the asserts; "" when nothing is. */
static const char *wrong(const char *workload, const char *parameters)
{
	static char text[128];
	json_t *rules = json_loads(workload, 0, NULL);
	json_t *values = json_loads(parameters, 0, NULL);

	if (rules_keep(rules, values, text, sizeof(text)))
		*text = '\0';
	json_decref(rules);
	json_decref(values);
	return text;
}

static void at_most_one_of_those_that_exclude_each_other_is_given(void **state)
{
	(void)state;
	assert_string_equal(wrong(WORKLOAD, "{}"), "");
	assert_string_equal(wrong(WORKLOAD, "{\"a\": 1, \"b\": 0}"), "");
	assert_string_equal(wrong(WORKLOAD, "{\"c\": 1, \"a\": 2}"),
			    "a and c exclude each other: give one of them");
}

static void what_is_needed_is_given_too(void **state)
{
	(void)state;
	assert_string_equal(wrong(WORKLOAD, "{\"d\": 0}"), "");
	assert_string_equal(wrong(WORKLOAD, "{\"d\": 1, \"b\": 1}"), "");
	assert_string_equal(wrong(WORKLOAD, "{\"d\": 1, \"c\": 1}"), "d needs a or b");
}

static void a_worker_without_rules_or_with_strange_ones_refuses_nothing(void **state)
{
	const char *both = "{\"a\": 1, \"b\": 1}";

	(void)state;
	assert_string_equal(wrong("{}", both), "");
	assert_string_equal(wrong("[]", both), "");
	assert_string_equal(wrong("{\"excludes\": 7, \"needs\": [3, [], [4]]}", both), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_most_one_of_those_that_exclude_each_other_is_given),
		cmocka_unit_test(what_is_needed_is_given_too),
		cmocka_unit_test(
			a_worker_without_rules_or_with_strange_ones_refuses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
