/* SPDX-License-Identifier: MIT */
/* proportion.c - intervals of shares: published values, the ends, what is refused. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/stats/proportion.h"

static void assert_near(double value, double expected, double error)
{
	if (!(fabs(value - expected) <= error))
		fail_msg("%.9g is not within %g of %.9g", value, error, expected);
}

static struct proportion of(size_t hits, size_t trials, double confidence)
{
	struct proportion share;

	assert_int_equal(proportion_estimate(hits, trials, confidence, &share), 0);
	return share;
}

static void one_side_takes_what_is_no_whole_number(void **state)
{
	struct proportion six = of(6, 400, 0.95);

	(void)state;
	assert_near(proportion_low(6, 400, 0.025), six.low, 1e-12);
	assert_near(1 - proportion_low(394, 400, 0.025), six.high, 1e-12);
	assert_near(proportion_p_above(6, 400, six.low), 0.025, 1e-9);
	assert_near(proportion_p_above(2, 4, 0.5), 11.0 / 16, 1e-12);
	assert_true(proportion_low(5.5, 400, 0.025) < six.low);
	assert_true(proportion_low(6.5, 400, 0.025) > six.low);
	assert_true(proportion_p_above(0, 400, 0.1) == 1 &&
		    proportion_low(0, 400, 0.1) == 0);
	assert_true(proportion_p_above(6, 400, 0) == 0 &&
		    proportion_p_above(6, 400, 1) == 1);
}

/* Of none, the upper end is 1 - tail^(1/n): known without any beta distribution. */
static void none_of_them_is_not_never(void **state)
{
	struct proportion none = of(0, 300, 0.95), all = of(40, 40, 0.95);

	(void)state;
	assert_true(none.value == 0 && none.low == 0);
	assert_near(none.high, 1 - pow(0.025, 1.0 / 300), 1e-12);
	assert_near(none.high, 0.0122, 5e-5);
	assert_true(all.value == 1 && all.high == 1);
	assert_near(all.low, pow(0.025, 1.0 / 40), 1e-12);
}

/* By R's binom.test, or any table of Clopper and Pearson's intervals. */
static void intervals_are_those_of_the_tables(void **state)
{
	struct proportion most = of(57, 60, 0.95), half = of(5, 10, 0.95);

	(void)state;
	assert_near(most.value, 0.95, 1e-12);
	assert_near(most.low, 0.8608, 5e-5);
	assert_near(most.high, 0.9896, 5e-5);
	assert_near(half.low, 0.1871, 5e-5);
	assert_near(half.high, 0.8129, 5e-5);
}

/* The ends are where the binomial distribution has the tail: summed up here by itself. */
static void beyond_each_end_is_half_of_what_confidence_leaves(void **state)
{
	const size_t n = 30, k = 4;
	struct proportion share = of(k, n, 0.9);
	double below = 0, above = 0;

	(void)state;
	for (size_t i = 0; i <= n; i++) {
		double ways = exp(lgamma((double)n + 1) - lgamma((double)i + 1) -
				  lgamma((double)(n - i) + 1));

		if (i >= k)
			above += ways * pow(share.low, (double)i) *
				 pow(1 - share.low, (double)(n - i));
		if (i <= k)
			below += ways * pow(share.high, (double)i) *
				 pow(1 - share.high, (double)(n - i));
	}
	assert_near(above, 0.05, 1e-9);
	assert_near(below, 0.05, 1e-9);
}

/* GSL's own quantile stops the program at 6 of 400. */
static void every_number_of_hits_has_an_interval(void **state)
{
	(void)state;
	for (size_t k = 1; k < 400; k++) {
		struct proportion share = of(k, 400, 0.95), other = of(400 - k, 400, 0.95);

		assert_true(share.low < share.value && share.value < share.high);
		assert_near(share.low, 1 - other.high, 1e-12);
	}
}

static void what_is_no_share_is_an_error(void **state)
{
	struct proportion share;

	(void)state;
	assert_int_equal(proportion_estimate(0, 0, 0.95, &share), -EINVAL);
	assert_int_equal(proportion_estimate(3, 2, 0.95, &share), -EINVAL);
	assert_int_equal(proportion_estimate(1, 2, 1, &share), -EINVAL);
	assert_int_equal(proportion_estimate(1, 2, NAN, &share), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_side_takes_what_is_no_whole_number),
		cmocka_unit_test(none_of_them_is_not_never),
		cmocka_unit_test(intervals_are_those_of_the_tables),
		cmocka_unit_test(beyond_each_end_is_half_of_what_confidence_leaves),
		cmocka_unit_test(every_number_of_hits_has_an_interval),
		cmocka_unit_test(what_is_no_share_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
