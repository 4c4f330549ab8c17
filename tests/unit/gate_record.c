/* SPDX-License-Identifier: MIT */
/* gate_record.c - what the rows of a gate come to, in which order, and the exit code. */
#include <math.h>
#include <stdlib.h>

#include "support/gates.h"

#include "bench/report/utf8.h"

static enum gate_verdict sum(enum gate_verdict a, enum gate_verdict b)
{
	struct gate_row rows[] = {gate_made_row("a", a, 0, 1), gate_made_row("b", b, 0, 1)};

	return gate_sum_up(rows, 2);
}

static void one_row_that_fails_fails_the_gate(void **state)
{
	(void)state;
	assert_int_equal(sum(GATE_PASS, GATE_FAIL), GATE_FAIL);
	assert_int_equal(sum(GATE_UNMEASURED, GATE_FAIL), GATE_FAIL);
	assert_int_equal(sum(GATE_FAIL, GATE_INCONCLUSIVE), GATE_FAIL);
}

static void what_could_not_be_measured_is_no_pass(void **state)
{
	(void)state;
	assert_int_equal(sum(GATE_PASS, GATE_UNMEASURED), GATE_UNMEASURED);
	assert_int_equal(sum(GATE_INCONCLUSIVE, GATE_UNMEASURED), GATE_UNMEASURED);
	assert_int_equal(sum(GATE_NOT_COMPARABLE, GATE_NOT_COMPARABLE), GATE_UNMEASURED);
	assert_int_equal(gate_sum_up(NULL, 0), GATE_UNMEASURED);
}

static void what_is_waived_or_not_comparable_does_not_hinder_the_others(void **state)
{
	(void)state;
	assert_int_equal(sum(GATE_PASS, GATE_WAIVED), GATE_PASS);
	assert_int_equal(sum(GATE_NOT_COMPARABLE, GATE_PASS), GATE_PASS);
	assert_int_equal(sum(GATE_WAIVED, GATE_INCONCLUSIVE), GATE_INCONCLUSIVE);
}

static void the_exit_code_says_the_verdict_and_inconclusive_is_what_was_asked_for(
	void **state)
{
	struct gate_record record = gate_made(NULL, 0);

	(void)state;
	record.verdict = GATE_PASS;
	assert_int_equal(gate_exit_code(&record, 3), 0);
	record.verdict = GATE_FAIL;
	assert_int_equal(gate_exit_code(&record, 3), 1);
	record.verdict = GATE_UNMEASURED;
	assert_int_equal(gate_exit_code(&record, 3), 2);
	record.verdict = GATE_INCONCLUSIVE;
	assert_int_equal(gate_exit_code(&record, 3), 3);
	assert_int_equal(gate_exit_code(&record, 0), 0);
}

static void rows_come_in_the_order_of_what_they_mean_and_then_of_their_loss(void **state)
{
	struct gate_row rows[] = {
		gate_made_row("7 passes", GATE_PASS, 0.4, 0.3),
		gate_made_row("8 passes too", GATE_PASS, 0.1, 0.3),
		gate_made_row("6 gained", GATE_PASS, -2, 0.3),
		gate_made_row("5 changed", GATE_NOT_COMPARABLE, NAN, NAN),
		gate_made_row("4 unclear", GATE_INCONCLUSIVE, 0.5, 2),
		gate_made_row("3 waived", GATE_WAIVED, 9, 1),
		gate_made_row("2 broken", GATE_UNMEASURED, NAN, NAN),
		gate_made_row("1 fails", GATE_FAIL, 2, 0.3),
		gate_made_row("0 fails most", GATE_FAIL, 3, 0.3),
	};
	struct gate_record record = gate_made(rows, 9);
	const struct gate_row **order = gate_order(&record);

	(void)state;
	assert_non_null(order);
	for (int i = 0; i < 9; i++)
		assert_int_equal(order[i]->name[0], '0' + i);
	free(order);
}

static void equal_rows_stay_as_they_are(void **state)
{
	struct gate_row rows[40];
	struct gate_record record;
	const struct gate_row **order;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		rows[i] = gate_made_row("same", GATE_PASS, 0.1, 0.3);
	record = gate_made(rows, 40);
	order = gate_order(&record);
	assert_non_null(order);
	for (size_t i = 0; i < 40; i++)
		assert_ptr_equal(order[i], &rows[i]);
	free(order);
}

static void only_a_whole_interval_beyond_the_tolerance_is_a_gain(void **state)
{
	struct gate_row sure = gate_made_row("a", GATE_PASS, -2, 0.5),
			little = gate_made_row("a", GATE_PASS, -1, 0.5),
			unsure = gate_made_row("a", GATE_PASS, -2, 2.5),
			count = gate_made_row("a", GATE_PASS, -1, NAN),
			unknown = gate_made_row("a", GATE_PASS, NAN, NAN);

	(void)state;
	assert_true(gate_row_gained(&sure));
	assert_false(gate_row_gained(&little));
	assert_false(gate_row_gained(&unsure));
	assert_false(gate_row_gained(&unknown));
	assert_false(gate_row_gained(&count));
	count.counted = true;
	assert_true(gate_row_gained(&count));
}

static void what_is_no_utf8_is_replaced_byte_by_byte(void **state)
{
	static const struct {
		const char *text, *repaired;
	} rows[] = {
		{"plain, µ, €, 𝄞", "plain, µ, €, 𝄞"},
		{"a\xff"
		 "b",
		 "a\uFFFDb"},
		{"\xc3", "\uFFFD"},				  /* cut off */
		{"\xe2\x82", "\uFFFD\uFFFD"},			  /* likewise */
		{"\xc0\xaf", "\uFFFD\uFFFD"},			  /* an overlong / */
		{"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},		  /* a surrogate */
		{"\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}, /* beyond U+10FFFF */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *repaired = utf8_repair(rows[i].text);

		assert_non_null(repaired);
		assert_string_equal(repaired, rows[i].repaired);
		free(repaired);
	}
}

static void one_line_moves_nothing_on_a_terminal(void **state)
{
	char text[] = "a\nb\x1b[2J\xff\xc2\x9bm µ";

	(void)state;
	utf8_one_line(text);
	assert_string_equal(text, "a b [2J?  m µ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_row_that_fails_fails_the_gate),
		cmocka_unit_test(what_could_not_be_measured_is_no_pass),
		cmocka_unit_test(
			what_is_waived_or_not_comparable_does_not_hinder_the_others),
		cmocka_unit_test(
			the_exit_code_says_the_verdict_and_inconclusive_is_what_was_asked_for),
		cmocka_unit_test(
			rows_come_in_the_order_of_what_they_mean_and_then_of_their_loss),
		cmocka_unit_test(equal_rows_stay_as_they_are),
		cmocka_unit_test(only_a_whole_interval_beyond_the_tolerance_is_a_gain),
		cmocka_unit_test(what_is_no_utf8_is_replaced_byte_by_byte),
		cmocka_unit_test(one_line_moves_nothing_on_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
