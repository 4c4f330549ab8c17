/* SPDX-License-Identifier: MIT */
/* estimate.c - what bench/stats promises: known answers, and intervals that hold what they say. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/stats/estimate.h"

#define TRIALS 4000
#define ROUNDS_MOST 57

/* A fixed sequence: splitmix64, as a number from 0 to 1. */
static double uniform(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

/* A round's time: a small spread, and in one of eight a neighbour who may double it. */
static double noisy(uint64_t *state, double truth)
{
	double spread =
		exp(0.01 * (uniform(state) + uniform(state) + uniform(state) - 1.5));

	if (uniform(state) < 0.125)
		spread *= 1 + pow(uniform(state), 3);
	return truth * spread;
}

static double coverage(size_t rounds, double truth, uint64_t seed)
{
	double values[ROUNDS_MOST], base[ROUNDS_MOST];
	struct estimate ratio;
	int held = 0;

	for (int trial = 0; trial < TRIALS; trial++) {
		for (size_t i = 0; i < rounds; i++) {
			values[i] = noisy(&seed, 100 * truth);
			base[i] = noisy(&seed, 100);
		}
		assert_int_equal(estimate_ratio(values, base, rounds, &ratio), 0);
		held += ratio.low <= truth && truth <= ratio.high;
	}
	return (double)held / TRIALS;
}

static void assert_near(double value, double expected, double error)
{
	if (!(fabs(value - expected) <= error))
		fail_msg("%.9g is not within %g of %.9g", value, error, expected);
}

static void an_interval_covers_the_truth_in_93_to_97_of_100(void **state)
{
	(void)state;
	assert_near(coverage(20, 1.0, 1), CONFIDENCE, 0.02);
	assert_near(coverage(20, 2.5, 2), CONFIDENCE, 0.02);
	assert_near(coverage(57, 1.0, 3), CONFIDENCE, 0.02);
	assert_near(coverage(57, 0.01, 4), CONFIDENCE, 0.02);
}

/* By hand: h = 6, the Winsorised squares sum up to 42.5, t(5) at 97.5 % is 2.570582. */
static void a_trimmed_mean_and_its_interval_are_those_of_the_textbook(void **state)
{
	const double values[] = {7, 1, 3, 10, 5, 6, 4, 8, 9, 2};
	struct estimate mean;

	(void)state;
	assert_int_equal(estimate_mean(values, 10, &mean), 0);
	assert_near(mean.value, 5.5, 1e-12);
	assert_near(mean.high - mean.value, 2.570582 * sqrt(42.5 / 30), 1e-5);
	assert_near(mean.value - mean.low, mean.high - mean.value, 1e-12);
	assert_int_equal(mean.rounds, 10);
}

static void one_wild_round_in_ten_moves_nothing_much(void **state)
{
	double values[] = {10, 10.1, 9.9, 10, 10.1, 9.9, 10, 10, 10.1, 1e9};
	struct estimate mean;

	(void)state;
	assert_int_equal(estimate_mean(values, 10, &mean), 0);
	assert_near(mean.value, 10, 0.1);
	assert_true(mean.high < 10.3);
}

static void a_single_round_has_no_interval(void **state)
{
	const double two = 2, one = 1;
	struct estimate ratio;

	(void)state;
	assert_int_equal(estimate_ratio(&two, &one, 1, &ratio), 0);
	assert_near(ratio.value, 2, 1e-12);
	assert_true(isnan(ratio.low) && isnan(ratio.high));
	assert_false(estimate_excludes_one(&ratio));
	assert_true(isnan(estimate_resolution(&ratio)));
}

static void equal_rounds_leave_no_doubt(void **state)
{
	const double values[] = {4, 4, 4, 4, 4}, base[] = {2, 2, 2, 2, 2};
	struct estimate ratio;

	(void)state;
	assert_int_equal(estimate_ratio(values, base, 5, &ratio), 0);
	assert_near(ratio.low, 2, 1e-12);
	assert_near(ratio.high, 2, 1e-12);
	assert_true(estimate_excludes_one(&ratio));
	assert_int_equal(estimate_ratio(values, values, 5, &ratio), 0);
	assert_false(estimate_excludes_one(&ratio));
}

static void what_cannot_be_estimated_is_an_error(void **state)
{
	const double odd[] = {1, NAN}, zero[] = {0, 1}, fine[] = {1, 1};
	struct estimate estimate;

	(void)state;
	assert_int_equal(estimate_mean(fine, 0, &estimate), -EINVAL);
	assert_int_equal(estimate_mean(odd, 2, &estimate), -EINVAL);
	assert_int_equal(estimate_ratio(fine, odd, 2, &estimate), -EINVAL);
	assert_int_equal(estimate_ratio(fine, zero, 2, &estimate), -EDOM);
	assert_int_equal(estimate_ratio(zero, fine, 2, &estimate), -EDOM);
}

static void the_fastest_quarter_is_rounded_up(void **state)
{
	double eight[] = {8, 1, 7, 3, 5, 6, 4, 2}, nine[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
	double two[] = {5, 3};

	(void)state;
	assert_near(low_quarter_mean(eight, 8), 1.5, 1e-12);
	assert_near(low_quarter_mean(nine, 9), 2, 1e-12);
	assert_near(low_quarter_mean(two, 2), 3, 1e-12);
}

static void the_resolution_is_half_the_interval(void **state)
{
	const struct estimate ratio = {
		.value = 1, .low = 1 / 1.03, .high = 1.03, .rounds = 9};

	(void)state;
	assert_near(estimate_resolution(&ratio), 0.03, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interval_covers_the_truth_in_93_to_97_of_100),
		cmocka_unit_test(a_trimmed_mean_and_its_interval_are_those_of_the_textbook),
		cmocka_unit_test(one_wild_round_in_ten_moves_nothing_much),
		cmocka_unit_test(a_single_round_has_no_interval),
		cmocka_unit_test(equal_rounds_leave_no_doubt),
		cmocka_unit_test(what_cannot_be_estimated_is_an_error),
		cmocka_unit_test(the_fastest_quarter_is_rounded_up),
		cmocka_unit_test(the_resolution_is_half_the_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
