/* SPDX-License-Identifier: MIT */
/* edivisive.c - where a series changes: known answers, and how often it is right. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "bench/stats/edivisive.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SERIES 400
#define FEWER 100 /* where there is much to be found, which takes long */
#define MOST 64
#define LONG 160

/* How many of the series were told what. */
struct told {
	size_t changed; /* any change at all */
	size_t right;	/* all the changes there are within a place, and no other */
	size_t found;	/* the first change within a place, whatever else */
};

static bool is_near(size_t a, size_t b)
{
	return a <= b + 1 && b <= a + 1;
}

/* Normal noise of standard deviation 1, on steps[i] from place places[i] on. */
static void make(gsl_rng *random, double *values, size_t n, const size_t *places,
		 const double *steps, size_t count)
{
	for (size_t i = 0; i < n; i++) {
		values[i] = gsl_ran_gaussian(random, 1);
		for (size_t s = 0; s < count; s++)
			if (i >= places[s])
				values[i] += steps[s];
	}
}

static struct told tell(size_t series, size_t n, const size_t *places, const double *steps,
			size_t count)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	struct told told = {0};
	struct change changes[MOST];
	double values[MOST];

	gsl_rng_set(random, 20261128);
	for (size_t s = 0; s < series; s++) {
		bool right;
		int found;

		make(random, values, n, places, steps, count);
		found = edivisive(values, n, 0.05, s, changes);
		assert_true(found >= 0);
		told.changed += found > 0;
		right = (size_t)found == count;
		for (size_t i = 0; i < count && right; i++)
			right = is_near(changes[i].at, places[i]);
		told.right += right;
		for (int i = 0; i < found && count; i++)
			if (is_near(changes[i].at, places[0])) {
				told.found++;
				break;
			}
	}
	gsl_rng_free(random);
	return told;
}

/* 5 % of 400 are 20, give or take 2.5 standard deviations of 4.4. */
static void noise_is_taken_for_a_change_as_often_as_is_asked(void **state)
{
	struct told short_ones = tell(SERIES, 20, NULL, NULL, 0),
		    long_ones = tell(SERIES, 50, NULL, NULL, 0);

	(void)state;
	assert_in_range(short_ones.changed, 9, 31);
	assert_in_range(long_ones.changed, 9, 31);
}

static void a_step_of_three_deviations_is_found_within_a_place(void **state)
{
	struct told told = tell(SERIES, 40, (const size_t[]){20}, (const double[]){3}, 1);

	(void)state;
	assert_int_equal(told.changed, SERIES);
	assert_in_range(told.found, SERIES * 95 / 100, SERIES);
}

static void two_steps_are_two_changes(void **state)
{
	struct told told =
		tell(FEWER, 45, (const size_t[]){15, 30}, (const double[]){4, 4}, 2);

	(void)state;
	assert_in_range(told.right, FEWER * 90 / 100, FEWER);
}

static void a_level_that_is_left_again_is_two_changes(void **state)
{
	struct told told =
		tell(FEWER, 45, (const size_t[]){15, 30}, (const double[]){4, -4}, 2);

	(void)state;
	assert_in_range(told.right, FEWER * 90 / 100, FEWER);
}

static void one_outlier_is_no_change_wherever_it_stands(void **state)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	struct change changes[MOST];
	double quiet[30], values[30];
	size_t found = 0;

	(void)state;
	gsl_rng_set(random, 3);
	make(random, quiet, COUNT(quiet), NULL, NULL, 0);
	assert_int_equal(edivisive(quiet, COUNT(quiet), 0.05, 1, changes), 0);
	for (size_t at = 0; at < COUNT(values); at++) {
		for (size_t i = 0; i < COUNT(values); i++)
			values[i] = quiet[i] + (i == at ? 30 : 0);
		found += (size_t)edivisive(values, COUNT(values), 0.05, 1, changes);
	}
	gsl_rng_free(random);
	assert_int_equal(found, 0);
}

static void an_outlier_in_values_that_are_equal_is_no_change(void **state)
{
	struct change changes[MOST];
	double values[20];

	(void)state;
	for (size_t at = 0; at < COUNT(values); at++) {
		for (size_t i = 0; i < COUNT(values); i++)
			values[i] = i == at ? 5 : 1;
		assert_int_equal(edivisive(values, COUNT(values), 0.05, 1, changes), 0);
	}
}

/* Long enough for a random order to have it there rarely. */
static void an_outlier_at_an_end_is_no_change_in_a_long_series(void **state)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	struct change changes[LONG];
	double values[LONG];

	(void)state;
	gsl_rng_set(random, 3);
	make(random, values, LONG, NULL, NULL, 0);
	gsl_rng_free(random);
	assert_int_equal(edivisive(values, LONG, 0.05, 1, changes), 0);
	values[0] += 100;
	assert_int_equal(edivisive(values, LONG, 0.05, 1, changes), 0);
	values[0] -= 100;
	values[LONG - 1] += 100;
	assert_int_equal(edivisive(values, LONG, 0.05, 1, changes), 0);
}

static void a_new_level_of_three_values_is_told(void **state)
{
	double values[20] = {[17] = 1, [18] = 1, [19] = 1};
	struct change changes[COUNT(values)];

	(void)state;
	assert_int_equal(edivisive(values, COUNT(values), 0.05, 1, changes), 1);
	assert_int_equal(changes[0].at, 17);
}

static void a_step_without_noise_is_found_where_it_is(void **state)
{
	static const double values[] = {1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2};
	struct change changes[COUNT(values)];

	(void)state;
	assert_int_equal(edivisive(values, COUNT(values), 0.05, 1, changes), 1);
	assert_int_equal(changes[0].at, 7);
	assert_true(changes[0].p >= 0.001 && changes[0].p <= 0.05);
}

static void the_factor_and_the_level_of_a_series_do_not_matter(void **state)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	struct change changes[MOST], others[MOST];
	double values[40], moved[40];

	(void)state;
	make(random, values, COUNT(values), (const size_t[]){25}, (const double[]){3}, 1);
	gsl_rng_free(random);
	for (size_t i = 0; i < COUNT(values); i++)
		moved[i] = 1e6 + 1e3 * values[i];
	assert_int_equal(edivisive(values, COUNT(values), 0.05, 1, changes), 1);
	assert_int_equal(edivisive(moved, COUNT(moved), 0.05, 1, others), 1);
	assert_int_equal(changes[0].at, others[0].at);
	assert_true(changes[0].p == others[0].p);
}

static void a_seed_finds_the_same_again(void **state)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
	struct change first[MOST], again[MOST];
	double values[30];
	int count;

	(void)state;
	make(random, values, COUNT(values), (const size_t[]){12}, (const double[]){2}, 1);
	gsl_rng_free(random);
	count = edivisive(values, COUNT(values), 0.5, 7, first);
	assert_true(count > 0);
	assert_int_equal(edivisive(values, COUNT(values), 0.5, 7, again), count);
	for (int i = 0; i < count; i++)
		assert_true(first[i].at == again[i].at && first[i].p == again[i].p);
}

static void what_is_short_or_constant_has_no_change(void **state)
{
	static const double values[40] = {0};
	static const double rising[] = {1, 2, 3, 4, 5};
	struct change changes[MOST];

	(void)state;
	for (size_t n = 0; n <= COUNT(values); n++)
		assert_int_equal(edivisive(values, n, 0.05, 1, changes), 0);
	for (size_t n = 0; n <= COUNT(rising); n++)
		assert_int_equal(edivisive(rising, n, 0.05, 1, changes), 0);
}

static void what_is_no_number_is_refused(void **state)
{
	struct change changes[MOST];

	(void)state;
	assert_int_equal(edivisive((const double[]){1, NAN, 1}, 3, 0.05, 1, changes),
			 -EINVAL);
	assert_int_equal(edivisive((const double[]){INFINITY}, 1, 0.05, 1, changes),
			 -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(noise_is_taken_for_a_change_as_often_as_is_asked),
		cmocka_unit_test(a_step_of_three_deviations_is_found_within_a_place),
		cmocka_unit_test(two_steps_are_two_changes),
		cmocka_unit_test(a_level_that_is_left_again_is_two_changes),
		cmocka_unit_test(one_outlier_is_no_change_wherever_it_stands),
		cmocka_unit_test(an_outlier_in_values_that_are_equal_is_no_change),
		cmocka_unit_test(an_outlier_at_an_end_is_no_change_in_a_long_series),
		cmocka_unit_test(a_new_level_of_three_values_is_told),
		cmocka_unit_test(a_step_without_noise_is_found_where_it_is),
		cmocka_unit_test(the_factor_and_the_level_of_a_series_do_not_matter),
		cmocka_unit_test(a_seed_finds_the_same_again),
		cmocka_unit_test(what_is_short_or_constant_has_no_change),
		cmocka_unit_test(what_is_no_number_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
