/* SPDX-License-Identifier: MIT */
/* gate_layouts.c - sides of several layouts: their turns, and that all of them play the same. */
#include "support/trial.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/gate/play/contest.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(every_layout_is_played_in_its_turn),
		STAGE_TEST(layouts_of_the_base_that_play_something_else_are_refused),
		STAGE_TEST(layouts_of_the_head_that_play_something_else_are_refused),
		STAGE_TEST(a_layout_that_does_not_say_what_it_plays_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
