/* SPDX-License-Identifier: MIT */
/* layouts.c - what is said over layouts: means, bounds that hold, noise, numbers of rounds. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/stats/layouts.h"
#include "bench/stats/pseudo.h"
#include "support/noise.h"

#define LAYOUTS 24
#define ROUNDS_MOST 240
#define TRIALS 4000

static void assert_near(double value, double expected, double error)
{
	if (!(fabs(value - expected) <= error))
		fail_msg("%.9g is not within %g of %.9g", value, error, expected);
}

static struct trimmed mean_over(const double *rounds, size_t n, size_t layouts)
{
	struct trimmed mean;

	assert_int_equal(layouts_mean(rounds, n, layouts, &mean), 0);
	return mean;
}

/* Three layouts, of which each is visited three times; nothing is wild. */
static void a_layout_counts_once_however_often_it_is_played(void **state)
{
	const double rounds[] = {1.0, 2.0, 3.0, 1.1, 2.1, 3.1, 0.9, 1.9, 2.9};
	const double means[] = {1, 2, 3};
	struct trimmed mean = mean_over(rounds, 9, 3), plain;

	(void)state;
	assert_int_equal(trimmed_mean(means, 3, &plain), 0);
	assert_int_equal(mean.values, 3);
	assert_near(mean.mean, plain.mean, 1e-9);
	assert_near(mean.error, plain.error, 1e-9);
}

static void of_a_single_layout_the_rounds_count(void **state)
{
	const double rounds[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
	struct trimmed mean = mean_over(rounds, 10, 1), plain;

	(void)state;
	assert_int_equal(trimmed_mean(rounds, 10, &plain), 0);
	assert_int_equal(mean.values, 10);
	assert_near(mean.mean, plain.mean, 1e-12);
	assert_near(mean.error, plain.error, 1e-12);
}

static void layouts_that_were_not_played_are_left_out(void **state)
{
	const double rounds[] = {1, 2, 3, 4};

	(void)state;
	assert_int_equal(mean_over(rounds, 4, LAYOUTS).values, 4);
	assert_int_equal(mean_over(rounds, 1, LAYOUTS).values, 1);
	assert_true(isnan(mean_over(rounds, 1, LAYOUTS).error));
	assert_true(isnan(trimmed_low(&(struct trimmed){.error = NAN}, 0.05)));
}

static void play(double *rounds, size_t n, double layout_sd, struct noise *noise)
{
	double layouts[LAYOUTS];

	for (size_t l = 0; l < LAYOUTS; l++)
		layouts[l] = layout_sd * noise_normal(noise->random);
	for (size_t r = 0; r < n; r++)
		rounds[r] = layouts[r % LAYOUTS] + noise_next(noise);
}

/* How often a one-sided bound at this level lies above the truth, which is 0. */
static double wrong(enum noise_kind kind, size_t n, double layout_sd, double level)
{
	double rounds[ROUNDS_MOST];
	uint64_t random = 1;
	struct noise noise = {.kind = kind, .sd = 0.015, .random = &random};
	int above = 0;

	for (int trial = 0; trial < TRIALS; trial++) {
		struct trimmed mean;

		play(rounds, n, layout_sd, &noise);
		mean = mean_over(rounds, n, LAYOUTS);
		above += trimmed_low(&mean, level) > 0;
	}
	return (double)above / TRIALS;
}

static void a_bound_is_wrong_as_often_as_its_level_says(void **state)
{
	const size_t numbers[] = {24, 40, 96, 192};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (enum noise_kind kind = NOISE_NORMAL; kind <= NOISE_HEAVY; kind++) {
			double share = wrong(kind, numbers[i], 0.002, 0.05);

			if (share < 0.025 || share > 0.062)
				fail_msg("noise %d, %zu rounds: %.3f", (int)kind,
					 numbers[i], share);
		}
}

/* As if the rounds were the units, this would be wrong in a quarter of all cases. */
static void layouts_that_differ_widen_the_bound(void **state)
{
	double share = wrong(NOISE_NORMAL, 192, 0.02, 0.05);

	(void)state;
	assert_true(share > 0.035 && share < 0.062);
}

/* One in five is wild, and so are five of six means of eight. */
static void wild_rounds_in_every_layout_move_little(void **state)
{
	double rounds[192];
	uint64_t random = 2;
	struct noise wild = {.kind = NOISE_STOLEN, .sd = 0.015, .random = &random};

	(void)state;
	for (int trial = 0; trial < 100; trial++) {
		play(rounds, 192, 0, &wild);
		assert_near(mean_over(rounds, 192, LAYOUTS).mean, 0, 0.01);
		assert_true(mean_over(rounds, 192, LAYOUTS).error < 0.004);
	}
}

static void pseudo_values_average_to_the_mean_of_what_is_not_wild(void **state)
{
	const double rounds[] = {-2, -1, 0, 1, 2, 1000, -1000}, equal[] = {3, 3, 3, 8};
	double into[7], sum = 0;

	(void)state;
	assert_int_equal(pseudo_values(rounds, 7, into), 0);
	for (size_t i = 0; i < 7; i++)
		sum += into[i];
	assert_near(sum, 0, 1e-9);
	assert_near(into[4], 2 * 7.0 / 5, 1e-9);
	assert_near(into[5], 2 * 1.4826 * 2 * 7.0 / 5, 1e-9);
	assert_int_equal(pseudo_values(equal, 4, into), 0);
	assert_true(into[0] == 3 && into[3] == 8);
}

static void noise_is_split_into_the_rounds_and_the_layouts(void **state)
{
	double rounds[192], round = 0, layout = 0;
	uint64_t random = 3;
	struct noise source = {.kind = NOISE_NORMAL, .sd = 0.03, .random = &random};

	(void)state;
	for (int trial = 0; trial < 200; trial++) {
		struct layouts_noise noise;

		play(rounds, 192, 0.02, &source);
		assert_int_equal(layouts_noise(rounds, 192, LAYOUTS, &noise), 0);
		round += noise.round / 200;
		layout += noise.layout / 200;
	}
	assert_near(round, 0.03, 0.003);
	assert_near(layout, 0.02, 0.002);
}

/* By hand: 15 degrees; t is 2.602 at 1 % and 1.753 at 5 %: 0.01 / 4.355 = 0.0023 is wanted. */
static void rounds_are_enough_for_the_distance_and_no_more(void **state)
{
	const struct layouts_noise noise = {.round = 0.03, .freedom = 15};
	size_t rounds = layouts_rounds(&noise, LAYOUTS, 0.01, 0.01, 0.95, 10000);

	(void)state;
	assert_int_equal(rounds, 192); /* (0.03 / 0.0023)^2 = 170.7 */
	assert_near(layouts_error(&noise, rounds, LAYOUTS), 0.03 / sqrt(192), 1e-12);
	assert_int_equal(layouts_rounds(&noise, LAYOUTS, 0.01, 0.01, 0.95, 191), 0);
	assert_int_equal(layouts_rounds(&noise, LAYOUTS, 0.01, 0.01, 0.95, 192), 192);
	assert_in_range(layouts_rounds(&noise, 1, 0.01, 0.01, 0.95, 10000), 140, 150);
}

static void no_number_of_rounds_outweighs_layouts_that_differ(void **state)
{
	const struct layouts_noise noise = {.round = 0.01, .layout = 0.05, .freedom = 15};

	(void)state;
	assert_int_equal(layouts_rounds(&noise, LAYOUTS, 0.01, 0.01, 0.95, 1000000), 0);
}

/* chi-squared(15) has 5 % below 7.261. */
static void the_noise_may_be_more_than_it_seems(void **state)
{
	(void)state;
	assert_near(layouts_noise_bound(15, 0.05), sqrt(15 / 7.26094), 1e-5);
}

static void what_has_no_mean_is_an_error(void **state)
{
	const double odd[] = {1, 2, NAN, 4}, fine[] = {1, 2, 3, 4};
	struct layouts_noise noise;
	struct trimmed mean;
	double into[4];

	(void)state;
	assert_int_equal(layouts_mean(fine, 0, 2, &mean), -EINVAL);
	assert_int_equal(layouts_mean(fine, 4, 0, &mean), -EINVAL);
	assert_int_equal(layouts_mean(odd, 4, 2, &mean), -EINVAL);
	assert_int_equal(layouts_mean(odd, 4, 4, &mean), -EINVAL);
	assert_int_equal(layouts_noise(odd, 4, 2, &noise), -EINVAL);
	assert_int_equal(layouts_noise(fine, 1, 2, &noise), -EDOM);
	assert_int_equal(pseudo_values(odd, 4, into), -EINVAL);
	assert_int_equal(pseudo_values(odd, 0, into), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_layout_counts_once_however_often_it_is_played),
		cmocka_unit_test(of_a_single_layout_the_rounds_count),
		cmocka_unit_test(layouts_that_were_not_played_are_left_out),
		cmocka_unit_test(a_bound_is_wrong_as_often_as_its_level_says),
		cmocka_unit_test(layouts_that_differ_widen_the_bound),
		cmocka_unit_test(wild_rounds_in_every_layout_move_little),
		cmocka_unit_test(pseudo_values_average_to_the_mean_of_what_is_not_wild),
		cmocka_unit_test(noise_is_split_into_the_rounds_and_the_layouts),
		cmocka_unit_test(rounds_are_enough_for_the_distance_and_no_more),
		cmocka_unit_test(no_number_of_rounds_outweighs_layouts_that_differ),
		cmocka_unit_test(the_noise_may_be_more_than_it_seems),
		cmocka_unit_test(what_has_no_mean_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
