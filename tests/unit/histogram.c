/* SPDX-License-Identifier: MIT */
/* histogram.c - the promises of bench/stats/histogram.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench/stats/histogram.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define LARGEST (((int64_t)1 << 43) - 1)

static int make(void **state)
{
	*state = calloc(1, sizeof(struct histogram));
	return *state ? 0 : -1;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static uint64_t next_random(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* Random values of every magnitude alike. */
static int64_t random_value(uint64_t *x)
{
	uint64_t bits = next_random(x) % 43;

	return (int64_t)(next_random(x) & (((uint64_t)2 << bits) - 1)) & LARGEST;
}

static double error_of(int64_t estimate, int64_t value)
{
	return value ? (double)llabs(estimate - value) / (double)value : (double)estimate;
}

/* What a histogram says of a single value when the maximum does not help it. */
static int64_t seen_as(struct histogram *histogram, int64_t value)
{
	histogram_reset(histogram);
	histogram_record(histogram, value);
	histogram_record(histogram, INT64_MAX);
	return histogram_quantile(histogram, 0.5);
}

static void values_below_128_are_exact(void **state)
{
	for (int64_t value = 0; value < 128; value++)
		assert_int_equal(seen_as(*state, value), value);
}

static void any_value_is_found_within_half_a_percent(void **state)
{
	uint64_t x = 1;

	for (int i = 0; i < 2000; i++) {
		int64_t value = random_value(&x);

		assert_true(error_of(seen_as(*state, value), value) < 0.005);
	}
}

static void the_ends_of_every_power_of_two_are_found_within_half_a_percent(void **state)
{
	for (int bits = 7; bits < 43; bits++) {
		int64_t power = (int64_t)1 << bits;

		assert_true(error_of(seen_as(*state, power - 1), power - 1) < 0.005);
		assert_true(error_of(seen_as(*state, power), power) < 0.005);
		assert_true(error_of(seen_as(*state, power + 1), power + 1) < 0.005);
	}
}

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void quantiles_agree_with_sorted_data(void **state)
{
	static const double quantiles[] = {0.001, 0.1, 0.25, 0.5, 0.9, 0.99, 0.999};
	static int64_t values[10000];
	uint64_t x = 2;

	for (size_t i = 0; i < COUNT(values); i++) {
		values[i] = random_value(&x);
		histogram_record(*state, values[i]);
	}
	qsort(values, COUNT(values), sizeof(values[0]), ascending);
	for (size_t i = 0; i < COUNT(quantiles); i++) {
		int64_t exact = values[(size_t)(quantiles[i] * COUNT(values)) - 1];

		assert_true(error_of(histogram_quantile(*state, quantiles[i]), exact) <
			    0.01);
	}
}

static void the_maximum_is_exact(void **state)
{
	struct histogram *histogram = *state;

	histogram_record(histogram, 1000003);
	histogram_record(histogram, 17);
	assert_int_equal(histogram->max, 1000003);
	assert_int_equal(histogram_quantile(histogram, 1), 1000003);
}

static void no_quantile_exceeds_the_maximum(void **state)
{
	histogram_record(*state, (int64_t)1 << 20);
	assert_int_equal(histogram_quantile(*state, 0.999), (int64_t)1 << 20);
}

static void values_beyond_the_range_are_counted(void **state)
{
	struct histogram *histogram = *state;

	histogram_record(histogram, INT64_MAX);
	histogram_record(histogram, -5);
	assert_int_equal(histogram->count, 2);
	assert_int_equal(histogram->buckets[0], 1);
	assert_int_equal(histogram->buckets[HISTOGRAM_BUCKETS - 1], 1);
	assert_int_equal(histogram->max, INT64_MAX);
}

static void an_empty_histogram_says_0(void **state)
{
	assert_int_equal(histogram_quantile(*state, 0.5), 0);
	assert_int_equal(histogram_quantile(*state, 1), 0);
}

static void buckets_carry_everything_but_the_exact_maximum(void **state)
{
	struct histogram *from = *state, *to = calloc(1, sizeof(*to));
	uint64_t x = 4;

	assert_non_null(to);
	for (int i = 0; i < 1000; i++)
		histogram_record(from, random_value(&x));
	for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
		histogram_record_bucket(to, i, from->buckets[i]);
	assert_true(to->max <= from->max && error_of(to->max, from->max) < 0.01);
	to->max = from->max;
	assert_memory_equal(to, from, sizeof(*to));
	free(to);
}

#define TEST(promise) cmocka_unit_test_setup_teardown(promise, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(values_below_128_are_exact),
		TEST(any_value_is_found_within_half_a_percent),
		TEST(the_ends_of_every_power_of_two_are_found_within_half_a_percent),
		TEST(quantiles_agree_with_sorted_data),
		TEST(the_maximum_is_exact),
		TEST(no_quantile_exceeds_the_maximum),
		TEST(values_beyond_the_range_are_counted),
		TEST(an_empty_histogram_says_0),
		TEST(buckets_carry_everything_but_the_exact_maximum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
