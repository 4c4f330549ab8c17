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

/* The summary's first duet in JSON; *json is to be let go of. */
static json_t *duet_of(const struct made *made, json_t **json)
{
	*json = summary_to_json(&made->summary);
	assert_non_null(*json);
	return json_array_get(json_object_get(*json, "duets"), 0);
}

static json_t *player_of(json_t *duet, size_t index)
{
	return json_array_get(json_object_get(duet, "contestants"), index);
}

static void a_duet_that_is_trusted_is_not_doubtful_in_json(void **state)
{
	struct made *made = made_make(10, 20, 10);
	json_t *json, *duet = duet_of(made, &json);

	(void)state;
	assert_true(json_is_null(json_object_get(duet, "doubtful")));
	json_decref(json);
	made_free(made);
}

static void the_reason_for_doubt_is_the_reports_own(void **state)
{
	struct made *made = made_make(10, 20, 13);
	json_t *json, *duet = duet_of(made, &json);
	char why[256];

	(void)state;
	assert_true(duet_is_doubtful(made->summary.duets, why, sizeof(why)));
	assert_string_equal(json_string_value(json_object_get(duet, "doubtful")), why);
	json_decref(json);
	made_free(made);
}

static void a_busy_client_is_told_in_json(void **state)
{
	struct made *made = made_make(10, 20, 10);
	struct contestant_summary *players = made->summary.duets->contestants;
	json_t *json, *duet;

	(void)state;
	players[1].values[MEASURE_DRIVER_UTILISATION] =
		(struct estimate){0.95, 0.9, 0.97, 9};
	duet = duet_of(made, &json);
	assert_true(json_is_false(json_object_get(player_of(duet, 0), "client_bound")));
	assert_true(json_is_true(json_object_get(player_of(duet, 1), "client_bound")));
	json_decref(json);
	made_free(made);
}

static void only_open_loops_have_a_verdict_in_json(void **state)
{
	struct made *made = made_make(10, 20, 10);
	struct contestant_summary *player = &made->summary.duets->contestants[1];
	json_t *json, *duet;

	(void)state;
	player->values[MEASURE_OFFERED] = (struct estimate){100000, 99000, 101000, 9};
	player->values[MEASURE_DRIVER_WALL] = player->values[MEASURE_OFFERED];
	player->latencies[LATENCY_CORRECTED].quantiles[QUANTILE_50].value = 10;
	player->latencies[LATENCY_CORRECTED].quantiles[QUANTILE_99].value = 20;
	duet = duet_of(made, &json);
	assert_null(json_object_get(player_of(duet, 0), "open_verdict"));
	assert_string_equal(
		json_string_value(json_object_get(player_of(duet, 1), "open_verdict")),
		"valid");
	json_decref(json);
	player->latencies[LATENCY_LAG].quantiles[QUANTILE_50].value = 9;
	player->latencies[LATENCY_LAG].quantiles[QUANTILE_99].value = 19;
	duet = duet_of(made, &json);
	assert_string_equal(
		json_string_value(json_object_get(player_of(duet, 1), "open_verdict")),
		"invalid");
	json_decref(json);
	made_free(made);
}

static double member(json_t *object, const char *name)
{
	json_t *found = json_object_get(object, name);

	return json_number_value(json_is_object(found) ? json_object_get(found, "value")
						       : found);
}

static void timed_commands_are_json_in_nanoseconds(void **state)
{
	struct made *made = made_make(10, 20, 10);
	json_t *bare = json_pack("[f, f]", 0.001, 0.003),
	       *whole = json_pack("[f, f]", 0.301, 0.305), *json, *row;

	(void)state;
	made->results.commands =
		(struct commands){.rows = {{"task", "threads", 0, 0.001, bare},
					   {"task", "threads", 0.1, 0.002, whole},
					   {"task", "python", 0.1, 0.002, whole}},
				  .count = 3};
	json = summary_to_json(&made->summary);
	assert_non_null(json);
	row = json_array_get(json_object_get(json, "commands"), 1);
	assert_string_equal(json_string_value(json_object_get(row, "player")), "threads");
	assert_true(fabs(member(row, "elapsed_ns") - 303e6) < 1);
	assert_true(fabs(member(row, "fastest_ns") - 301e6) < 1);
	assert_true(fabs(member(row, "start_up_ns") - 1e6) < 1);
	assert_true(fabs(member(row, "delays_ns") - 300e6) < 1);
	assert_true(fabs(member(row, "cpu_ns") - 2e6) < 1);
	row = json_array_get(json_object_get(json, "commands"), 2);
	assert_true(json_is_null(json_object_get(row, "start_up_ns")));
	json_decref(json);
	json_decref(bare);
	json_decref(whole);
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
		cmocka_unit_test(a_duet_that_is_trusted_is_not_doubtful_in_json),
		cmocka_unit_test(the_reason_for_doubt_is_the_reports_own),
		cmocka_unit_test(a_busy_client_is_told_in_json),
		cmocka_unit_test(only_open_loops_have_a_verdict_in_json),
		cmocka_unit_test(timed_commands_are_json_in_nanoseconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
