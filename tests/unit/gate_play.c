/* SPDX-License-Identifier: MIT */
/* gate_play.c - gates of fakes, whose costs are known, from their plan to their verdict. */
#include "support/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/gate/gate.h"
#include "bench/gate/record_json.h"

/* Not that of this build: Valgrind runs nothing that is sanitized. */
#define STEADY "build/release/duet-steady-clock.so"
#define WORKER "build/release/duet-worker"
#define KNOWN_WORKER "build/release/tests/known-answers/duet-worker"

static const struct gate_play known = {
	.name = "known/fake", .workload = "known", .runtime = "fake"};

/* A gate of two fakes by what they do, and what came of it. */
struct trial {
	struct gate_side sides[2];
	struct gate_plan plan;
	struct gate_events events;
	struct gate gate;
	struct problem problem;
	size_t told; /* rounds of which it was told */
	int stop;    /* written to after the first of them; -1: not */
};

static void count_rounds(void *context, const struct gate_progress *progress)
{
	struct trial *trial = context;

	trial->told += progress->run->record->rounds_done > 0;
	if (trial->stop >= 0 && trial->told == 1)
		assert_int_equal(write(trial->stop, "", 1), 1);
}

static void plan_trial(struct stage *stage, struct trial *trial, const char *base,
		       const char *head)
{
	static char folder[128];

	*trial = (struct trial){.stop = -1};
	for (int i = 0; i < 2; i++)
		assert_int_equal(gate_side_open(FAKE, &trial->sides[i], &trial->problem),
				 0);
	snprintf(folder, sizeof(folder), "%s/gate", stage->root);
	trial->plan = (struct gate_plan){
		.base = {.name = "base", .side = &trial->sides[0], .runtime = base},
		.head = {.name = "head", .side = &trial->sides[1], .runtime = head},
		.plays = &known,
		.play_count = 1,
		.tolerance = 0.01,
		.today = "2026-11-28",
		.folder = folder,
		.worker = FAKE,
		.seed = 7,
		.budget_ns = 20 * SECOND,
		.core = -1,
		.measure_equal = true, /* it is one program, told to do this and that */
		.stop_fd = stage->stop[0],
	};
	trial->events = (struct gate_events){.context = trial, .progress = count_rounds};
}

static int play(struct trial *trial)
{
	return gate_play(&trial->plan, &trial->events, &trial->gate, &trial->problem);
}

static void end(struct trial *trial)
{
	gate_free(&trial->gate);
	gate_side_close(&trial->sides[0]);
	gate_side_close(&trial->sides[1]);
}

static bool is_there(const struct trial *trial, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", trial->plan.folder, name);
	return access(path, F_OK) == 0;
}

static void a_slower_head_fails_by_fresh_rounds(void **state)
{
	struct trial trial;
	const struct gate_row *row;

	plan_trial(*state, &trial, "ns=1000", "ns=1100");
	assert_int_equal(play(&trial), 0);
	row = trial.gate.record.rows;
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	assert_int_equal(row->verdict, GATE_FAIL);
	assert_int_equal(row->stage, GATE_CONFIRMED);
	assert_float_equal(row->decisive.ratio.value, 1.1, 0.001);
	assert_float_equal(row->control.ratio.value, 1, 0.001);
	assert_float_equal(row->base, 1000, 1);
	assert_float_equal(row->head, 1100, 1);
	assert_true(is_there(&trial, "first/rounds.jsonl"));
	assert_true(is_there(&trial, "confirm/rounds.jsonl"));
	assert_true(trial.told > 24);
	end(&trial);
}

static void an_equal_head_passes_in_the_first_run(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000,noise=1", "ns=1000,noise=1");
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_int_equal(trial.gate.record.rows[0].stage, GATE_FIRST);
	assert_true(trial.gate.record.rows[0].decisive.ratio.high < 1.01);
	assert_false(is_there(&trial, "confirm"));
	end(&trial);
}

static void a_faster_head_passes(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=800");
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_true(gate_row_gained(trial.gate.record.rows));
	end(&trial);
}

static void noise_beyond_the_budget_is_inconclusive(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000,noise=900", "ns=1000,noise=900");
	trial.plan.budget_ns = 5 * SECOND;
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_INCONCLUSIVE);
	end(&trial);
}

/* A program like the fake, with a line of Perl or shell instead of it. */
static const char *write_program(struct stage *stage, const char *name, const char *text)
{
	static char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", stage->root, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", text);
	fclose(file);
	assert_int_equal(chmod(path, 0755), 0);
	return path;
}

static void take_side(struct trial *trial, int side, const char *path)
{
	gate_side_close(&trial->sides[side]);
	assert_int_equal(gate_side_open(path, &trial->sides[side], &trial->problem), 0);
}

static void a_row_that_cannot_be_played_leaves_the_others_alone(void **state)
{
	static const struct gate_play plays[] = {
		{.name = "driven/fake", .workload = "driven", .runtime = "fake"},
		{.name = "known/fake", .workload = "known", .runtime = "fake"},
	};
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1000");
	trial.plan.plays = plays;
	trial.plan.play_count = 2;
	trial.plan.worker = "/no/such/driver";
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 2);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_UNMEASURED);
	assert_true(*trial.gate.record.rows[0].reason);
	assert_int_equal(trial.gate.record.rows[1].verdict, GATE_PASS);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	end(&trial);
}

static void a_head_that_dies_is_unmeasured_with_its_last_words(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1000,exit=9");
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_UNMEASURED);
	assert_non_null(
		strstr(trial.gate.record.rows[0].reason, "the fake has had enough"));
	end(&trial);
}

static void a_changed_protocol_is_not_compared(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1200");
	take_side(&trial, 1,
		  write_program(*state, "newer",
				"exec " FAKE
				" \"$@\" | sed 's/\"protocol\": 1/\"protocol\": 2/'"));
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_NOT_COMPARABLE);
	assert_non_null(strstr(trial.gate.record.rows[0].reason, "from 1 to 2"));
	assert_int_equal(trial.told, 0);
	end(&trial);
}

static void changed_parameters_are_not_compared(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1200");
	take_side(&trial, 1,
		  write_program(*state, "newer",
				"exec " FAKE
				" \"$@\" | sed 's/\"default\": 2/\"default\": 3/'"));
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_NOT_COMPARABLE);
	end(&trial);
}

static void a_workload_that_nobody_plays_is_a_mistake(void **state)
{
	static const struct gate_play unknown = {
		.name = "new/fake", .workload = "new", .runtime = "fake"};
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1200");
	trial.plan.plays = &unknown;
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_UNMEASURED);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	end(&trial);
}

static void every_layout_is_played_in_its_turn(void **state)
{
	struct stage *stage = *state;
	struct trial trial;
	char path[300], text[600];
	FILE *file;
	int played[3] = {0}, layout;

	plan_trial(stage, &trial, "ns=1000", "ns=1000");
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
			write_program(stage, path, text);
		}
		snprintf(path, sizeof(path), "%s/side%d", stage->root, side);
		take_side(&trial, side, path);
	}
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.layouts, 3);
	snprintf(path, sizeof(path), "%s/played", stage->root);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fscanf(file, "%d", &layout) == 1)
		played[layout]++;
	fclose(file);
	for (layout = 0; layout < 3; layout++)
		assert_true(played[layout] >= 3 * 24 / 3);
	end(&trial);
}

static void a_row_has_a_verdict_for_every_metric(void **state)
{
	const char *metrics[] = {"wall", "cpu", "switches"};
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.metrics = metrics;
	trial.plan.metric_count = 3;
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 3);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_FAIL);
	assert_int_equal(trial.gate.record.rows[1].verdict, GATE_FAIL);
	assert_int_equal(trial.gate.record.rows[2].verdict,
			 GATE_PASS); /* none on either side */
	assert_float_equal(trial.gate.record.rows[2].head, 0, 1e-9);
	end(&trial);
}

static void what_memory_is_held_is_compared_as_such(void **state)
{
	static const struct gate_play held = {
		.name = "held/fake", .workload = "held", .runtime = "fake"};
	struct trial trial;

	plan_trial(*state, &trial, "bytes=1000", "bytes=1100");
	trial.plan.plays = &held;
	trial.plan.budget_ns =
		SECOND; /* a round starts fifteen fakes: one look is enough */
	assert_int_equal(play(&trial), 0);
	assert_string_equal(trial.gate.record.rows[0].metric, "memory");
	assert_float_equal(trial.gate.record.rows[0].first.ratio.value, 1.1, 0.001);
	end(&trial);
}

/* The confidence of a failure, beside so many rows that are not played. */
static double confidence_beside(void **state, size_t rows, size_t confirmed)
{
	struct trial trial;
	double confidence;

	plan_trial(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.other_rows = rows;
	trial.plan.other_confirmed = confirmed;
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 1);
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	confidence = trial.gate.record.rows[0].decisive.confidence;
	end(&trial);
	return confidence;
}

static void one_row_alone_is_surely_slower_at_one_percent(void **state)
{
	assert_float_equal(confidence_beside(state, 0, 0), 1 - 0.01 - 0.01, 1e-9);
}

static void beside_others_it_has_its_share_of_the_level(void **state)
{
	assert_float_equal(confidence_beside(state, 11, 3), 1 - 0.01 / 4 - 0.01, 1e-9);
}

static void beside_others_it_has_its_share_of_the_time(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000,noise=900", "ns=1000,noise=900");
	trial.plan.budget_ns = 8 * SECOND;
	trial.plan.other_rows = 15;
	trial.plan.other_confirmed = 15;
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_INCONCLUSIVE);
	assert_true(trial.gate.record.measured_ns < 5 * SECOND);
	end(&trial);
}

/* What a slowdown of 10 % comes to under a waiver up to so much. */
static enum gate_verdict waived(void **state, double up_to, const char *until)
{
	struct waiver waiver = {"known/*", "wall", up_to, "meant", until, 1};
	struct tolerances tolerances = {.waivers = &waiver, .waiver_count = 1};
	enum gate_verdict verdict;
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.tolerances = &tolerances;
	assert_int_equal(play(&trial), 0);
	verdict = trial.gate.record.rows[0].verdict;
	if (verdict == GATE_WAIVED)
		assert_string_equal(trial.gate.record.rows[0].waiver,
				    "meant (until 2027-01-31)");
	end(&trial);
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

static void interrupted_it_keeps_what_was_played(void **state)
{
	struct stage *stage = *state;
	struct trial trial;

	plan_trial(stage, &trial, "ns=1000", "ns=1100");
	trial.stop = stage->stop[1];
	assert_int_equal(play(&trial), -EINTR);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	assert_true(is_there(&trial, "first/rounds.jsonl"));
	assert_true(is_there(&trial, "gate.json"));
	end(&trial);
}

static void a_folder_that_is_there_is_left_alone(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1000");
	assert_int_equal(mkdir(trial.plan.folder, 0755), 0);
	assert_int_equal(play(&trial), -EEXIST);
	assert_true(trial.problem.remedy[0]);
	assert_false(is_there(&trial, "gate.json"));
	end(&trial);
}

static void what_it_found_is_in_gate_json(void **state)
{
	struct gate_document document;
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1100");
	assert_int_equal(play(&trial), 0);
	assert_int_equal(gate_read(trial.plan.folder, &document, &trial.problem), 0);
	assert_int_equal(document.record.verdict, GATE_FAIL);
	assert_float_equal(document.record.rows[0].decisive.ratio.value,
			   trial.gate.record.rows[0].decisive.ratio.value, 1e-6);
	gate_document_free(&document);
	end(&trial);
}

static void one_program_that_does_another_thing_is_played(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1100");
	trial.plan.measure_equal = false;
	assert_int_equal(play(&trial), 0);
	assert_false(trial.gate.record.same);
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	end(&trial);
}

/* ---- counts ---- */

static const char *const both[] = {"instructions", "wall"};

static void plan_counts(struct stage *stage, struct trial *trial, size_t metrics)
{
	plan_trial(stage, trial, "ns=1000", "ns=1000");
	trial->plan.metrics = both;
	trial->plan.metric_count = metrics;
	trial->plan.clock = STEADY;
}

/* Play it with a PATH that leads to no Valgrind. */
static int play_without_valgrind(struct trial *trial)
{
	char *path = strdup(getenv("PATH"));
	int result;

	setenv("PATH", "/nowhere", 1);
	result = play(trial);
	setenv("PATH", path, 1);
	free(path);
	return result;
}

static void without_valgrind_the_rest_is_judged_and_the_remedy_is_told(void **state)
{
	struct trial trial;

	plan_counts(*state, &trial, 2);
	assert_int_equal(play_without_valgrind(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 1);
	assert_string_equal(trial.gate.record.rows[0].metric, "wall");
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_true(trial.gate.record.warning_count > 0);
	assert_non_null(strstr(trial.gate.record.warnings[0].text, "valgrind"));
	assert_non_null(strstr(trial.gate.record.warnings[0].remedy, "install"));
	end(&trial);
}

static void without_valgrind_a_gate_of_counts_alone_could_not_measure(void **state)
{
	struct trial trial;

	plan_counts(*state, &trial, 1);
	assert_int_equal(play_without_valgrind(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 0);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	assert_non_null(strstr(trial.gate.record.reason, "valgrind"));
	assert_int_equal(trial.told, 0);
	assert_true(is_there(&trial, "gate.json"));
	end(&trial);
}

/* The fake describes no runtimes, and so has none that could be counted. */
static void what_cannot_be_counted_is_unmeasured_and_the_rest_is_judged(void **state)
{
	const struct gate_row *rows;
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK))
		skip();
	plan_counts(*state, &trial, 2);
	assert_int_equal(play(&trial), 0);
	rows = trial.gate.record.rows;
	assert_int_equal(trial.gate.record.row_count, 2);
	assert_string_equal(rows[0].metric, "wall"); /* what is counted stands behind */
	assert_int_equal(rows[0].verdict, GATE_PASS);
	assert_true(rows[1].counted);
	assert_int_equal(rows[1].verdict, GATE_UNMEASURED);
	assert_true(*rows[1].reason);
	end(&trial);
}

static void what_needs_a_driver_or_holds_is_left_out_of_counts(void **state)
{
	static const struct gate_play plays[] = {
		{.name = "driven/fake", .workload = "driven", .runtime = "fake"},
		{.name = "held/fake", .workload = "held", .runtime = "fake"},
	};
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK))
		skip();
	plan_counts(*state, &trial, 1);
	trial.plan.plays = plays;
	trial.plan.play_count = 2;
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 0);
	assert_non_null(strstr(trial.gate.record.reason,
			       "2 rows are not counted, such as driven/fake"));
	end(&trial);
}

static void what_is_counted_is_played_with_the_contestants_parameters(void **state)
{
	static const struct gate_play steps = {
		.name = "steps", .workload = "steps", .runtime = "coroutines"};
	static const char *const allocations[] = {"allocations"};
	static const struct named_value blocks[] = {{"blocks", 2}, {"blocks", 3}};
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK) ||
	    access(KNOWN_WORKER, X_OK))
		skip();
	plan_trial(*state, &trial, "coroutines", "coroutines");
	trial.plan.metrics = allocations;
	trial.plan.metric_count = 1;
	trial.plan.clock = STEADY;
	trial.plan.plays = &steps;
	trial.plan.base.parameters = &blocks[0];
	trial.plan.head.parameters = &blocks[1];
	trial.plan.base.parameter_count = trial.plan.head.parameter_count = 1;
	take_side(&trial, 0, KNOWN_WORKER);
	take_side(&trial, 1, KNOWN_WORKER);
	assert_int_equal(play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	assert_float_equal(trial.gate.record.rows[0].base, 2, 1e-9);
	assert_float_equal(trial.gate.record.rows[0].head, 3, 1e-9);
	end(&trial);
}

static void interrupted_while_counting_nothing_is_judged(void **state)
{
	static const struct gate_play hand_over = {
		.name = "switch/coroutines", .workload = "switch", .runtime = "coroutines"};
	struct stage *stage = *state;
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK) ||
	    access(WORKER, X_OK))
		skip();
	plan_counts(stage, &trial, 2);
	trial.plan.plays = &hand_over;
	trial.plan.base.runtime = trial.plan.head.runtime = NULL;
	trial.plan.measure_equal = true;
	take_side(&trial, 0, WORKER);
	take_side(&trial, 1, WORKER);
	assert_int_equal(write(stage->stop[1], "", 1), 1);
	assert_int_equal(play(&trial), -EINTR);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	assert_string_equal(trial.gate.record.reason, "interrupted");
	assert_false(is_there(&trial, "first"));
	assert_true(is_there(&trial, "gate.json"));
	end(&trial);
}

static void equal_programs_are_not_played(void **state)
{
	struct trial trial;

	plan_trial(*state, &trial, "ns=1000", "ns=1000");
	trial.plan.measure_equal = false;
	assert_int_equal(play(&trial), 0);
	assert_true(trial.gate.record.same);
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_int_equal(trial.told, 0);
	assert_true(is_there(&trial, "gate.json"));
	end(&trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_slower_head_fails_by_fresh_rounds),
		STAGE_TEST(an_equal_head_passes_in_the_first_run),
		STAGE_TEST(a_faster_head_passes),
		STAGE_TEST(noise_beyond_the_budget_is_inconclusive),
		STAGE_TEST(a_row_that_cannot_be_played_leaves_the_others_alone),
		STAGE_TEST(a_head_that_dies_is_unmeasured_with_its_last_words),
		STAGE_TEST(a_changed_protocol_is_not_compared),
		STAGE_TEST(changed_parameters_are_not_compared),
		STAGE_TEST(a_workload_that_nobody_plays_is_a_mistake),
		STAGE_TEST(every_layout_is_played_in_its_turn),
		STAGE_TEST(a_row_has_a_verdict_for_every_metric),
		STAGE_TEST(what_memory_is_held_is_compared_as_such),
		STAGE_TEST(one_row_alone_is_surely_slower_at_one_percent),
		STAGE_TEST(beside_others_it_has_its_share_of_the_level),
		STAGE_TEST(beside_others_it_has_its_share_of_the_time),
		STAGE_TEST(a_loss_that_is_meant_is_waived),
		STAGE_TEST(a_loss_larger_than_meant_fails),
		STAGE_TEST(a_waiver_that_has_ended_waives_nothing),
		STAGE_TEST(interrupted_it_keeps_what_was_played),
		STAGE_TEST(a_folder_that_is_there_is_left_alone),
		STAGE_TEST(what_it_found_is_in_gate_json),
		STAGE_TEST(one_program_that_does_another_thing_is_played),
		STAGE_TEST(without_valgrind_the_rest_is_judged_and_the_remedy_is_told),
		STAGE_TEST(without_valgrind_a_gate_of_counts_alone_could_not_measure),
		STAGE_TEST(what_cannot_be_counted_is_unmeasured_and_the_rest_is_judged),
		STAGE_TEST(what_needs_a_driver_or_holds_is_left_out_of_counts),
		STAGE_TEST(what_is_counted_is_played_with_the_contestants_parameters),
		STAGE_TEST(interrupted_while_counting_nothing_is_judged),
		STAGE_TEST(equal_programs_are_not_played),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
