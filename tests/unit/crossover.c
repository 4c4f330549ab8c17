/* SPDX-License-Identifier: MIT */
/* crossover.c - from which x on one of two costs less: known answers, and how often it is right. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench/stats/crossover.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SEEDS 400
#define ROUNDS 20

static struct crossover_point at(double x, double value, double low, double high)
{
	return (struct crossover_point){x, {value, low, high, 9}};
}

static bool near(double a, double b)
{
	return fabs(a / b - 1) < 1e-9;
}

/* From a quarter to four over two decades: 1 is in the middle, and each end where it is 2 away. */
static void a_straight_line_is_crossed_where_it_is_one(void **state)
{
	const struct crossover_point points[] = {at(1, 0.25, 0.125, 0.5), at(100, 4, 2, 8)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_CROSSES);
	assert_int_equal(found.winner, 1);
	assert_true(near(found.value, 10));
	assert_true(near(found.low, pow(10, 0.5)));
	assert_true(near(found.high, pow(10, 1.5)));
	assert_false(found.again);
}

static void the_other_way_round_it_is_the_same_with_the_other_winner(void **state)
{
	const struct crossover_point points[] = {at(1, 4, 2, 8), at(100, 0.25, 0.125, 0.5)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_CROSSES);
	assert_int_equal(found.winner, -1);
	assert_true(near(found.value, 10));
	assert_true(near(found.low, pow(10, 0.5)));
	assert_true(near(found.high, pow(10, 1.5)));
}

static void below_where_nobody_was_sure_the_interval_is_open(void **state)
{
	const struct crossover_point points[] = {at(1, 0.5, 0.2, 1.2), at(64, 2, 1.5, 2.6)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_CROSSES);
	assert_true(near(found.value, 8));
	assert_true(isnan(found.low));
	assert_true(found.high > 8 && found.high < 64);
}

static void of_several_crossings_the_last_counts_and_the_others_are_told(void **state)
{
	const struct crossover_point points[] = {at(1, 2, 1.9, 2.1), at(10, 0.5, 0.4, 0.6),
						 at(100, 2, 1.9, 2.1)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_CROSSES);
	assert_true(found.again);
	assert_true(found.left == 10 && found.right == 100);
	assert_true(found.low > 10 && found.low < found.value && found.value < found.high &&
		    found.high < 100);
}

/* The estimate dips below 1 at 10, but nobody can be sure of it: low stays open. */
static void a_dip_that_may_be_noise_does_not_close_the_interval(void **state)
{
	const struct crossover_point points[] = {at(1, 2, 1.9, 2.1), at(10, 0.9, 0.7, 1.2),
						 at(100, 2, 1.9, 2.1)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_CROSSES);
	assert_true(isnan(found.low));
	assert_true(found.value > 10 && found.value < 100);
	assert_false(found.again);
}

static void who_wins_everywhere_has_no_crossover(void **state)
{
	const struct crossover_point points[] = {at(1, 2, 1.9, 2.1), at(10, 3, 2.8, 3.2)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_ALWAYS);
	assert_int_equal(found.winner, 1);
	assert_true(isnan(found.value) && isnan(found.low) && isnan(found.high));
}

static void who_wins_everywhere_but_not_surely_is_sure_from_high_on(void **state)
{
	const struct crossover_point points[] = {at(1, 1.5, 0.5, 4.5), at(100, 4, 2, 8)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_UNSURE);
	assert_true(isnan(found.value));
	assert_true(near(found.high, 10));
}

static void an_end_that_spans_one_decides_nothing(void **state)
{
	const struct crossover_point points[] = {at(1, 0.5, 0.4, 0.6), at(10, 2, 1.9, 2.1),
						 at(100, 1.1, 0.9, 1.3)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.kind, CROSSOVER_UNDECIDED);
	assert_int_equal(found.winner, 0);
	assert_int_equal(found.points, 3);
}

static void a_single_point_decides_for_itself_alone(void **state)
{
	const struct crossover_point sure = at(64, 1.5, 1.4, 1.6),
				     unsure = at(64, 1.5, 0.9, 2);

	(void)state;
	assert_int_equal(crossover_find(&sure, 1).kind, CROSSOVER_ALWAYS);
	assert_int_equal(crossover_find(&unsure, 1).kind, CROSSOVER_UNDECIDED);
	assert_int_equal(crossover_find(NULL, 0).kind, CROSSOVER_NONE);
}

static void points_without_an_interval_are_as_if_not_measured(void **state)
{
	const struct crossover_point points[] = {at(1, 0.25, 0.125, 0.5),
						 at(5, 7, NAN, NAN), at(100, 4, 2, 8),
						 at(1000, 0.1, NAN, NAN)};
	struct crossover found = crossover_find(points, COUNT(points));

	(void)state;
	assert_int_equal(found.points, 2);
	assert_true(near(found.value, 10));
	assert_int_equal(crossover_find(points + 1, 1).kind, CROSSOVER_NONE);
}

/* A generator of our own (xorshift64*), so that every machine plays the same seeds. */
static double uniform(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return ((double)((*state * 0x2545F4914F6CDD1D) >> 11) + 0.5) * 0x1p-53;
}

static double normal(uint64_t *state)
{
	double radius = sqrt(-2 * log(uniform(state)));

	return radius * cos(2 * M_PI * uniform(state));
}

/* Rounds with noise around a ratio that is (x / truth) to the power of slope. */
static struct estimate measured(uint64_t *seed, double x, double truth, double slope,
				double noise)
{
	double values[ROUNDS], base[ROUNDS];
	struct estimate ratio;

	for (size_t i = 0; i < ROUNDS; i++) {
		base[i] = 1000 * exp(noise * normal(seed));
		values[i] = 1000 * pow(x / truth, slope) * exp(noise * normal(seed));
	}
	assert_int_equal(estimate_ratio(values, base, ROUNDS, 0.95, &ratio), 0);
	return ratio;
}

/* How many of SEEDS runs have the true crossover in their interval. */
static int covered(const double *xs, size_t n, double truth, double slope, double noise)
{
	struct crossover_point points[16];
	int count = 0;

	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		uint64_t state = seed * 0x9E3779B97F4A7C15;
		struct crossover found;

		for (size_t i = 0; i < n; i++)
			points[i] = (struct crossover_point){
				xs[i], measured(&state, xs[i], truth, slope, noise)};
		found = crossover_find(points, n);
		count += found.kind == CROSSOVER_CROSSES && found.winner == 1 &&
			 (isnan(found.low) || found.low <= truth) && truth <= found.high;
	}
	return count;
}

static void the_interval_covers_the_true_crossover_in_93_of_100_runs(void **state)
{
	static const double xs[] = {1, 4, 16, 64, 256, 1024};

	(void)state;
	assert_true(covered(xs, COUNT(xs), 8, 0.2, 0.05) >= 0.93 * SEEDS);  /* between */
	assert_true(covered(xs, COUNT(xs), 16, 0.2, 0.05) >= 0.93 * SEEDS); /* on a point */
	assert_true(covered(xs, COUNT(xs), 20, 0.1, 0.1) >= 0.93 * SEEDS); /* flat, noisy */
	assert_true(covered(xs, COUNT(xs), 1.5, 0.3, 0.02) >=
		    0.93 * SEEDS); /* at the edge */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_straight_line_is_crossed_where_it_is_one),
		cmocka_unit_test(the_other_way_round_it_is_the_same_with_the_other_winner),
		cmocka_unit_test(below_where_nobody_was_sure_the_interval_is_open),
		cmocka_unit_test(
			of_several_crossings_the_last_counts_and_the_others_are_told),
		cmocka_unit_test(a_dip_that_may_be_noise_does_not_close_the_interval),
		cmocka_unit_test(who_wins_everywhere_has_no_crossover),
		cmocka_unit_test(who_wins_everywhere_but_not_surely_is_sure_from_high_on),
		cmocka_unit_test(an_end_that_spans_one_decides_nothing),
		cmocka_unit_test(a_single_point_decides_for_itself_alone),
		cmocka_unit_test(points_without_an_interval_are_as_if_not_measured),
		cmocka_unit_test(the_interval_covers_the_true_crossover_in_93_of_100_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
