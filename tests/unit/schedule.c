/* SPDX-License-Identifier: MIT */
/* schedule.c - the promises of an open loop's schedule. Pure: no clock, no sockets. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench/load/schedule.h"

#define SECOND_NS 1000000000
#define GAPS 100000
#define RATE 20000

static int64_t next_gap(struct schedule *schedule)
{
	int64_t due_ns = schedule->due_ns;

	schedule_next(schedule);
	return schedule->due_ns - due_ns;
}

static void the_first_is_due_a_gap_after_the_start(void **state)
{
	struct schedule schedule;

	(void)state;
	schedule_start(&schedule, 1000, RATE, false, 0);
	assert_int_equal(schedule.due_ns, 1000 + SECOND_NS / RATE);
	assert_int_equal(schedule.number, 0);
}

/* A gap of 333333.33... ns, taken many times, would be off by the thirds. */
static void constant_gaps_do_not_drift(void **state)
{
	struct schedule schedule;

	(void)state;
	schedule_start(&schedule, 0, 3000, false, 0);
	for (int64_t i = 1; i < 3000 * 1000; i++)
		schedule_next(&schedule);
	assert_int_equal(schedule.due_ns, (int64_t)1000 * SECOND_NS);
}

static void constant_gaps_differ_by_a_nanosecond_at_most(void **state)
{
	struct schedule schedule;

	(void)state;
	schedule_start(&schedule, 0, 7, false, 0);
	for (int i = 0; i < 100; i++)
		assert_in_range(next_gap(&schedule), SECOND_NS / 7, SECOND_NS / 7 + 1);
}

static void the_fastest_rate_is_kept_for_a_day(void **state)
{
	struct schedule schedule;

	(void)state;
	schedule_start(&schedule, 0, 1000000, false, 0);
	schedule.number = (int64_t)86400 * 1000000 - 2;
	schedule_next(&schedule);
	assert_int_equal(schedule.due_ns, (int64_t)86400 * SECOND_NS);
}

static void random_gaps_have_the_mean_of_the_rate(void **state)
{
	struct schedule schedule;
	double mean;

	(void)state;
	schedule_start(&schedule, 0, RATE, true, 1);
	for (int i = 0; i < GAPS; i++)
		schedule_next(&schedule);
	mean = (double)schedule.due_ns / (GAPS + 1);
	assert_true(fabs(mean * RATE / SECOND_NS - 1) < 0.015);
}

static int by_size(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* The quantile p of an exponential distribution of mean 1 is -ln(1 - p). */
static void random_gaps_are_exponentially_distributed(void **state)
{
	static const double shares[] = {.1, .25, .5, .75, .9, .99};
	int64_t *gaps = calloc(GAPS, sizeof(*gaps));
	struct schedule schedule;

	(void)state;
	assert_non_null(gaps);
	schedule_start(&schedule, 0, RATE, true, 2);
	for (int i = 0; i < GAPS; i++)
		gaps[i] = next_gap(&schedule);
	qsort(gaps, GAPS, sizeof(*gaps), by_size);
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		double wanted = -log(1 - shares[i]) * SECOND_NS / RATE;
		double got = (double)gaps[(size_t)(shares[i] * GAPS)];

		assert_true(fabs(got / wanted - 1) < 0.05);
	}
	free(gaps);
}

static void equal_seeds_give_equal_arrivals_wherever_they_start(void **state)
{
	struct schedule a, b;

	(void)state;
	schedule_start(&a, 0, RATE, true, 5);
	schedule_start(&b, 777, RATE, true, 5);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(b.due_ns - a.due_ns, 777);
		schedule_next(&a);
		schedule_next(&b);
	}
}

static void different_seeds_give_different_arrivals(void **state)
{
	struct schedule a, b;

	(void)state;
	schedule_start(&a, 0, RATE, true, 5);
	schedule_start(&b, 0, RATE, true, 6);
	assert_int_not_equal(a.due_ns, b.due_ns);
}

static void a_copy_runs_ahead_alone(void **state)
{
	struct schedule head, ahead;

	(void)state;
	schedule_start(&head, 0, RATE, true, 3);
	ahead = head;
	for (int i = 0; i < 10; i++)
		schedule_next(&ahead);
	for (int i = 0; i < 10; i++)
		schedule_next(&head);
	assert_int_equal(head.due_ns, ahead.due_ns);
}

static void skipping_passes_over_what_was_due_before(void **state)
{
	struct schedule schedule;

	(void)state;
	schedule_start(&schedule, 0, 1000, false, 0);
	assert_int_equal(schedule_skip(&schedule, 10000000), 9);
	assert_int_equal(schedule.due_ns, 10000000);
	assert_int_equal(schedule_skip(&schedule, 10000000), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_is_due_a_gap_after_the_start),
		cmocka_unit_test(constant_gaps_do_not_drift),
		cmocka_unit_test(constant_gaps_differ_by_a_nanosecond_at_most),
		cmocka_unit_test(the_fastest_rate_is_kept_for_a_day),
		cmocka_unit_test(random_gaps_have_the_mean_of_the_rate),
		cmocka_unit_test(random_gaps_are_exponentially_distributed),
		cmocka_unit_test(equal_seeds_give_equal_arrivals_wherever_they_start),
		cmocka_unit_test(different_seeds_give_different_arrivals),
		cmocka_unit_test(a_copy_runs_ahead_alone),
		cmocka_unit_test(skipping_passes_over_what_was_due_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
