/* SPDX-License-Identifier: MIT */
/* open_loop.c - which latencies of an open loop are believed, and who is blamed for the others. */
#include "support/offered.h"

#include <string.h>

#include "bench/report/open_loop.h"
#include "bench/report/quantiles.h"

static void a_client_that_keeps_the_times_is_believed(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_SOUND);
	offered_warn(&offered);
	assert_string_equal(offered.said, "");
}

static void closed_loops_are_not_judged(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 0);
	offered_overload(&offered);
	offered.contestant.values[MEASURE_OFFERED].rounds = 0;
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_SOUND);
	assert_false(open_loop_is(&offered.duet));
}

static void a_busy_client_that_does_not_keep_the_rate_makes_latencies_invalid(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered_overload(&offered);
	offered_measure(&offered, MEASURE_DRIVER_UTILISATION, 0.95);
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_CLIENT_BUSY);
	offered_warn(&offered);
	assert_non_null(strstr(offered.said, "invalid latencies of threads: the load "
					     "generator was 95 % busy"));
	assert_non_null(strstr(offered.said, "8,330 of 10,000 requests a second"));
	assert_non_null(strstr(offered.said, "Remedy: a lower rate"));
	assert_null(strstr(offered.said, "does not sustain"));
}

static void a_client_whose_lag_is_a_quarter_makes_latencies_invalid(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered_wait(&offered, LATENCY_LAG, 30000, 300000);
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_CLIENT_LATE);
	offered_warn(&offered);
	assert_non_null(
		strstr(offered.said, "invalid latencies of threads: over a quarter"));
}

static void a_rare_lag_makes_the_tail_alone_invalid(void **state)
{
	struct offered offered;
	char names[32];

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered.contestant.latencies[LATENCY_CORRECTED].count = 45000;
	offered_wait(&offered, LATENCY_LAG, 9000, 800000);
	offered.contestant.latencies[LATENCY_CORRECTED].count = 45000;
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_SOUND);
	assert_false(quantile_is_lag(&offered.contestant, QUANTILE_50));
	assert_true(quantile_is_lag(&offered.contestant, QUANTILE_99));
	assert_true(open_loop_late_tail(&offered.contestant, names, sizeof(names)));
	assert_string_equal(names, "p99");
	offered_warn(&offered);
	assert_non_null(
		strstr(offered.said, "invalid tail of threads: over a quarter of p99"));
}

static void a_lag_of_exactly_a_quarter_is_let_pass(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered_wait(&offered, LATENCY_LAG, 25000, 225001);
	assert_false(quantile_is_lag(&offered.contestant, QUANTILE_50));
	assert_true(quantile_is_lag(&offered.contestant, QUANTILE_99));
}

static void a_quantile_needs_ten_answers_a_round_behind_it(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered.contestant.latencies[LATENCY_CORRECTED].count = 9 * 1000;
	assert_false(quantile_is_thin(&offered.contestant, QUANTILE_99));
	offered.contestant.latencies[LATENCY_CORRECTED].count = 9 * 1000 - 1;
	assert_true(quantile_is_thin(&offered.contestant, QUANTILE_99));
	assert_false(quantile_is_thin(&offered.contestant, QUANTILE_50));
}

static void a_server_that_does_not_keep_up_is_named_and_its_latencies_stay(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered_overload(&offered);
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_OVERLOADED);
	offered_warn(&offered);
	assert_non_null(strstr(offered.said, "threads does not sustain the rate"));
	assert_null(strstr(offered.said, "invalid"));
}

static void so_is_a_server_that_makes_clients_give_up(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered_measure(&offered, MEASURE_REFUSED, 0.1);
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_OVERLOADED);
}

static void a_slice_that_a_stall_ends_has_still_kept_the_rate(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered_measure(&offered, MEASURE_DRIVER_WALL, 104000);
	assert_int_equal(open_loop_judge(&offered.contestant), OPEN_SOUND);
}

static void nobody_is_blamed_for_a_rate_that_others_disturbed(void **state)
{
	static const struct warning_record disturbed = {
		"not to be trusted: others had the contestants' core 40 % of the time; "
		"more",
		"end them"};
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered_overload(&offered);
	offered.duet_record.warnings = &disturbed;
	offered.duet_record.warning_count = 1;
	offered_warn(&offered);
	assert_null(strstr(offered.said, "does not sustain"));
	assert_non_null(strstr(offered.said,
			       "threads did not keep the rate while others had its core"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_client_that_keeps_the_times_is_believed),
		cmocka_unit_test(closed_loops_are_not_judged),
		cmocka_unit_test(
			a_busy_client_that_does_not_keep_the_rate_makes_latencies_invalid),
		cmocka_unit_test(a_client_whose_lag_is_a_quarter_makes_latencies_invalid),
		cmocka_unit_test(a_rare_lag_makes_the_tail_alone_invalid),
		cmocka_unit_test(a_lag_of_exactly_a_quarter_is_let_pass),
		cmocka_unit_test(a_quantile_needs_ten_answers_a_round_behind_it),
		cmocka_unit_test(
			a_server_that_does_not_keep_up_is_named_and_its_latencies_stay),
		cmocka_unit_test(so_is_a_server_that_makes_clients_give_up),
		cmocka_unit_test(a_slice_that_a_stall_ends_has_still_kept_the_rate),
		cmocka_unit_test(nobody_is_blamed_for_a_rate_that_others_disturbed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
