/* SPDX-License-Identifier: MIT */
/* holm.c - Holm's levels: known answers. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/evidence/holm.h"

static void assert_levels(const double *p, size_t n, const double *expected)
{
	double levels[8];

	assert_int_equal(holm_levels(p, n, 0.05, levels), 0);
	for (size_t i = 0; i < n; i++)
		if (fabs(levels[i] - expected[i]) > 1e-15)
			fail_msg("claim %zu: %g, not %g", i, levels[i], expected[i]);
}

static void each_claim_that_is_decided_raises_the_next_ones_level(void **state)
{
	const double p[] = {0.02, 0.001, 0.04, 0.012};
	const double levels[] = {0.05 / 2, 0.05 / 4, 0.05, 0.05 / 3};

	(void)state;
	assert_levels(p, 4, levels); /* all four are decided */
}

static void from_the_first_that_is_open_on_all_are(void **state)
{
	const double p[] = {0.03, 0.001, 0.026, 0.2}; /* 0.026 is over 0.05 / 3 */
	const double levels[] = {0.05 / 3, 0.05 / 4, 0.05 / 3, 0.05 / 3};

	(void)state;
	assert_levels(p, 4, levels);
	assert_true(p[0] > levels[0] && p[2] > levels[2] && p[3] > levels[3]);
}

static void a_single_claim_has_the_whole_level(void **state)
{
	(void)state;
	assert_levels((const double[]){0.05}, 1, (const double[]){0.05});
	assert_levels(NULL, 0, NULL);
}

static void what_is_certain_takes_nothing_from_the_others(void **state)
{
	const double p[] = {0, 0, 0.04};

	(void)state;
	assert_levels(p, 3, (const double[]){0.05 / 3, 0.05 / 2, 0.05});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_claim_that_is_decided_raises_the_next_ones_level),
		cmocka_unit_test(from_the_first_that_is_open_on_all_are),
		cmocka_unit_test(a_single_claim_has_the_whole_level),
		cmocka_unit_test(what_is_certain_takes_nothing_from_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
