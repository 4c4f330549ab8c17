/* SPDX-License-Identifier: MIT */
/* evidence_numbers.c - a sentence's numbers are read, and held against those of its predicate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <math.h>

#include "bench/evidence/hold.h"
#include "bench/evidence/numbers.h"

#define MOST 8

/* Read the numbers of a text: at most `most` of them. Returns how many. */
static size_t numbers_read(const char *text, size_t bytes, struct said_number *numbers,
			   size_t most)
{
	struct number_reader reader = {.text = text, .bytes = bytes};
	size_t count = 0;

	while (count < most && numbers_next(&reader, &numbers[count]))
		count++;
	return count;
}

static const struct reading {
	const char *sentence;
	enum quantity quantity;
	double value;
} readings[] = {
	{"2.4 times faster", QUANTITY_TIMES, 2.4},
	{"takes 4.2 KiB of memory", QUANTITY_BYTES, 4.2 * 1024},
	{"takes 10.4 ns", QUANTITY_TIME, 10.4},
	{"takes 3\u00a0µs", QUANTITY_TIME, 3000},
	{"after 5 ms.", QUANTITY_TIME, 5e6},
	{"half the memory", QUANTITY_TIMES, 0.5},
	{"a third of it", QUANTITY_TIMES, 1 / 3.},
	{"Twice as fast", QUANTITY_TIMES, 2},
	{"a tenfold gain", QUANTITY_TIMES, 10},
	{"1,563 of them", QUANTITY_NUMBER, 1563},
	{"1.61\u00d7 of it", QUANTITY_TIMES, 1.61},
	{"100 thousand clients", QUANTITY_NUMBER, 100000},
	{"12 % more", QUANTITY_SHARE, 0.12},
	{"40 per cent", QUANTITY_SHARE, 0.4},
	{"in 2 seconds", QUANTITY_TIME, 2e9},
	{"(8 connections)", QUANTITY_NUMBER, 8},
	{"7 services", QUANTITY_NUMBER, 7},
	/* in other signs */
	{"10k times", QUANTITY_TIMES, 10e3},
	{"1.5 M requests", QUANTITY_NUMBER, 1.5e6},
	{"1e6 times", QUANTITY_TIMES, 1e6},
	{"10⁶ times", QUANTITY_TIMES, 1e6},
	{".5 times", QUANTITY_TIMES, 0.5},
	{"9 000 times", QUANTITY_TIMES, 9000},
	{"1.000.000 times", QUANTITY_TIMES, 1e6},
	{"９０００ times", QUANTITY_TIMES, 9000},
	{"&#57;000 times", QUANTITY_TIMES, 9000},
	{"100&times; slower", QUANTITY_TIMES, 100},
	{"x9000 slower", QUANTITY_TIMES, 9000},
	{"×9000 slower", QUANTITY_TIMES, 9000},
	{"by a factor of 9000", QUANTITY_TIMES, 9000},
	{"at-least-9000 clients", QUANTITY_NUMBER, 9000},
	{"SHA-9000 times", QUANTITY_TIMES, 9000},
	{"9000-times", QUANTITY_TIMES, 9000},
	{"after a 5-second wait", QUANTITY_TIME, 5e9},
	{"3 orders of magnitude", QUANTITY_TIMES, 1000},
	/* with marks */
	{"`9000` times", QUANTITY_TIMES, 9000},
	{"``9,000 times`` and `f(1)`", QUANTITY_TIMES, 9000},
	{"`9000` or `f(1)`", QUANTITY_NUMBER, 9000},
	{"**9000** times", QUANTITY_TIMES, 9000},
	{"_9000_ times", QUANTITY_TIMES, 9000},
	{"<b>9000</b> times", QUANTITY_TIMES, 9000},
	{"_twice_ as much", QUANTITY_TIMES, 2},
	/* in words */
	{"six times", QUANTITY_TIMES, 6},
	{"nineteen times", QUANTITY_TIMES, 19},
	{"twenty-one times", QUANTITY_TIMES, 21},
	{"fifty thousand times", QUANTITY_TIMES, 50e3},
	{"a million times", QUANTITY_TIMES, 1e6},
	{"two hundred and fifty thousand times", QUANTITY_TIMES, 250e3},
	{"one thousand two hundred times", QUANTITY_TIMES, 1200},
	{"a thousand million times", QUANTITY_TIMES, 1e9},
	{"hundreds of times", QUANTITY_TIMES, 100},
	{"tens of thousands of times", QUANTITY_TIMES, 10e3},
	{"two and a half times", QUANTITY_TIMES, 2.5},
	{"three orders of magnitude", QUANTITY_TIMES, 1000},
	{"an order of magnitude", QUANTITY_TIMES, 10},
	{"orders of magnitude", QUANTITY_TIMES, 100},
	{"a hundredfold gain", QUANTITY_TIMES, 100},
	{"five seconds", QUANTITY_TIME, 5e9},
	{"ten per cent less", QUANTITY_SHARE, 0.1},
	{"three quarters of it", QUANTITY_TIMES, 0.75},
	{"two-thirds of it", QUANTITY_TIMES, 2 / 3.},
	{"½ of it", QUANTITY_TIMES, 0.5},
	{"fewer than six of them", QUANTITY_NUMBER, 6},
	{"with fifty connections", QUANTITY_NUMBER, 50},
};

static void numbers_have_values_and_units(void **state)
{
	struct said_number number[MOST];

	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		const char *sentence = readings[i].sentence;

		if (numbers_read(sentence, strlen(sentence), number, MOST) != 1)
			fail_msg("\"%s\" has not one number", sentence);
		if (number[0].quantity != readings[i].quantity ||
		    fabs(number[0].value - readings[i].value) > 1e-9 * readings[i].value)
			fail_msg("\"%s\" has %g", sentence, number[0].value);
	}
}

static void what_is_no_number_is_none(void **state)
{
	static const char *const sentences[] = {
		"the p99 of x86-64",	  "`sleep(1)` and ``a ` 2``",
		"[a link](page-2.md#3)",  "<!-- value: 3 -->",
		"version 3.11.2 of it",	  "3D and #7",
		"1. an item\n2. another", "<a id=\"x-3\">a</a>",
		"on behalf of a thirdly", "two cores, one after the other",
		"more than one on utf-8", "on x64, and in `x86`",
		"`f(9000)` and `a 9000`", "the first of a kind",
	};
	struct said_number number[MOST];

	(void)state;
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		if (numbers_read(sentences[i], strlen(sentences[i]), number, MOST))
			fail_msg("\"%s\" has a number: %.*s", sentences[i],
				 (int)number[0].bytes, sentences[i] + number[0].start);
}

static void all_of_several_are_found_in_their_order(void **state)
{
	static const char sentence[] = "From 12 connections on 4.2 KiB, half, and 1,000.";
	struct said_number number[MOST];

	(void)state;
	assert_int_equal(numbers_read(sentence, strlen(sentence), number, MOST), 4);
	assert_true(number[0].value == 12 && number[3].value == 1000);
	assert_int_equal(numbers_read(sentence, strlen(sentence), number, 2), 2);
	/* what lies behind the end is not read */
	assert_int_equal(numbers_read(sentence, 6, number, MOST), 1);
	assert_true(number[0].value == 1);
}

/* ---- holding ---- */

/* The sentence against a predicate with this threshold. */
static int hold(const char *sentence, enum quantity quantity, double threshold,
		enum rounding rounding)
{
	static const double parameters[] = {1000, 2};
	struct threshold thresholds[] = {{quantity, threshold, false}};
	struct annotation claim = {
		.rounding = rounding, .besides = {3.11}, .besides_count = 1};
	struct spoken spoken = {thresholds, 1, parameters, 2};
	struct problem problem;
	size_t where;

	return hold_numbers(sentence, strlen(sentence), &claim, &spoken, &where, &problem);
}

static void the_threshold_is_the_number(void **state)
{
	(void)state;
	assert_int_equal(hold("2.4 times faster", QUANTITY_NUMBER, 2.4, ROUNDED_NOT), 0);
	assert_int_equal(hold("2.4 times faster", QUANTITY_NUMBER, 2, ROUNDED_NOT),
			 -EINVAL);
	assert_int_equal(hold("2.4 times faster", QUANTITY_NUMBER, 3, ROUNDED_NOT),
			 -EINVAL);
	assert_int_equal(hold("much faster", QUANTITY_NUMBER, 2, ROUNDED_NOT), 0);
	assert_int_equal(hold("4.2 KiB", QUANTITY_BYTES, 4.2 * 1024, ROUNDED_NOT), 0);
	assert_int_equal(hold("4.2 KiB", QUANTITY_BYTES, 4.2 * 1000, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("5 ns", QUANTITY_BYTES, 5, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("5 ns", QUANTITY_NUMBER, 5, ROUNDED_NOT), -EINVAL);
}

static void a_marked_threshold_is_the_number_rounded(void **state)
{
	(void)state;
	assert_int_equal(hold("2.4 times", QUANTITY_NUMBER, 2, ROUNDED_DOWN), 0);
	assert_int_equal(hold("2.4 times", QUANTITY_NUMBER, 1, ROUNDED_DOWN), -EINVAL);
	assert_int_equal(hold("2.4 times", QUANTITY_NUMBER, 3, ROUNDED_DOWN), -EINVAL);
	assert_int_equal(hold("2.4 times", QUANTITY_NUMBER, 3, ROUNDED_UP), 0);
	assert_int_equal(hold("2.4 times", QUANTITY_NUMBER, 4, ROUNDED_UP), -EINVAL);
	assert_int_equal(hold("60 times", QUANTITY_NUMBER, 100, ROUNDED_UP), 0);
	assert_int_equal(hold("40 times", QUANTITY_NUMBER, 100, ROUNDED_UP), -EINVAL);
	assert_int_equal(hold("1,563 times", QUANTITY_NUMBER, 1500, ROUNDED_DOWN), 0);
	assert_int_equal(hold("1,563 times", QUANTITY_NUMBER, 1000, ROUNDED_DOWN), 0);
	assert_int_equal(hold("1,563 times", QUANTITY_NUMBER, 500, ROUNDED_DOWN), -EINVAL);
	assert_int_equal(hold("4.23 KiB", QUANTITY_BYTES, 4.3 * 1024, ROUNDED_UP), 0);
	assert_int_equal(hold("4.23 KiB", QUANTITY_BYTES, 4.4 * 1024, ROUNDED_UP), -EINVAL);
}

static void a_ratio_may_be_said_the_other_way_around(void **state)
{
	(void)state;
	assert_int_equal(hold("half the memory", QUANTITY_NUMBER, 2, ROUNDED_NOT), 0);
	assert_int_equal(hold("half the memory", QUANTITY_NUMBER, 0.5, ROUNDED_NOT), 0);
	assert_int_equal(hold("7.4 times", QUANTITY_NUMBER, 0.135, ROUNDED_NOT), 0);
	assert_int_equal(hold("7.4 times", QUANTITY_NUMBER, 0.14, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("5 times", QUANTITY_NUMBER, 0.21, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("a third", QUANTITY_NUMBER, 0.33, ROUNDED_NOT), 0);
	assert_int_equal(hold("a third", QUANTITY_NUMBER, 3, ROUNDED_NOT), 0);
}

static void per_cent_are_of_less_or_of_more(void **state)
{
	(void)state;
	assert_int_equal(hold("40 % less", QUANTITY_NUMBER, 0.6, ROUNDED_NOT), 0);
	assert_int_equal(hold("40 % less", QUANTITY_NUMBER, 0.4, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("40 % more", QUANTITY_NUMBER, 1.4, ROUNDED_NOT), 0);
	assert_int_equal(hold("40 % of the time", QUANTITY_NUMBER, 0.4, ROUNDED_NOT), 0);
}

static void parameters_and_numbers_besides_are_not_held(void **state)
{
	(void)state;
	assert_int_equal(hold("at 1,000 connections 2.4 times, in Python 3.11",
			      QUANTITY_NUMBER, 2.4, ROUNDED_NOT),
			 0);
	assert_int_equal(
		hold("at 1,001 connections 2.4 times", QUANTITY_NUMBER, 2.4, ROUNDED_NOT),
		-EINVAL);
}

static void what_compares_is_no_parameter(void **state)
{
	(void)state;
	assert_int_equal(hold("1000 times slower", QUANTITY_NUMBER, 3, ROUNDED_NOT),
			 -EINVAL);
	assert_int_equal(hold("**1000** times slower", QUANTITY_NUMBER, 3, ROUNDED_NOT),
			 -EINVAL);
	assert_int_equal(
		hold("slower by a factor of 1000", QUANTITY_NUMBER, 3, ROUNDED_NOT),
		-EINVAL);
	assert_int_equal(hold("twice as slow", QUANTITY_NUMBER, 3, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("2 % less", QUANTITY_NUMBER, 3, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("2 % more", QUANTITY_NUMBER, 3, ROUNDED_NOT), -EINVAL);
	assert_int_equal(hold("2 % of them", QUANTITY_NUMBER, 3, ROUNDED_NOT), 0);
	assert_int_equal(hold("after 2 ms", QUANTITY_NUMBER, 3, ROUNDED_NOT), 0);
	/* the author may still say so */
	assert_int_equal(hold("3.11 times", QUANTITY_NUMBER, 3, ROUNDED_NOT), 0);
}

static void what_need_not_be_so_backs_no_number(void **state)
{
	struct threshold thresholds[] = {{QUANTITY_NUMBER, 5, true}};
	struct annotation claim = {0};
	struct spoken spoken = {thresholds, 1, NULL, 0};
	struct problem problem;
	static const char sentence[] = "5 times";
	size_t where;

	(void)state;
	assert_int_equal(
		hold_numbers(sentence, strlen(sentence), &claim, &spoken, &where, &problem),
		-EINVAL);
	assert_non_null(strstr(problem.text, "\"5 times\", the predicate only under a"));
	assert_non_null(strstr(problem.remedy, "a >= 5 instead of not a < 5"));
}

static void every_number_is_held_however_many(void **state)
{
	char sentence[2000] = "";

	(void)state;
	for (int i = 0; i < 100; i++)
		strcat(sentence, "100 times, ");
	assert_int_equal(hold(sentence, QUANTITY_NUMBER, 100, ROUNDED_NOT), 0);
	strcat(sentence, "9,000 times");
	assert_int_equal(hold(sentence, QUANTITY_NUMBER, 100, ROUNDED_NOT), -EINVAL);
}

static void a_complaint_says_the_number_and_what_the_predicate_has(void **state)
{
	struct threshold thresholds[] = {{QUANTITY_NUMBER, 2, false},
					 {QUANTITY_NUMBER, 5, false}};
	struct annotation claim = {0};
	struct spoken spoken = {thresholds, 2, NULL, 0};
	struct problem problem;
	static const char sentence[] = "It is 2.4 times faster.";
	size_t where;

	(void)state;
	assert_int_equal(
		hold_numbers(sentence, strlen(sentence), &claim, &spoken, &where, &problem),
		-EINVAL);
	assert_int_equal(where, strlen("It is "));
	assert_string_equal(
		problem.text,
		"the sentence says \"2.4 times\", the predicate compares with 2, 5");
	assert_non_null(strstr(problem.remedy, "rounded down"));
	assert_non_null(strstr(problem.remedy, "besides 2.4"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_values_and_units),
		cmocka_unit_test(what_is_no_number_is_none),
		cmocka_unit_test(all_of_several_are_found_in_their_order),
		cmocka_unit_test(the_threshold_is_the_number),
		cmocka_unit_test(a_marked_threshold_is_the_number_rounded),
		cmocka_unit_test(a_ratio_may_be_said_the_other_way_around),
		cmocka_unit_test(per_cent_are_of_less_or_of_more),
		cmocka_unit_test(parameters_and_numbers_besides_are_not_held),
		cmocka_unit_test(what_compares_is_no_parameter),
		cmocka_unit_test(what_need_not_be_so_backs_no_number),
		cmocka_unit_test(every_number_is_held_however_many),
		cmocka_unit_test(a_complaint_says_the_number_and_what_the_predicate_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
