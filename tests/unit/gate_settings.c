/* SPDX-License-Identifier: MIT */
/* gate_settings.c - what the rows, tolerances and waivers of a file come to when they are played. */
#include "support/trial.h"

#include <string.h>

#include "bench/gate/record/record_json.h"

/* The rows of a file, of which the first is played. */
static struct gate_play of_file[] = {{.name = "known/fake"}, {.name = "other/fake"}};

/* What is warned of where the row, which is judged by elapsed time, has these. */
static size_t warnings_of(void **state, const char *row, const char *metric)
{
	struct waiver waiver = {row, metric, 0.2, "meant", "2999-01-31", 7};
	struct tolerance tolerance = {row, metric, 0.2, 3};
	struct tolerances tolerances = {.path = "gate.conf",
					.plays = of_file,
					.play_count = 2,
					.waivers = &waiver,
					.waiver_count = 1,
					.tolerances = &tolerance,
					.tolerance_count = 1};
	struct trial trial;
	size_t count;

	trial_plan(*state, &trial, "ns=1000", "ns=1000");
	trial.plan.tolerances = &tolerances;
	trial.plan.budget_ns = SECOND;
	assert_int_equal(trial_play(&trial), 0);
	count = 0;
	for (size_t i = 0; i < trial.gate.record.warning_count; i++)
		count += !strncmp(trial.gate.record.warnings[i].text, "gate.conf:", 10);
	trial_end(&trial);
	return count;
}

static void a_waiver_or_tolerance_of_a_metric_that_is_not_judged_is_warned_of(void **state)
{
	assert_int_equal(warnings_of(state, "known/*", "cpu"), 2);
}

/* The tolerance of all rows is for whenever the metric is asked for. */
static void a_tolerance_of_all_rows_is_not_warned_of(void **state)
{
	assert_int_equal(warnings_of(state, "*", "cpu"), 1);
}

static void what_holds_is_not_warned_of(void **state)
{
	assert_int_equal(warnings_of(state, "known/*", "wall"), 0);
}

static void what_matches_no_row_that_is_played_is_not_warned_of(void **state)
{
	assert_int_equal(warnings_of(state, "other/*", "cpu"), 0);
}

static void what_has_no_effect_in_a_file_is_among_the_warnings(void **state)
{
	struct waiver waivers[] = {{"known/*", "*", 0.2, "meant", "2000-01-31", 7},
				   {"konwn/*", "*", 0.2, "meant", "2999-01-31", 8}};
	struct tolerance tolerances[] = {{"nkown/*", "*", 0.2, 3}, {"nwonk/*", "*", 0, 4}};
	struct tolerances file = {.path = "gate.conf",
				  .plays = of_file,
				  .play_count = 1,
				  .waivers = waivers,
				  .waiver_count = 2,
				  .tolerances = tolerances,
				  .tolerance_count = 2};
	struct gate_document document;
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1000");
	trial.plan.tolerances = &file;
	trial.plan.measure_equal = false; /* also where nothing is played */
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(gate_read(trial.folder, &document, &trial.problem), 0);
	assert_int_equal(document.record.warning_count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_non_null(strstr(document.record.warnings[i].remedy, "delete the "));
	assert_string_equal(document.record.warnings[1].text,
			    "gate.conf:4: the tolerance of nwonk/* matches no row");
	assert_string_equal(document.record.warnings[2].text,
			    "gate.conf:7: the waiver of known/* ended on 2000-01-31 and is "
			    "not in force");
	gate_document_free(&document);
	trial_end(&trial);
}

/* What a slowdown of 10 % comes to under a waiver up to so much. */
static enum gate_verdict waived(void **state, double up_to, const char *until)
{
	struct waiver waiver = {"known/*", "wall", up_to, "meant", until, 1};
	struct tolerances tolerances = {.path = "gate.conf",
					.plays = of_file,
					.play_count = 1,
					.waivers = &waiver,
					.waiver_count = 1};
	enum gate_verdict verdict;
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.tolerances = &tolerances;
	assert_int_equal(trial_play(&trial), 0);
	verdict = trial.gate.record.rows[0].verdict;
	if (verdict == GATE_FAIL && strcmp(until, trial.plan.today) > 0)
		assert_string_equal(trial.gate.record.rows[0].reason,
				    "slower than its waiver allows (5 %)");
	if (verdict == GATE_WAIVED)
		assert_string_equal(trial.gate.record.rows[0].waiver,
				    "meant (until 2027-01-31)");
	trial_end(&trial);
	return verdict;
}

static void a_loss_that_is_meant_is_waived(void **state)
{
	assert_int_equal(waived(state, 0.12, "2027-01-31"), GATE_WAIVED);
}

static void a_loss_larger_than_meant_fails(void **state)
{
	assert_int_equal(waived(state, 0.05, "2027-01-31"), GATE_FAIL);
}

static void a_waiver_that_has_ended_waives_nothing(void **state)
{
	assert_int_equal(waived(state, 0.12, "2026-11-27"), GATE_FAIL);
}

/* How many rows the two are, both of known/any. */
static size_t rows_of(void **state, const struct named_value *a,
		      const struct named_value *b)
{
	const struct gate_play plays[] = {
		{.name = "first",
		 .workload = "known",
		 .runtime = "ns=1000",
		 .parameters = a,
		 .parameter_count = a ? 1 : 0},
		{.name = "second",
		 .workload = "known",
		 .runtime = "ns=1000",
		 .parameters = b,
		 .parameter_count = b ? 1 : 0},
	};
	struct trial trial;
	size_t count;

	trial_plan(*state, &trial, NULL, NULL);
	if (a) /* the second gate of a test */
		strcat(trial.folder, "-too");
	trial.plan.plays = plays;
	trial.plan.play_count = 2;
	trial.plan.budget_ns = SECOND;
	assert_int_equal(trial_play(&trial), 0);
	count = trial.gate.record.row_count;
	if (count == 1)
		assert_string_equal(trial.gate.record.warnings[0].text,
				    "second is the row first, and is played once");
	trial_end(&trial);
	return count;
}

static void a_row_that_is_named_in_two_ways_is_played_once(void **state)
{
	static const struct named_value same = {"tasks", 2};

	assert_int_equal(rows_of(state, NULL, &same), 1);
	assert_int_equal(rows_of(state, &same, NULL), 1);
}

static void rows_of_other_parameters_are_others(void **state)
{
	static const struct named_value three = {"tasks", 3}, four = {"tasks", 4};

	assert_int_equal(rows_of(state, NULL, &three), 2);
	assert_int_equal(rows_of(state, &three, &four), 2);
}

/* Or it would pass as the row that there is. */
static void a_row_of_a_parameter_that_nobody_knows_is_another(void **state)
{
	static const struct named_value unknown = {"taks", 2};

	assert_int_equal(rows_of(state, NULL, &unknown), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(
			a_waiver_or_tolerance_of_a_metric_that_is_not_judged_is_warned_of),
		STAGE_TEST(a_tolerance_of_all_rows_is_not_warned_of),
		STAGE_TEST(what_holds_is_not_warned_of),
		STAGE_TEST(what_matches_no_row_that_is_played_is_not_warned_of),
		STAGE_TEST(what_has_no_effect_in_a_file_is_among_the_warnings),
		STAGE_TEST(a_loss_that_is_meant_is_waived),
		STAGE_TEST(a_loss_larger_than_meant_fails),
		STAGE_TEST(a_waiver_that_has_ended_waives_nothing),
		STAGE_TEST(a_row_that_is_named_in_two_ways_is_played_once),
		STAGE_TEST(rows_of_other_parameters_are_others),
		STAGE_TEST(a_row_of_a_parameter_that_nobody_knows_is_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
