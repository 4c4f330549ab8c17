/* SPDX-License-Identifier: MIT */
/* gate_outcomes.c - gates of fakes that cannot be compared, measured, finished or begun. */
#include "support/trial.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Let the head be the fake, with what it prints edited so by sed. */
static void edit_head(struct stage *stage, struct trial *trial, const char *edit)
{
	char text[256];

	snprintf(text, sizeof(text), "exec " FAKE " \"$@\" | sed '%s'", edit);
	trial_write_program(stage, "newer", text, trial->program);
	trial_take(trial, 1, trial->program);
}

static void a_row_that_cannot_be_played_leaves_the_others_alone(void **state)
{
	static const struct gate_play plays[] = {
		{.name = "driven/fake", .workload = "driven", .runtime = "fake"},
		{.name = "known/fake", .workload = "known", .runtime = "fake"},
	};
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1000");
	trial.plan.plays = plays;
	trial.plan.play_count = 2;
	trial.plan.worker = "/no/such/driver";
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 2);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_UNMEASURED);
	assert_true(*trial.gate.record.rows[0].reason);
	assert_int_equal(trial.gate.record.rows[1].verdict, GATE_PASS);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	trial_end(&trial);
}

static void a_head_that_dies_is_unmeasured_with_its_last_words(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1000,exit=9");
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_UNMEASURED);
	assert_non_null(
		strstr(trial.gate.record.rows[0].reason, "the fake has had enough"));
	trial_end(&trial);
}

static void a_changed_protocol_is_not_compared(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1200");
	edit_head(*state, &trial, "s/\"protocol\": 1/\"protocol\": 2/");
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_NOT_COMPARABLE);
	assert_non_null(strstr(trial.gate.record.rows[0].reason, "from 1 to 2"));
	assert_int_equal(trial.told, 0);
	trial_end(&trial);
}

static void changed_parameters_are_not_compared(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1200");
	edit_head(*state, &trial, "s/\"default\": 2/\"default\": 3/");
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_NOT_COMPARABLE);
	trial_end(&trial);
}

/* The row, whose head's description was edited so. */
static void assert_played_otherwise(struct stage *stage, const struct gate_play *play,
				    const char *edit)
{
	struct trial trial;

	trial_plan(stage, &trial, "ns=1000", "ns=1200");
	trial.plan.plays = play;
	edit_head(stage, &trial, edit);
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_NOT_COMPARABLE);
	assert_non_null(strstr(trial.gate.record.rows[0].reason, "is played was changed"));
	assert_int_equal(trial.told, 0);
	trial_end(&trial);
}

static void what_another_driver_plays_is_not_compared(void **state)
{
	static const struct gate_play known = {
		.name = "known/fake", .workload = "known", .runtime = "fake"};

	assert_played_otherwise(*state, &known, "s/\"driver\": null/\"driver\": \"load\"/");
}

static void a_level_is_not_compared_with_slices(void **state)
{
	static const struct gate_play held = {
		.name = "held/fake", .workload = "held", .runtime = "fake"};

	assert_played_otherwise(*state, &held, "s/\"level\"/\"slice\"/");
}

static void a_workload_that_nobody_plays_is_a_mistake(void **state)
{
	static const struct gate_play unknown = {
		.name = "new/fake", .workload = "new", .runtime = "fake"};
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1200");
	trial.plan.plays = &unknown;
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.rows[0].verdict, GATE_UNMEASURED);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	trial_end(&trial);
}

static void equal_programs_are_not_played(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1000");
	trial.plan.measure_equal = false;
	assert_int_equal(trial_play(&trial), 0);
	assert_true(trial.gate.record.same);
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_int_equal(trial.told, 0);
	assert_true(trial_left(&trial, "gate.json"));
	trial_end(&trial);
}

static void interrupted_it_keeps_what_was_played(void **state)
{
	struct stage *stage = *state;
	struct trial trial;

	trial_plan(stage, &trial, "ns=1000", "ns=1100");
	trial.stop = stage->stop[1];
	assert_int_equal(trial_play(&trial), -EINTR);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	assert_true(trial_left(&trial, "first/rounds.jsonl"));
	assert_true(trial_left(&trial, "gate.json"));
	trial_end(&trial);
}

/* Which asks for the interruption itself when it is asked. */
static void assert_describing_is_interrupted(struct stage *stage, int side)
{
	struct trial trial;
	char text[128];

	trial_plan(stage, &trial, "ns=1000", "ns=1100");
	snprintf(text, sizeof(text), "echo >/proc/%d/fd/%d\nexec sleep 60", (int)getpid(),
		 stage->stop[1]);
	trial_write_program(stage, "hanging", text, trial.program);
	trial_take(&trial, side, trial.program);
	assert_int_equal(trial_play(&trial), -EINTR);
	assert_false(trial_left(&trial, ""));
	trial_end(&trial);
}

static void a_base_that_does_not_say_what_it_plays_delays_no_interruption(void **state)
{
	assert_describing_is_interrupted(*state, 0);
}

static void a_head_that_does_not_say_what_it_plays_delays_no_interruption(void **state)
{
	assert_describing_is_interrupted(*state, 1);
}

static void a_folder_that_is_there_is_left_alone(void **state)
{
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1000");
	assert_int_equal(mkdir(trial.plan.folder, 0755), 0);
	assert_int_equal(trial_play(&trial), -EEXIST);
	assert_true(trial.problem.remedy[0]);
	assert_false(trial_left(&trial, "gate.json"));
	trial_end(&trial);
}

static void a_folder_is_made_with_its_parents(void **state)
{
	char folder[TRIAL_PATH + 16];
	struct trial trial;

	trial_plan(*state, &trial, "ns=1000", "ns=1000");
	trial.plan.measure_equal = false;
	snprintf(folder, sizeof(folder), "%s/in/another", trial.folder);
	trial.plan.folder = folder;
	assert_int_equal(trial_play(&trial), 0);
	assert_true(trial_left(&trial, "in/another/gate.json"));
	trial_end(&trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_row_that_cannot_be_played_leaves_the_others_alone),
		STAGE_TEST(a_head_that_dies_is_unmeasured_with_its_last_words),
		STAGE_TEST(a_changed_protocol_is_not_compared),
		STAGE_TEST(changed_parameters_are_not_compared),
		STAGE_TEST(what_another_driver_plays_is_not_compared),
		STAGE_TEST(a_level_is_not_compared_with_slices),
		STAGE_TEST(a_workload_that_nobody_plays_is_a_mistake),
		STAGE_TEST(equal_programs_are_not_played),
		STAGE_TEST(interrupted_it_keeps_what_was_played),
		STAGE_TEST(a_base_that_does_not_say_what_it_plays_delays_no_interruption),
		STAGE_TEST(a_head_that_does_not_say_what_it_plays_delays_no_interruption),
		STAGE_TEST(a_folder_that_is_there_is_left_alone),
		STAGE_TEST(a_folder_is_made_with_its_parents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
