/* SPDX-License-Identifier: MIT */
/* fit.c - the slope of a line through points. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench/stats/fit.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const double numbers[] = {390, 1562, 6250, 25000, 100000};

static void a_straight_line_has_its_slope_whatever_lies_under_it(void **state)
{
	double y[COUNT(numbers)], slope;

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++)
		y[i] = 3e6 + 4312.5 * numbers[i];
	assert_int_equal(fit_slope(numbers, y, COUNT(numbers), &slope), 0);
	assert_true(fabs(slope - 4312.5) < 1e-6);
}

/* The textbook's sums of squares, by hand: x 1, 2, 4 and y 1, 3, 2 give 1 over 42/9. */
static void a_crooked_one_has_that_of_the_least_squares(void **state)
{
	static const double x[] = {1, 2, 4}, y[] = {1, 3, 2};
	double slope;

	(void)state;
	assert_int_equal(fit_slope(x, y, 3, &slope), 0);
	assert_true(fabs(slope - 3.0 / 14) < 1e-12);
}

static void a_hundred_pages_too_many_move_the_slope_by_5_bytes_at_most(void **state)
{
	double y[COUNT(numbers)], slope;

	(void)state;
	for (size_t wrong = 0; wrong < COUNT(numbers); wrong++) {
		for (size_t i = 0; i < COUNT(numbers); i++)
			y[i] = 4312 * numbers[i] + (i == wrong ? 409600 : 0);
		assert_int_equal(fit_slope(numbers, y, COUNT(numbers), &slope), 0);
		assert_true(fabs(slope - 4312) < 5);
	}
}

static void there_is_no_line_through_one_number(void **state)
{
	static const double x[] = {7, 7, 7}, y[] = {1, 2, 3};
	double slope;

	(void)state;
	assert_int_equal(fit_slope(x, y, 3, &slope), -EDOM);
	assert_int_equal(fit_slope(x, y, 1, &slope), -EDOM);
	assert_int_equal(fit_slope(x, y, 0, &slope), -EDOM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_straight_line_has_its_slope_whatever_lies_under_it),
		cmocka_unit_test(a_crooked_one_has_that_of_the_least_squares),
		cmocka_unit_test(
			a_hundred_pages_too_many_move_the_slope_by_5_bytes_at_most),
		cmocka_unit_test(there_is_no_line_through_one_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
