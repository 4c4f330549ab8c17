/* SPDX-License-Identifier: MIT */
/* predicate_grammar.c - how predicates are read: precedence, units, names, what is told of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/answers.h"

/* So many that they decide. */
#define SAME(x) ((const double[]){x, x, x, x, x, x})

static const struct answers_row rows[] = {
	{"two", "one duet", SAME(2), 6, NULL},
	{"three", "one duet", SAME(3), 6, NULL},
	{"five", "one duet", SAME(5), 6, NULL},
};
static const struct answers_table table = {rows, 3};

static void assert_value(const char *text, double expected)
{
	double value = answers_value(text, &table).value;

	if (!(fabs(value - expected) <= 1e-9 * fabs(expected)))
		fail_msg("%s is %.12g, not %.12g", text, value, expected);
}

static void assert_verdict(const char *text, enum predicate_truth expected)
{
	enum predicate_truth verdict = answers_judge(text, &table, 0.05);

	if (verdict != expected)
		fail_msg("%s is %d, not %d", text, (int)verdict, (int)expected);
}

static void products_come_before_sums(void **state)
{
	(void)state;
	assert_value("speedup(w, two) + speedup(w, three) * speedup(w, five)", 17);
	assert_value("(speedup(w, two) + speedup(w, three)) * speedup(w, five)", 25);
	assert_value("speedup(w, two) * speedup(w, three) - speedup(w, five)", 1);
}

static void operators_of_a_level_go_from_left_to_right(void **state)
{
	(void)state;
	assert_value("speedup(w, five) - speedup(w, three) - speedup(w, two)", 0);
	assert_value("30 / speedup(w, three) / speedup(w, two)", 5);
	assert_value("30 / speedup(w, three) * speedup(w, two)", 20);
}

static void a_minus_sign_belongs_to_what_is_next_to_it(void **state)
{
	(void)state;
	assert_value("-speedup(w, two) * 3", -6);
	assert_value("speedup(w, five) - -speedup(w, two)", 7);
	assert_value("-(speedup(w, five) - 1)", -4);
}

static void and_comes_before_or(void **state)
{
	(void)state;
	assert_verdict("before(\"yes\", \"x\") or before(\"no\", \"x\") and "
		       "before(\"no\", \"x\")",
		       PREDICATE_TRUE);
	assert_verdict("(before(\"yes\", \"x\") or before(\"no\", \"x\")) and "
		       "before(\"no\", \"x\")",
		       PREDICATE_FALSE);
}

static void not_comes_before_and(void **state)
{
	(void)state;
	assert_verdict("not before(\"no\", \"x\") and before(\"no\", \"x\")",
		       PREDICATE_FALSE);
	assert_verdict("not (before(\"no\", \"x\") and before(\"no\", \"x\"))",
		       PREDICATE_TRUE);
	assert_verdict("not not before(\"yes\", \"x\")", PREDICATE_TRUE);
	assert_verdict("not speedup(w, two) > 3", PREDICATE_TRUE);
}

static void comparisons_come_before_not_and_after_sums(void **state)
{
	(void)state;
	assert_verdict("speedup(w, two) + 2 < speedup(w, five) - 0.5", PREDICATE_TRUE);
	assert_verdict("speedup(w, two) < 2", PREDICATE_FALSE);
	assert_verdict("speedup(w, two) <= 2", PREDICATE_TRUE);
	assert_verdict("speedup(w, two) >= 2", PREDICATE_TRUE);
	assert_verdict("speedup(w, two) > 2", PREDICATE_FALSE);
	assert_verdict("2 < speedup(w, three)", PREDICATE_TRUE);
}

static void numbers_have_units(void **state)
{
	(void)state;
	assert_value("1 ns / ns(w, two)", 0.5);
	assert_value("1 us / ns(w, two)", 500);
	assert_value("1 \xc2\xb5s / ns(w, two)", 500);
	assert_value("1.5ms / ns(w, two)", 750000);
	assert_value("2 s / ns(w, two)", 1e9);
	assert_value("4.3 KiB / memory(w, two)", 2201.6);
	assert_value("1MiB / memory(w, two)", 524288);
	assert_value("1 GiB / memory(w, two)", 536870912);
	assert_value("7 B / memory(w, two)", 3.5);
	assert_value("50 % * speedup(w, three)", 1.5);
	assert_value("1e3 * speedup(w, three) * 2.5e-1", 750);
}

static void a_throughput_is_one_over_a_time(void **state)
{
	(void)state;
	assert_verdict("throughput(w, two) > 1000000 / 1 s", PREDICATE_TRUE);
	assert_verdict("1 / ns(w, two) < throughput(w, two)", PREDICATE_TRUE);
}

static void a_number_without_a_unit_is_a_count_or_a_ratio(void **state)
{
	(void)state;
	assert_verdict("switches(w, two) < 3", PREDICATE_TRUE);
	assert_verdict("speedup(w, two) < 3", PREDICATE_TRUE);
	assert_verdict("switches(w, two) * 3 > 2 + 3", PREDICATE_TRUE);
}

static void a_query_has_its_names_parameters_and_places(void **state)
{
	struct predicate *predicate =
		answers_parse("1 ms <\n  p99(echo, python-asyncio, connections=1000, "
			      "spread = 2 ms, x=-3)");
	const struct predicate_query *queries;

	(void)state;
	assert_int_equal(predicate_queries(predicate, &queries), 1);
	assert_int_equal(queries->metric->kind, METRIC_P99);
	assert_string_equal(queries->workload.text, "echo");
	assert_string_equal(queries->contestant.text, "python-asyncio");
	assert_int_equal(queries->place.line, 2);
	assert_int_equal(queries->place.column, 3);
	assert_int_equal(queries->contestant.place.column, 13);
	assert_int_equal(queries->parameter_count, 3);
	assert_string_equal(queries->parameters[0].name, "connections");
	assert_int_equal(queries->parameters[0].value, 1000);
	assert_int_equal(queries->parameters[1].value, 2000000);
	assert_int_equal(queries->parameters[2].value, -3);
	assert_int_equal(queries->parameter_places[0].column, 29);
	predicate_free(predicate);
}

static void any_name_may_stand_in_quotes(void **state)
{
	struct predicate *predicate =
		answers_parse("ns(\"my work\", \"./worker/x\") > 1 ns");
	const struct predicate_query *queries;

	(void)state;
	predicate_queries(predicate, &queries);
	assert_string_equal(queries->workload.text, "my work");
	assert_string_equal(queries->contestant.text, "./worker/x");
	predicate_free(predicate);
}

static void an_order_of_events_may_name_whose(void **state)
{
	struct predicate *predicate = answers_parse(
		"before(say_after, threads, \"main: created b\", \"b: started\")");
	const struct predicate_query *queries;

	(void)state;
	predicate_queries(predicate, &queries);
	assert_string_equal(queries->workload.text, "say_after");
	assert_string_equal(queries->contestant.text, "threads");
	assert_string_equal(queries->first.text, "main: created b");
	assert_string_equal(queries->second.text, "b: started");
	predicate_free(predicate);
}

static void claims_and_numbers_are_told_apart(void **state)
{
	struct predicate *claim = answers_parse("ns(w, a) > 1 ns");
	struct predicate *number = answers_parse("ns(w, a)");

	(void)state;
	assert_true(predicate_is_claim(claim));
	assert_false(predicate_is_claim(number));
	predicate_free(claim);
	predicate_free(number);
}

/* A sentence's numbers are held against these. */
static void the_numbers_that_are_compared_with_are_told(void **state)
{
	struct predicate *predicate =
		answers_parse("10 < ns(w, a) / ns(w, b) and not memory(w, a) >= 2 * 2 KiB "
			      "or ns(w, a) < ns(w, b)");
	struct predicate_bound bounds[3];

	(void)state;
	assert_int_equal(predicate_bounds(predicate, bounds, 3), 2);
	assert_int_equal(bounds[0].compared, PREDICATE_MORE);
	assert_true(bounds[0].value == 10 && !bounds[0].negated);
	assert_int_equal(bounds[0].place.column, 4);
	assert_int_equal(bounds[1].compared, PREDICATE_AT_LEAST);
	assert_true(bounds[1].value == 4096 && bounds[1].negated);
	assert_int_equal(bounds[1].dimension.bytes, 1);
	assert_int_equal(predicate_bounds(predicate, bounds, 1), 2);
	predicate_free(predicate);
}

/* The sure ones of a predicate's bounds, as "0.5 2". */
static void assert_sure(const char *text, const char *wanted)
{
	struct predicate *predicate = answers_parse(text);
	struct predicate_bound bounds[8];
	size_t count = predicate_bounds(predicate, bounds, 8);
	char sure[80] = "", *end = sure;

	for (size_t i = 0; i < count; i++)
		if (bounds[i].sure)
			end += sprintf(end, "%s%g", *sure ? " " : "", bounds[i].value);
	if (strcmp(sure, wanted) != 0)
		fail_msg("\"%s\" says %s", text, sure);
	predicate_free(predicate);
}

static void a_number_is_sure_where_the_predicate_cannot_be_true_without_it(void **state)
{
	(void)state;
	assert_sure("lost(w, a) > 1 and lost(w, b) > 2", "1 2");
	assert_sure("not lost(w, a) > 1", "");
	assert_sure("not not lost(w, a) > 1", "1");
	assert_sure("lost(w, a) > 1 or lost(w, b) > 2", "");
	assert_sure("lost(w, a) > 1 or lost(w, b) > 1", "1 1");
	assert_sure("lost(w, a) > 1 or lost(w, b) < 1", "");
	assert_sure("lost(w, a) > 1 or lost(w, b) > 1 or lost(w, c) > 2", "");
	assert_sure("lost(w, a) > 3 and (lost(w, a) > 1 or lost(w, b) > 2)", "3");
	assert_sure("lost(w, a) > 1 or before(\"a\", \"b\")", "");
	/* one of the two, and both, by De Morgan */
	assert_sure("not (not lost(w, a) > 1 and not lost(w, b) > 2)", "");
	assert_sure("not (not lost(w, a) > 1 or not lost(w, b) > 2)", "1 2");
}

static void the_number_of_a_multiple_is_that_of_the_ratio(void **state)
{
	(void)state;
	assert_sure("ns(w, a) < 2 * ns(w, b)", "2");
	assert_sure("2 * ns(w, a) < ns(w, b)", "0.5");
	assert_sure("ns(w, a) / 4 > ns(w, b) * 2 / 1", "8");
	assert_sure("ns(w, a) < 3 * (2 * ns(w, b)) / lost(w, b)", "6");
	/* none: the sides alone, or a number that is of more than a ratio */
	assert_sure("ns(w, a) < ns(w, b)", "");
	assert_sure("ns(w, a) < 2 * ns(w, b) + ns(w, c)", "");
	assert_sure("ns(w, a) < 2 ns * lost(w, b)", "");
	assert_sure("ns(w, a) < -2 * ns(w, b)", "");
}

static void a_claim_is_told_in_pieces(void **state)
{
	static const enum predicate_piece wanted[] = {
		PREDICATE_NOT,	 PREDICATE_OPEN, PREDICATE_COMPARISON,
		PREDICATE_OR,	 PREDICATE_NOT,	 PREDICATE_COMPARISON,
		PREDICATE_CLOSE, PREDICATE_AND,	 PREDICATE_ORDER};
	struct predicate *predicate = answers_parse(
		"not (lost(w, a) > 1 or not lost(w, b) > 2) and before(\"a\", \"b\")");
	enum predicate_piece pieces[PREDICATE_PIECES];

	(void)state;
	assert_int_equal(predicate_pieces(predicate, pieces),
			 sizeof(wanted) / sizeof(wanted[0]));
	assert_memory_equal(pieces, wanted, sizeof(wanted));
	predicate_free(predicate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(products_come_before_sums),
		cmocka_unit_test(operators_of_a_level_go_from_left_to_right),
		cmocka_unit_test(a_minus_sign_belongs_to_what_is_next_to_it),
		cmocka_unit_test(and_comes_before_or),
		cmocka_unit_test(not_comes_before_and),
		cmocka_unit_test(comparisons_come_before_not_and_after_sums),
		cmocka_unit_test(numbers_have_units),
		cmocka_unit_test(a_throughput_is_one_over_a_time),
		cmocka_unit_test(a_number_without_a_unit_is_a_count_or_a_ratio),
		cmocka_unit_test(a_query_has_its_names_parameters_and_places),
		cmocka_unit_test(any_name_may_stand_in_quotes),
		cmocka_unit_test(an_order_of_events_may_name_whose),
		cmocka_unit_test(claims_and_numbers_are_told_apart),
		cmocka_unit_test(the_numbers_that_are_compared_with_are_told),
		cmocka_unit_test(
			a_number_is_sure_where_the_predicate_cannot_be_true_without_it),
		cmocka_unit_test(the_number_of_a_multiple_is_that_of_the_ratio),
		cmocka_unit_test(a_claim_is_told_in_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
