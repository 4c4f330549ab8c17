/* SPDX-License-Identifier: MIT */
/* counts.c - what a workload itself counts comes from the slice to the report, or fails its duet. */
#include "support/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/protocol/slice_counts.h"
#include "bench/report/duet.h"
#include "support/made.h"

static int read_text(const char *text, struct slice_counts *counts)
{
	json_t *json = json_loads(text, 0, NULL);
	int result;

	assert_non_null(json);
	result = slice_counts_from_json(json, counts);
	json_decref(json);
	return result;
}

static void counts_are_read_by_their_names(void **state)
{
	struct slice_counts counts;

	(void)state;
	assert_int_equal(read_text("{\"lost\": 17, \"late\": 0}", &counts), 0);
	assert_int_equal(counts.size, 2);
	assert_string_equal(counts.rows[0].name, "lost");
	assert_int_equal(slice_counts_value(&counts, "lost"), 17);
	assert_int_equal(slice_counts_value(&counts, "los"), 0);
	assert_int_equal(slice_counts_from_json(NULL, &counts), 0);
	assert_int_equal(counts.size, 0);
}

static void counts_of_another_form_are_refused(void **state)
{
	static const char *const damaged[] = {
		"[]",
		"[1]",
		"{\"lost\": -1}",
		"{\"lost\": 1.0}",
		"{\"lost\": null}",
		"{\"\": 1}",
		"{\"a name of twenty-four by\": 1}",
		"{\"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1, \"e\": 1}",
	};
	struct slice_counts counts;

	(void)state;
	for (size_t i = 0; i < sizeof(damaged) / sizeof(damaged[0]); i++)
		assert_int_equal(read_text(damaged[i], &counts), -EINVAL);
}

/* ---- from the worker to the results ---- */

static void play_counting(struct stage *stage)
{
	stage->contestants[0].runtime = stage->contestants[1].runtime = "ns=1000,counts=3";
	stage->plan.rounds = 2;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_true(stage->results.round_count >= 4);
}

static void every_round_has_the_counts_of_its_kept_slices(void **state)
{
	struct stage *stage = *state;

	play_counting(stage);
	for (size_t i = 0; i < stage->results.round_count; i++) {
		const struct round_record *round = &stage->results.rounds[i];

		assert_int_equal(round->count_count, 2);
		assert_string_equal(round->counts[0].name, "odd");
		assert_int_equal(round->counts[0].value, 3 * round->slices);
		assert_int_equal(round->counts[1].value, 0);
	}
}

static void a_series_of_counts_is_an_operation(void **state)
{
	struct stage *stage = *state;
	const struct round_record *round;
	double values[8];

	play_counting(stage);
	assert_int_equal(results_count_series(&stage->results, 0, 1, "odd", values), 2);
	round = results_round(&stage->results, 0, 1, 1);
	assert_true(values[1] ==
		    (double)round->counts[0].value / (double)round->operations);
	assert_int_equal(results_count_series(&stage->results, 0, 1, "lost", values), 0);
}

static void a_workload_that_counts_nothing_has_none(void **state)
{
	struct stage *stage = *state;

	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(stage->results.rounds[0].count_count, 0);
}

static void a_slice_whose_counts_are_none_fails_its_duet(void **state)
{
	assert_fails(*state, "miscount=15", "up to 4 named numbers from 0 on");
}

/* Edit rounds.jsonl by sed; it must be refused with these words. */
static void assert_refused(struct stage *stage, const char *edit, const char *words)
{
	struct results results;
	struct problem problem;
	char command[256];

	snprintf(command, sizeof(command), "sed -i '%s' %s/rounds.jsonl", edit,
		 stage->folder);
	assert_int_equal(system(command), 0);
	assert_int_equal(results_read(stage->folder, &results, &problem), -EBADMSG);
	if (!strstr(problem.text, words))
		fail_msg("\"%s\" does not say \"%s\"", problem.text, words);
}

static void damaged_counts_are_told(void **state)
{
	struct stage *stage = *state;

	play_counting(stage);
	assert_refused(stage, "s/\"odd\": *[0-9]*/\"odd\": -1/",
		       "the count \"odd\" is no integer from 0 on");
	assert_refused(stage, "s/\"odd\"/\"oddly long as the name of a count\"/",
		       "\"counts\" are not up to 4 short names");
	assert_refused(stage, "s/\"counts\": *{[^}]*}/\"counts\": 3/",
		       "\"counts\" is no object");
}

/* ---- from the results to the reader ---- */

/* Of 1,000 operations a round, so many are lost by the contestants in turn. */
static struct made *made_losing(int64_t coroutines, int64_t threads)
{
	struct made *made = made_make(10, 20, 10);
	struct problem problem = {0};

	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &made->rounds[i];

		round->counts[0] = (struct count_record){
			"lost", i % PLAYERS == 1 ? threads : coroutines};
		round->count_count = 1;
	}
	summary_free(&made->summary);
	assert_int_equal(summary_make(&made->results, &made->summary, &problem), 0);
	return made;
}

static void the_report_tells_what_was_counted_and_of_how_many(void **state)
{
	struct made *made = made_losing(0, 250);
	char *screen = made_terminal(made);
	struct table *table = duet_count_table(made->summary.duets);

	(void)state;
	assert_non_null(strstr(screen, "  what was counted, an operation:\n"));
	assert_int_equal(table_rows(table), 2);
	assert_string_equal(table_text(table, 0, 1), "0");
	assert_string_equal(table_text(table, 0, 3), "0");
	assert_string_equal(table_text(table, 1, 0), "threads");
	assert_string_equal(table_text(table, 1, 1), "0.250");
	assert_string_equal(table_text(table, 1, 3), "2,000");
	assert_string_equal(table_text(table, 1, 4), "8,000");
	table_free(table);
	free(screen);
	made_free(made);
}

/* Where half of the rounds saw none, the interval alone would reach below. */
static void a_rate_is_not_below_none(void **state)
{
	struct made *made = made_losing(0, 0);
	struct problem problem = {0};
	const struct estimate *rate;

	(void)state;
	for (size_t round = 0; round < 4; round++)
		made->rounds[round * PLAYERS + 1].counts[0].value = 1 + 40 * (int64_t)round;
	summary_free(&made->summary);
	assert_int_equal(summary_make(&made->results, &made->summary, &problem), 0);
	rate = &made->summary.duets->contestants[1].counts[0].rate;
	assert_true(rate->value > 0 && rate->high > rate->value);
	assert_true(rate->low >= 0);
	made_free(made);
}

static void a_duet_that_counts_nothing_has_no_such_table(void **state)
{
	struct made *made = made_make(10, 20, 10);

	(void)state;
	assert_null(duet_count_table(made->summary.duets));
	made_free(made);
}

static void the_summary_has_rate_and_total_by_name(void **state)
{
	struct made *made = made_losing(0, 250);
	json_t *json = summary_to_json(&made->summary), *lost;

	(void)state;
	lost = json_object_get(
		json_object_get(
			json_array_get(
				json_object_get(
					json_array_get(json_object_get(json, "duets"), 0),
					"contestants"),
				1),
			"counts"),
		"lost");
	assert_int_equal(json_integer_value(json_object_get(lost, "total")), 2000);
	assert_int_equal(json_integer_value(json_object_get(lost, "operations")), 8000);
	lost = json_object_get(json_object_get(lost, "rate"), "value");
	assert_true(json_number_value(lost) > 0.2499 && json_number_value(lost) < 0.2501);
	json_decref(json);
	made_free(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_read_by_their_names),
		cmocka_unit_test(counts_of_another_form_are_refused),
		STAGE_TEST(every_round_has_the_counts_of_its_kept_slices),
		STAGE_TEST(a_series_of_counts_is_an_operation),
		STAGE_TEST(a_workload_that_counts_nothing_has_none),
		STAGE_TEST(a_slice_whose_counts_are_none_fails_its_duet),
		STAGE_TEST(damaged_counts_are_told),
		cmocka_unit_test(the_report_tells_what_was_counted_and_of_how_many),
		cmocka_unit_test(a_rate_is_not_below_none),
		cmocka_unit_test(a_duet_that_counts_nothing_has_no_such_table),
		cmocka_unit_test(the_summary_has_rate_and_total_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
