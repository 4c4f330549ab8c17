/* SPDX-License-Identifier: MIT */
/* step.c - the difference of two levels: known answers, and coverage of its interval. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "bench/stats/step.h"

#define SERIES 1000

static void few_values_have_welchs_interval(void **state)
{
	/* means 2 and 7; squared errors 1/3 and 4/3; 2.941 degrees: t = 3.21876 */
	struct estimate step;

	(void)state;
	assert_int_equal(step_between((const double[]){1, 2, 3}, 3,
				      (const double[]){5, 7, 9}, 3, &step),
			 0);
	assert_true(fabs(step.value - 5) < 1e-12);
	assert_true(fabs(step.high - step.low - 2 * 3.21876 * sqrt(5.0 / 3)) < 1e-4);
	assert_int_equal(step.rounds, 6);
}

static void one_value_a_side_has_no_interval(void **state)
{
	struct estimate step;

	(void)state;
	assert_int_equal(
		step_between((const double[]){1}, 1, (const double[]){5, 7}, 2, &step), 0);
	assert_true(step.value == 5 && isnan(step.low) && isnan(step.high));
}

static void levels_without_noise_have_an_interval_of_no_width(void **state)
{
	struct estimate step;

	(void)state;
	assert_int_equal(
		step_between((const double[]){1, 1}, 2, (const double[]){3, 3}, 2, &step),
		0);
	assert_true(step.value == 2 && step.low == 2 && step.high == 2);
}

static void no_values_are_refused(void **state)
{
	struct estimate step;

	(void)state;
	assert_int_equal(step_between(NULL, 0, (const double[]){1}, 1, &step), -EINVAL);
	assert_int_equal(step_between((const double[]){1}, 1, NULL, 0, &step), -EINVAL);
}

/* Of 1,000 intervals 950 cover the truth, give or take 3 standard deviations of 7. */
static void the_interval_covers_the_truth_in_95_of_100(void **state)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	double before[12], after[9];
	struct estimate step;
	int covered = 0;

	(void)state;
	for (int s = 0; s < SERIES; s++) {
		for (size_t i = 0; i < 12; i++)
			before[i] = gsl_ran_gaussian(random, 1);
		for (size_t i = 0; i < 9; i++)
			after[i] = 4 + gsl_ran_gaussian(random, 3);
		assert_int_equal(step_between(before, 12, after, 9, &step), 0);
		covered += step.low <= 4 && 4 <= step.high;
	}
	gsl_rng_free(random);
	assert_in_range(covered, 929, 971);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_values_have_welchs_interval),
		cmocka_unit_test(one_value_a_side_has_no_interval),
		cmocka_unit_test(levels_without_noise_have_an_interval_of_no_width),
		cmocka_unit_test(no_values_are_refused),
		cmocka_unit_test(the_interval_covers_the_truth_in_95_of_100),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
