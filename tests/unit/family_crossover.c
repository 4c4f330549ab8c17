/* SPDX-License-Identifier: MIT */
/*
 * family_crossover.c - from which value on who costs less: what is said of it, and what where
 * that cannot be told.
 */
#include "support/sweep.h"

static void the_sentence_says_from_where_on_and_by_how_much(void **state)
{
	struct sweep *sweep = sweep_crossing();

	(void)state;
	assert_says(
		sweep, SENTENCE,
		"Between 1 and 8 connections, coroutines begin to cost less processor time "
		"than threads; at 64 connections, threads need 1.99");
	assert_says(sweep, SENTENCE,
		    "Below, threads cost less: at 1 connection, coroutines need 2.0");
	sweep_free(sweep);
}

static void near_values_have_a_point_between_them_and_it_says_what_it_is(void **state)
{
	static const struct wanted wanted[] = {
		{10, 64, 0, 20, 10, NULL},
		{40, 64, 0, 10, 20, NULL},
	};
	struct sweep *sweep = SWEEP_OF(wanted);

	(void)state;
	assert_says(
		sweep, SENTENCE,
		"Between 10 and 40 connections (about 20 if the ratio is straight between "
		"values), coroutines begin");
	sweep_free(sweep);
}

static void values_that_tell_nothing_are_inside_the_bracket_and_either_will_do(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 20, 10, NULL},
		{2, 64, 0, 10, 10, NULL},
		{3, 64, 0, 10, 10, NULL},
		{8, 64, 0, 10, 20, NULL},
	};
	struct sweep *sweep = SWEEP_OF(wanted);

	(void)state;
	assert_says(sweep, SENTENCE, "Between 1 and 8 connections, coroutines begin");
	assert_says(sweep, TABLE, "on 1 connection, all busy, on one core | threads |");
	assert_says(sweep, TABLE,
		    "on 2 … 3 connections, all busy, on one core | either | "
		    "~ no difference found; one over ");
	assert_says(sweep, TABLE, "on 8 connections, all busy, on one core | coroutines |");
	sweep_free(sweep);
}

static void where_nobody_was_sure_below_the_bracket_is_open(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 10.001, 10, NULL},
		{4, 64, 0, 10, 20, NULL},
	};
	struct sweep *sweep = SWEEP_OF(wanted);

	(void)state;
	assert_says(sweep, SENTENCE, "≤ 1 and 4 connections, coroutines begin");
	assert_says(sweep, SENTENCE, "Below, threads surely cost less at no value.");
	sweep_free(sweep);
}

static void what_is_not_to_be_trusted_stands_for_no_crossover(void **state)
{
	static const struct warning_record disturbed = {
		"not to be trusted: others had the core; more", "end them"};
	struct sweep *sweep = sweep_crossing();

	(void)state;
	sweep->duets[0].warnings = &disturbed;
	sweep->duets[0].warning_count = 1;
	assert_int_equal(family_doubtful(sweep->families.all), 1);
	assert_int_equal(family_crossover(sweep->families.all).points, 2);
	assert_says(sweep, SENTENCE,
		    "1 of 3 values is not to be trusted and left out here.");
	assert_says(sweep, MARKDOWN, "| not to be trusted: others had the core |");
	assert_says(sweep, TABLE, "| unknown | not to be trusted: others had the core |");
	sweep_free(sweep);
}

static void an_end_without_a_difference_is_undecided(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 10, 20, NULL},
		{64, 64, 0, 10, 10, NULL},
	};
	struct sweep *sweep = SWEEP_OF(wanted);

	(void)state;
	assert_says(sweep, SENTENCE,
		    "Undecided: at 64 connections no difference was found");
	assert_says(sweep, SENTENCE, "Before, at 1 connection, threads need 1.99");
	sweep_free(sweep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sentence_says_from_where_on_and_by_how_much),
		cmocka_unit_test(
			near_values_have_a_point_between_them_and_it_says_what_it_is),
		cmocka_unit_test(
			values_that_tell_nothing_are_inside_the_bracket_and_either_will_do),
		cmocka_unit_test(where_nobody_was_sure_below_the_bracket_is_open),
		cmocka_unit_test(what_is_not_to_be_trusted_stands_for_no_crossover),
		cmocka_unit_test(an_end_without_a_difference_is_undecided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
