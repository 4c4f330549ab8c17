/* SPDX-License-Identifier: MIT */
/* sign.c - the sign test: by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/stats/sign.h"

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-12 * b;
}

static void values_on_one_side_halve_it_each(void **state)
{
	(void)state;
	assert_true(near(sign_p(0, 1), 0.5));
	assert_true(near(sign_p(0, 10), pow(0.5, 10)));
	assert_true(sign_p(0, 0) == 1);
}

/* 1 + 20 + 190 + 1140 + 4845 of 2^20 */
static void some_on_the_other_side_are_counted(void **state)
{
	(void)state;
	assert_true(near(sign_p(4, 20), 6196 / pow(2, 20)));
	assert_true(near(sign_p(1, 5), 6 / 32.0));
	assert_true(near(sign_p(5, 5), 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_on_one_side_halve_it_each),
		cmocka_unit_test(some_on_the_other_side_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
