/* SPDX-License-Identifier: MIT */
/*
 * share.c - as many are the exceptions as was asked for, and the load generator's requests show
 * which.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench/kernels/share.h"
#include "bench/load/payload.h"
#include "bench/workloads/mixed.h"

static int64_t count(uint64_t first, uint64_t numbers, int64_t percent)
{
	int64_t total = 0;

	for (uint64_t number = first; number < first + numbers; number++)
		total += share_has(number, percent);
	return total;
}

static void of_every_hundred_so_many_are(void **state)
{
	(void)state;
	for (int64_t percent = 0; percent <= 100; percent++)
		for (uint64_t first = 0; first < 200; first += 37)
			assert_int_equal(count(first, 100, percent), percent);
}

static void they_lie_at_even_distances(void **state)
{
	(void)state;
	for (uint64_t first = 0; first < 100; first += 10)
		assert_int_equal(count(first, 10, 30), 3);
}

static void numbers_beyond_any_slice_count_too(void **state)
{
	(void)state;
	assert_int_equal(count(UINT64_MAX - 1000, 100, 17), 17);
}

static void a_request_tells_whether_it_is_heavy(void **state)
{
	char *pattern = payload_create(64);

	(void)state;
	assert_non_null(pattern);
	for (uint64_t number = 0; number < 10000; number++) {
		uint64_t hash = payload_hash(number);

		assert_true(mixed_asks_heavy(payload_of(pattern, hash, true)));
		assert_false(mixed_asks_heavy(payload_of(pattern, hash, false)));
	}
	free(pattern);
}

static void every_request_lies_in_the_pattern(void **state)
{
	char *pattern = payload_create(1);

	(void)state;
	assert_non_null(pattern);
	for (uint64_t number = 0; number < 10000; number++) {
		ptrdiff_t place =
			payload_of(pattern, payload_hash(number), number % 2) - pattern;

		assert_in_range(place, 0, PAYLOAD_STARTS - 1);
	}
	free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_every_hundred_so_many_are),
		cmocka_unit_test(they_lie_at_even_distances),
		cmocka_unit_test(numbers_beyond_any_slice_count_too),
		cmocka_unit_test(a_request_tells_whether_it_is_heavy),
		cmocka_unit_test(every_request_lies_in_the_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
