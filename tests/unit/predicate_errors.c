/* SPDX-License-Identifier: MIT */
/* predicate_errors.c - what is wrong with a predicate is told with its place, and the next known name. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/answers.h"

/* The text is refused with a problem that begins so, and a remedy that has so much in it. */
static void assert_refused(const char *text, const char *begins, const char *remedy)
{
	struct predicate *predicate = NULL;
	struct problem problem = {0};
	int error = predicate_parse(text, (struct place){1, 1}, &predicate, &problem);

	if (error != -EINVAL)
		fail_msg("%s: not refused", text);
	if (strncmp(problem.text, begins, strlen(begins)) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", text, problem.text, begins);
	if (!strstr(problem.remedy, remedy))
		fail_msg("%s: the remedy is \"%s\", not \"%s\"", text, problem.remedy,
			 remedy);
}

static void names_that_do_not_exist_have_a_nearest(void **state)
{
	(void)state;
	assert_refused("p98(echo, threads) < 1 ms", "1:1: there is no metric \"p98\"",
		       "did you mean \"p9");
	assert_refused("ns(a, b) > 1 ns and\n  memroy(a, b) < 1 KiB",
		       "2:3: there is no metric \"memroy\"", "did you mean \"memory\"?");
	assert_refused("memory(a, b) < 4.3 KB", "1:20: there is no unit \"KB\"",
		       "did you mean \"KiB\"?");
	assert_refused("memory(a, b) < 4.3 parsecs", "1:20: there is no unit \"parsecs\"",
		       "a unit is one of: %, KiB, MiB, GiB, B, ns, us, ms, s");
	assert_refused("threads(a, b) > 1", "1:1: there is no metric \"threads\"",
		       "a metric is one of: before, cpu, crossover");
}

static void nothing_is_compared_with_what_it_is_not(void **state)
{
	(void)state;
	assert_refused("ns(a, b) < memory(a, b)",
		       "1:10: \"<\" has ns on its left and bytes on its right", "");
	assert_refused("ns(a, b) < 10", "1:10: \"<\" has ns on its left and a number",
		       "write a number's unit behind it");
	assert_refused("ns(a, b) + memory(a, b)", "1:10: \"+\" has ns", "");
	assert_refused("switches(a, b) > 5 %",
		       "1:16: \">\" has a count on its left and a ratio", "");
	assert_refused("ns(a, b) * ns(a, b) > 3 ns", "1:21: \">\" has ns^2", "");
	assert_refused("ns(a, b) / memory(a, b) > 3",
		       "1:25: \">\" has ns bytes^-1 on its left and a number", "");
}

static void numbers_are_no_truths(void **state)
{
	(void)state;
	assert_refused("ns(a, b) and ns(a, c) > 1 ns", "1:10: \"and\" takes comparisons",
		       "");
	assert_refused("not ns(a, b)", "1:1: \"not\" takes comparisons", "");
	assert_refused("before(\"a\", \"b\") + 1", "1:18: \"+\" takes numbers", "");
	assert_refused("(ns(a, b) > 1 ns) < 3", "1:19: comparisons do not chain", "");
	assert_refused("1 < speedup(a, b) < 3", "1:19: comparisons do not chain", "");
}

static void what_compares_nothing_measured_is_no_claim(void **state)
{
	(void)state;
	assert_refused("2 > 1", "1:3: \">\" compares two numbers", "");
	assert_refused("2 ms + 3 ms", "1:6: nothing measured", "");
	assert_refused("speedup(a, b) > 1 or 2 > 1", "1:24: \">\" compares two", "");
}

static void a_crossover_is_compared_with_a_number_alone(void **state)
{
	(void)state;
	assert_refused("2 * crossover(a, n, b, c) < 20", "1:3: a crossover is compared",
		       "");
	assert_refused("crossover(a, n, b, c) < switches(a, b)",
		       "1:23: a crossover is compared", "");
	assert_refused("crossover(a, n, b, c) < 20 ms", "1:23: \"<\" has a count", "");
}

static void a_call_says_what_it_takes(void **state)
{
	(void)state;
	assert_refused("ns(a) > 1 ns", "1:1: ns takes a workload and a contestant",
		       "ns(switch, coroutines)");
	assert_refused("ns(a, b, c, d, e)", "1:16: \"e\" is one name too many", "");
	assert_refused("crossover(a, b, c) < 3", "1:1: crossover takes a workload, a param",
		       "");
	assert_refused("before(\"a\") or 1", "1:1: before takes two events", "");
	assert_refused("ns > 3", "1:4: an opening parenthesis is missing",
		       "for example: ns(");
	assert_refused("ns(a, )", "1:7: a name is missing", "");
	assert_refused("ns(a, b > 3", "1:9: a comma or a closing parenthesis", "");
	assert_refused("ns(a, b", "1:8: a comma or a closing parenthesis", "");
	assert_refused("ns(a, n=3, b)", "1:12: \"b\" has to stand before", "");
	assert_refused("ns(a, b, n=3, n=3)", "1:15: the parameter \"n\" is given twice",
		       "");
	assert_refused("ns(a, b, n=x)", "1:12: a parameter has a number", "");
	assert_refused("ns(a, b, n=1.5)", "1:12: a parameter has a whole number", "");
	assert_refused("ns(a, b, n=1e30)", "1:12: a parameter has a whole number", "");
}

static void what_is_no_expression_is_refused_where_it_ends_to_be_one(void **state)
{
	(void)state;
	assert_refused("", "1:1: the predicate ends where", "");
	assert_refused("speedup(a, b) >", "1:16: the predicate ends where", "");
	assert_refused("speedup(a, b) speedup(a, c)", "1:15: \"speedup\" stands where", "");
	assert_refused("(speedup(a, b) > 1", "1:19: the predicate ends where", "");
	assert_refused("speedup(a, b) > 1)", "1:18: \")\" stands where", "");
	assert_refused("speedup(a, b) = 1", "1:15: \"=\" stands where",
		       "compare by <, <=, > or >=");
	assert_refused("speedup(a, b) != 1", "1:15: '!' means nothing",
		       "\"not\" is a word");
	assert_refused("and", "1:1: \"and\" stands where", "");
	assert_refused("speedup(a, \"b) > 1", "1:12: a string that begins here", "");
	assert_refused("speedup(a, \"\") > 1", "1:12: an empty string", "");
	assert_refused("speedup(a, b) > 1e999", "1:17: 1e999 is too large", "");
}

/* Columns are characters: each of the two letters is two bytes. */
static void columns_count_characters(void **state)
{
	(void)state;
	assert_refused("ns(a, \"\xc3\xa4\xc3\xb6\") > 1 \xc2\xb5s ?",
		       "1:20: '?' means nothing", "");
	assert_refused("ns(a, b) \xe2\x89\xa4 1 ms", "1:10: this character means nothing",
		       "");
}

static void places_count_from_where_the_predicate_stands(void **state)
{
	struct predicate *predicate = NULL;
	struct problem problem = {0};

	(void)state;
	assert_int_equal(predicate_parse("ns(a, b)\n > 3", (struct place){41, 12},
					 &predicate, &problem),
			 -EINVAL);
	assert_true(strncmp(problem.text, "42:2: ", 6) == 0);
	assert_int_equal(predicate_parse("ms(a, b) > 3", (struct place){41, 12}, &predicate,
					 &problem),
			 -EINVAL);
	assert_true(strncmp(problem.text, "41:12: ", 7) == 0);
}

static void what_is_too_large_is_refused(void **state)
{
	char *text = malloc(PREDICATE_BYTES + 2);

	(void)state;
	assert_non_null(text);
	memset(text, ' ', PREDICATE_BYTES + 1);
	text[PREDICATE_BYTES + 1] = 0;
	assert_refused(text, "1:1: a predicate has at most 2000 bytes", "");
	memset(text, '(', 1000);
	text[1000] = 0;
	assert_refused(text, "1:58: this is nested too deep", "");
	memset(text, '-', 1000);
	assert_refused(text, "1:395: this is nested too deep", "");
	text[0] = 0;
	for (int i = 0; i < 33; i++)
		strcat(text, "+ns(a, b)");
	assert_refused(text + 1, "1:289: a predicate asks for at most 32 numbers", "");
	strcpy(text, "speedup(a, b)");
	for (int i = 0; i < 200; i++)
		strcat(text, "+1");
	assert_refused(text, "1:268: the predicate is too long", "");
	free(text);
}

static void who_answers_points_at_the_name(void **state)
{
	static const struct answers_row rows[] = {{"threads", "d", NULL, 0, NULL}};
	struct answers_table table = {rows, 1};
	struct predicate *predicate = answers_parse("ns(a, threads) > ns(a, thraeds)");
	struct predicate_result result;
	struct problem problem = {0};

	(void)state;
	assert_int_equal(
		predicate_evaluate(predicate, answers_resolve, &table, &result, &problem),
		-EINVAL);
	assert_string_equal(problem.text, "1:24: there is no contestant \"thraeds\"");
	assert_string_equal(problem.remedy, "did you mean \"threads\"?");
	predicate_free(predicate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_do_not_exist_have_a_nearest),
		cmocka_unit_test(nothing_is_compared_with_what_it_is_not),
		cmocka_unit_test(numbers_are_no_truths),
		cmocka_unit_test(what_compares_nothing_measured_is_no_claim),
		cmocka_unit_test(a_crossover_is_compared_with_a_number_alone),
		cmocka_unit_test(a_call_says_what_it_takes),
		cmocka_unit_test(what_is_no_expression_is_refused_where_it_ends_to_be_one),
		cmocka_unit_test(columns_count_characters),
		cmocka_unit_test(places_count_from_where_the_predicate_stands),
		cmocka_unit_test(what_is_too_large_is_refused),
		cmocka_unit_test(who_answers_points_at_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
