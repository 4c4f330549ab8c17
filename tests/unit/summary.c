/* SPDX-License-Identifier: MIT */
/*
 * summary.c - the numbers of a summary: ratios, ranks, what is derived from them, and their JSON.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench/report/duet.h"
#include "support/made.h"

static void the_ratio_is_that_of_the_costs(void **state)
{
	struct made *made = made_make(10, 2030, 10);
	const struct duet_summary *duet = made->summary.duets;
	const struct estimate *ratio = summary_ratio(duet, &duet->contestants[1]);

	(void)state;
	assert_int_equal(duet->rounds, ROUNDS);
	assert_true(ratio->low < 203 && 203 < ratio->high);
	assert_true(ratio->value > 202 && ratio->value < 204);
	assert_true(duet->control == &duet->contestants[2]);
	made_free(made);
}

static void the_cheapest_stands_first_and_the_control_in_no_row(void **state)
{
	struct made *made = made_make(30, 20, 30);
	size_t count;
	const struct contestant_summary **ranked =
		summary_ranked(made->summary.duets, &count);

	(void)state;
	assert_int_equal(count, 2);
	assert_string_equal(ranked[0]->record->label, "threads");
	assert_string_equal(ranked[1]->record->label, "coroutines");
	free(ranked);
	made_free(made);
}

static void a_rebased_duet_is_read_the_other_way_round(void **state)
{
	struct made *made = made_make(10, 20, 10);
	struct duet_summary *duet = made->summary.duets;

	(void)state;
	assert_int_equal(summary_rebase(&made->summary, duet, 1), 0);
	assert_true(duet_rival(duet) == &duet->contestants[0]);
	assert_true(summary_ratio(duet, duet_rival(duet))->high < 0.51);
	assert_true(summary_ratio(duet, duet->control)->value > 0.99);
	made_free(made);
}

static void requests_a_second_come_from_what_the_driver_saw(void **state)
{
	struct contestant_summary contestant = {0};
	struct estimate requests;

	(void)state;
	contestant.values[MEASURE_DRIVER_WALL] = (struct estimate){10000, 8000, 12500, 9};
	requests = summary_requests(&contestant);
	assert_true(fabs(requests.value - 100000) < 1);
	assert_true(fabs(requests.low - 80000) < 1);
	assert_true(fabs(requests.high - 125000) < 1);
}

static void a_summary_is_json_with_nulls_for_what_has_no_interval(void **state)
{
	struct made *made = made_make(10, 20, 10);
	json_t *json, *first;

	(void)state;
	made->summary.duets->contestants[1].ratios[MEASURE_WALL].low = NAN;
	json = summary_to_json(&made->summary);
	assert_non_null(json);
	first = json_object_get(
		json_array_get(
			json_object_get(json_array_get(json_object_get(json, "duets"), 0),
					"contestants"),
			1),
		"ratio");
	assert_true(json_is_null(json_object_get(first, "low")));
	assert_true(json_is_real(json_object_get(first, "high")));
	json_decref(json);
	made_free(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ratio_is_that_of_the_costs),
		cmocka_unit_test(the_cheapest_stands_first_and_the_control_in_no_row),
		cmocka_unit_test(a_rebased_duet_is_read_the_other_way_round),
		cmocka_unit_test(requests_a_second_come_from_what_the_driver_saw),
		cmocka_unit_test(a_summary_is_json_with_nulls_for_what_has_no_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
