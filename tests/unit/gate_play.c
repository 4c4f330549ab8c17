/* SPDX-License-Identifier: MIT */
/* gate_play.c - gates of fakes, whose costs are known, from their plan to their verdict. */
#include "support/trial.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/gate/decide/rule.h"
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
		STAGE_TEST(a_row_has_a_verdict_for_every_metric),
		STAGE_TEST(what_memory_is_held_is_compared_as_such),
		STAGE_TEST(a_metric_that_no_row_has_is_refused),
		STAGE_TEST(one_row_alone_is_surely_slower_at_one_percent),
		STAGE_TEST(beside_others_it_has_its_share_of_the_level),
		STAGE_TEST(beside_others_it_has_its_share_of_the_time),
		STAGE_TEST(a_row_that_gets_no_fresh_rounds_tells_what_it_needs),
		STAGE_TEST(what_it_found_is_in_gate_json),
		STAGE_TEST(one_program_that_does_another_thing_is_played),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
