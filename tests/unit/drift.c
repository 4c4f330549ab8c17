/* SPDX-License-Identifier: MIT */
/* drift.c - rounds that follow each other: by hand, and how often it is said of those that do not. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/stats/drift.h"
#include "support/noise.h"

#define SERIES 4000
#define ROUNDS 32

static double p_of(const double *values, size_t n)
{
	double p;

	assert_int_equal(drift_p(values, n, &p), 0);
	return p;
}

/* Ranks 1 to 10: steps of 9 in all over squares of 82.5; the variance is 4 * 8 * 471 / 44,550. */
static void a_line_is_known_by_hand(void **state)
{
	const double line[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 1e9};
	double z = (9 / 82.5 - 2) / sqrt(4 * 8 * 471 / 44550.0);

	(void)state;
	assert_true(fabs(p_of(line, 10) - erfc(-z / sqrt(2)) / 2) < 1e-12);
}

static void what_goes_up_and_down_does_not_follow(void **state)
{
	const double values[] = {1, 9, 2, 8, 3, 9, 1, 8, 2, 9};

	(void)state;
	assert_true(p_of(values, 10) == 1);
}

static void what_is_equal_or_few_says_nothing(void **state)
{
	const double equal[] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, few[] = {1, 2, 3, 4};

	(void)state;
	assert_true(p_of(equal, 10) == 1);
	assert_true(p_of(few, 4) == 1);
	assert_true(p_of(NULL, 0) == 1);
}

static int said_of(enum noise_kind kind)
{
	uint64_t random = 1;
	struct noise noise = {kind, 0.1, 0, &random};
	double values[ROUNDS];
	int said = 0;

	for (int s = 0; s < SERIES; s++) {
		noise_restart(&noise);
		for (size_t r = 0; r < ROUNDS; r++)
			values[r] = noise_next(&noise);
		said += p_of(values, ROUNDS) <= 0.05;
	}
	return said;
}

/* 200 of 4,000, give or take 3 standard deviations of 14. */
static void it_is_said_of_independent_rounds_as_often_as_the_level_says(void **state)
{
	(void)state;
	for (enum noise_kind kind = 0; kind < NOISE_DRIFT; kind++)
		assert_in_range(said_of(kind), 158, 242);
	assert_in_range(said_of(NOISE_DRIFT), SERIES * 3 / 4, SERIES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_known_by_hand),
		cmocka_unit_test(what_goes_up_and_down_does_not_follow),
		cmocka_unit_test(what_is_equal_or_few_says_nothing),
		cmocka_unit_test(
			it_is_said_of_independent_rounds_as_often_as_the_level_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
