/* SPDX-License-Identifier: MIT */
/* gate_play.c - gates of fakes, whose costs are known, from their plan to their verdict. */
#include "support/trial.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/gate/decide/rule.h"
#include "bench/gate/play/contest.h"
#include "bench/gate/record/record_json.h"

static void a_slower_head_fails_by_fresh_rounds(void **state)
{
	struct trial trial;
	const struct gate_row *row;

	trial_plan(*state, &trial, "ns=1000", "ns=1100");
	assert_int_equal(trial_play(&trial), 0);
	row = trial.gate.record.rows;
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	assert_int_equal(row->verdict, GATE_FAIL);
	assert_int_equal(row->stage, GATE_CONFIRMED);
	assert_float_equal(row->decisive.ratio.value, 1.1, 0.001);
	assert_float_equal(row->control.ratio.value, 1, 0.001);
	assert_float_equal(row->base, 1000, 1);
	assert_float_equal(row->head, 1100, 1);
	assert_true(trial_left(&trial, "first/rounds.jsonl"));
	assert_true(trial_left(&trial, "confirm/rounds.jsonl"));
	assert_true(trial.told > 24);
	trial_end(&trial);
}

static void an_equal_head_passes_in_the_first_run(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000,noise=1", "ns=1000,noise=1");
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_int_equal(trial.gate.record.rows[0].stage, GATE_FIRST);
	assert_true(trial.gate.record.rows[0].decisive.ratio.high < 1.01);
	assert_false(trial_left(&trial, "confirm"));
	trial_end(&trial);
}

/* A row with that high end passes a look; with that low one it would have been suspect. */
static void the_interval_of_a_pass_is_the_one_that_decided(void **state)
{
	struct rule rule = rule_default(0.01, 1);
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000,noise=1", "ns=1000,noise=1");
	assert_int_equal(trial_play(&trial), 0);
	assert_float_equal(trial.gate.record.rows[0].decisive.confidence,
			   1 - rule.suspect_level - rule.pass_level, 1e-9);
	trial_end(&trial);
}

static void a_faster_head_passes(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=800");
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_true(gate_row_gained(trial.gate.record.rows));
	trial_end(&trial);
}

static void noise_beyond_the_budget_is_inconclusive(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=500,sway=4");
	trial.plan.budget_ns = 3 * SECOND;
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_INCONCLUSIVE);
	trial_end(&trial);
}

/* Of the last rounds: who was started in one is of one layout, and three rounds are of all. */
static void assert_turns(const int *layouts, size_t count, size_t rounds)
{
	assert_true(rounds >= 3 && count >= 3 * rounds);
	layouts += count - 3 * rounds; /* the first ones were set up */
	for (size_t i = 0; i < 3 * rounds; i++)
		assert_int_equal(layouts[i], layouts[i / 3 * 3]);
	for (size_t r = 2; r < rounds; r++) {
		const int *it = &layouts[3 * r];

		assert_true(it[0] != it[-3] && it[0] != it[-6] && it[-3] != it[-6]);
	}
}

static void every_layout_is_played_in_its_turn(void **state)
{
	struct stage *stage = *state;
	struct trial trial;
	char path[300], program[TRIAL_PATH], text[600];
	FILE *file;
	int played[4096], layout;
	size_t count = 0;

	trial_plan(stage, &trial, "ns=1000", "ns=1000");
	for (int side = 0; side < 2; side++) {
		snprintf(path, sizeof(path), "%s/side%d", stage->root, side);
		assert_int_equal(mkdir(path, 0755), 0);
		for (layout = 0; layout < 3; layout++) {
			snprintf(path, sizeof(path), "side%d/worker-%d", side, layout);
			snprintf(
				text, sizeof(text),
				"[ \"$1\" = --describe ] || echo %d >>%s/played\nexec " FAKE
				" \"$@\"",
				layout, stage->root);
			trial_write_program(stage, path, text, program);
		}
		snprintf(path, sizeof(path), "%s/side%d", stage->root, side);
		trial_take(&trial, side, path);
	}
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.layouts, 3);
	snprintf(path, sizeof(path), "%s/played", stage->root);
	file = fopen(path, "r");
	assert_non_null(file);
	while (count < 4096 && fscanf(file, "%d", &played[count]) == 1)
		count++;
	fclose(file);
	assert_int_equal(trial.gate.record.rows[0].stage, GATE_FIRST);
	assert_turns(played, count, trial.gate.contests[0].first.n);
	trial_end(&trial);
}

/* A folder of two layouts, the second of which prints the words when it is asked what it plays. */
static void take_layouts(struct stage *stage, struct trial *trial, int side,
			 const char *words)
{
	char folder[300], program[TRIAL_PATH], text[300];

	snprintf(folder, sizeof(folder), "%s/side%d", stage->root, side);
	assert_int_equal(mkdir(folder, 0755), 0);
	for (int i = 0; i < 2; i++) {
		char name[32];

		snprintf(name, sizeof(name), "side%d/worker-%d", side, i);
		snprintf(text, sizeof(text),
			 "[ \"$1\" = --describe ] || exec " FAKE " \"$@\"\n%s",
			 i == 0 ? FAKE " --describe" : words);
		trial_write_program(stage, name, text, program);
	}
	trial_take(trial, side, folder);
}

static void assert_layouts_refused(struct stage *stage, int side, const char *words,
				   int error)
{
	struct trial trial;

	trial_plan(stage, &trial, "ns=1000", "ns=1000");
	take_layouts(stage, &trial, side, words);
	take_layouts(stage, &trial, !side, FAKE " --describe");
	assert_int_equal(trial_play(&trial), error);
	assert_non_null(
		strstr(trial.problem.text, side ? "side1/worker-1" : "side0/worker-1"));
	assert_false(trial_left(&trial, ""));
	if (error == -EINVAL) {
		assert_non_null(strstr(trial.problem.text,
				       side ? "side1/worker-0" : "side0/worker-0"));
		assert_non_null(strstr(trial.problem.remedy, "build all layouts anew"));
	}
	trial_end(&trial);
}

static void layouts_of_the_base_that_play_something_else_are_refused(void **state)
{
	assert_layouts_refused(*state, 0, FAKE " --describe | sed s/a1/a2/", -EINVAL);
}

static void layouts_of_the_head_that_play_something_else_are_refused(void **state)
{
	assert_layouts_refused(*state, 1, FAKE " --describe | sed s/a1/a2/", -EINVAL);
}

static void a_layout_that_does_not_say_what_it_plays_is_refused(void **state)
{
	assert_layouts_refused(*state, 0, "echo []", -EBADMSG);
}

static void a_row_has_a_verdict_for_every_metric(void **state)
{
	const char *metrics[] = {"wall", "cpu", "switches"};
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.metrics = metrics;
	trial.plan.metric_count = 3;
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 3);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_FAIL);
	assert_int_equal(trial.gate.record.rows[1].verdict, GATE_FAIL);
	assert_int_equal(trial.gate.record.rows[2].verdict,
			 GATE_PASS); /* none on either side */
	assert_float_equal(trial.gate.record.rows[2].head, 0, 1e-9);
	trial_end(&trial);
}

static void what_memory_is_held_is_compared_as_such(void **state)
{
	static const struct gate_play held = {
		.name = "held/fake", .workload = "held", .runtime = "fake"};
	struct trial trial;

	trial_plan(*state, &trial, "bytes=1000", "bytes=1100");
	trial.plan.plays = &held;
	trial.plan.budget_ns =
		SECOND; /* a round starts fifteen fakes: one look is enough */
	assert_int_equal(trial_play(&trial), 0);
	assert_string_equal(trial.gate.record.rows[0].metric, "memory");
	assert_float_equal(trial.gate.record.rows[0].first.ratio.value, 1.1, 0.001);
	trial_end(&trial);
}

static void a_metric_that_no_row_has_is_refused(void **state)
{
	const char *metrics[] = {"wall", "memory"};
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.metrics = metrics;
	trial.plan.metric_count = 2;
	assert_int_equal(trial_play(&trial), -EINVAL);
	assert_string_equal(trial.problem.text, "no row has the metric memory");
	assert_non_null(strstr(trial.problem.remedy, "cpu, "));
	assert_non_null(strstr(trial.problem.remedy, "wall"));
	assert_null(strstr(trial.problem.remedy, "memory"));
	assert_false(trial_left(&trial, ""));
	trial_end(&trial);
}

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

/* The confidence of a failure, beside so many rows that are not played. */
static double confidence_beside(void **state, size_t rows, size_t confirmed)
{
	struct trial trial;
	double confidence;

	trial_plan(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.other_rows = rows;
	trial.plan.other_confirmed = confirmed;
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 1);
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	confidence = trial.gate.record.rows[0].decisive.confidence;
	trial_end(&trial);
	return confidence;
}

/* Shared evenly by as many judgements as there was time for. */
static void assert_level(double confidence, double level)
{
	double judgements = level / (1 - confidence);

	assert_float_equal(judgements, round(judgements), 1e-6);
	assert_in_range(lround(judgements), 1, 8);
}

static void one_row_alone_is_surely_slower_at_one_percent(void **state)
{
	assert_level(confidence_beside(state, 0, 0), 0.01 + 0.01);
}

static void beside_others_it_has_its_share_of_the_level(void **state)
{
	assert_level(confidence_beside(state, 11, 3), 0.01 / 4 + 0.01);
}

/* A hundredth of the time is not enough for a second look. */
static void plan_beside_others(struct stage *stage, struct trial *trial, const char *base,
			       const char *head)
{
	trial_plan(stage, trial, base, head);
	trial->plan.budget_ns = 6 * SECOND;
	trial->plan.other_rows = 99;
	trial->plan.other_confirmed = 99;
}

static void beside_others_it_has_its_share_of_the_time(void **state)
{
	struct trial trial;

	plan_beside_others(*state, &trial, "ns=1000", "ns=500,sway=4");
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].first.ratio.rounds,
			 rule_default(0.01, 1).rounds[0]);
	trial_end(&trial);
}

/* Suspect at the first look, with no time for the second run. */
static void a_row_that_gets_no_fresh_rounds_tells_what_it_needs(void **state)
{
	const struct gate_row *row;
	struct trial trial;

	plan_beside_others(*state, &trial, "ns=1000,noise=1", "ns=1100,noise=1");
	assert_int_equal(trial_play(&trial), 0);
	row = trial.gate.record.rows;
	assert_non_null(strstr(row->reason, "no time left"));
	assert_true(row->rounds_needed >= (double)rule_default(0.01, 1).fresh);
	assert_true(row->seconds_needed > 0);
	trial_end(&trial);
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

static void what_it_found_is_in_gate_json(void **state)
{
	struct gate_document document;
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1100");
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(gate_read(trial.plan.folder, &document, &trial.problem), 0);
	assert_int_equal(document.record.verdict, GATE_FAIL);
	assert_float_equal(document.record.rows[0].decisive.ratio.value,
			   trial.gate.record.rows[0].decisive.ratio.value, 1e-6);
	gate_document_free(&document);
	trial_end(&trial);
}

static void one_program_that_does_another_thing_is_played(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.measure_equal = false;
	assert_int_equal(trial_play(&trial), 0);
	assert_false(trial.gate.record.same);
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	trial_end(&trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_slower_head_fails_by_fresh_rounds),
		STAGE_TEST(an_equal_head_passes_in_the_first_run),
		STAGE_TEST(the_interval_of_a_pass_is_the_one_that_decided),
		STAGE_TEST(a_faster_head_passes),
		STAGE_TEST(noise_beyond_the_budget_is_inconclusive),
		STAGE_TEST(every_layout_is_played_in_its_turn),
		STAGE_TEST(layouts_of_the_base_that_play_something_else_are_refused),
		STAGE_TEST(layouts_of_the_head_that_play_something_else_are_refused),
		STAGE_TEST(a_layout_that_does_not_say_what_it_plays_is_refused),
		STAGE_TEST(a_row_has_a_verdict_for_every_metric),
		STAGE_TEST(what_memory_is_held_is_compared_as_such),
		STAGE_TEST(a_metric_that_no_row_has_is_refused),
		STAGE_TEST(
			a_waiver_or_tolerance_of_a_metric_that_is_not_judged_is_warned_of),
		STAGE_TEST(a_tolerance_of_all_rows_is_not_warned_of),
		STAGE_TEST(what_holds_is_not_warned_of),
		STAGE_TEST(what_matches_no_row_that_is_played_is_not_warned_of),
		STAGE_TEST(what_has_no_effect_in_a_file_is_among_the_warnings),
		STAGE_TEST(one_row_alone_is_surely_slower_at_one_percent),
		STAGE_TEST(beside_others_it_has_its_share_of_the_level),
		STAGE_TEST(beside_others_it_has_its_share_of_the_time),
		STAGE_TEST(a_row_that_gets_no_fresh_rounds_tells_what_it_needs),
		STAGE_TEST(a_row_that_is_named_in_two_ways_is_played_once),
		STAGE_TEST(rows_of_other_parameters_are_others),
		STAGE_TEST(a_row_of_a_parameter_that_nobody_knows_is_another),
		STAGE_TEST(a_loss_that_is_meant_is_waived),
		STAGE_TEST(a_loss_larger_than_meant_fails),
		STAGE_TEST(a_waiver_that_has_ended_waives_nothing),
		STAGE_TEST(what_it_found_is_in_gate_json),
		STAGE_TEST(one_program_that_does_another_thing_is_played),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
