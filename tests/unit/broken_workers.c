/* SPDX-License-Identifier: MIT */
/*
 * broken_workers.c - a worker that dies, hangs or cannot be understood fails its duet, in one clear
 * line that names it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/stage.h"

static void a_worker_that_dies_fails_its_duet(void **state)
{
	assert_fails(*state, "die=15", "killed by signal 9");
}

static void a_worker_that_dies_early_fails_its_duet(void **state)
{
	assert_fails(*state, "die=prepare", "during \"prepare\"");
}

static void last_words_are_quoted_and_passed_on(void **state)
{
	struct stage *stage = *state;

	assert_fails(stage, "exit=2", "status 3");
	assert_non_null(strstr(stage_duet(stage, 0)->error, "the fake has had enough"));
	assert_non_null(strstr(stage->said, "the fake has had enough"));
}

static void a_worker_that_hangs_is_given_up(void **state)
{
	struct stage *stage = *state;

	stage->plan.timeout_ns = 2 * SECOND;
	assert_fails(stage, "hang=3", "did not answer \"play\" within 2 s");
}

static void a_worker_that_hangs_after_the_budget_is_given_up_sooner(void **state)
{
	struct stage *stage = *state;

	stage->plan.budget_ns = SECOND / 10;
	stage->plan.patience_ns = 2 * SECOND;
	assert_fails(stage, "hang=3", "did not answer \"play\" within 2 s");
}

static void a_worker_that_hangs_within_the_budget_is_given_its_time(void **state)
{
	struct stage *stage = *state;

	stage->plan.budget_ns = 60 * SECOND;
	stage->plan.timeout_ns = 2 * SECOND;
	stage->plan.patience_ns = 1;
	assert_fails(stage, "hang=3", "did not answer \"play\" within 2 s");
}

static void a_worker_that_never_greets_is_given_up(void **state)
{
	struct stage *stage = *state;

	stage->plan.timeout_ns = 2 * SECOND;
	assert_fails(stage, "mute", "did not answer \"start\"");
}

static void a_line_that_is_no_json_fails_the_duet(void **state)
{
	assert_fails(*state, "garbage=3", "no JSON object");
}

static void an_error_is_told_with_its_remedy(void **state)
{
	struct stage *stage = *state;

	assert_fails(stage, "error=3", "cannot play any more");
	assert_non_null(strstr(stage_duet(stage, 0)->error, "let it rest"));
}

/* The driver notices first, and cannot know more than that nobody answers. */
static void a_contestant_that_dies_is_named_not_its_driver(void **state)
{
	struct stage *stage = *state;
	const struct named_value reset = {"reset", 12};

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	stage->contestants[1].parameters = &reset;
	stage->contestants[1].parameter_count = 1;
	assert_fails(stage, "die=12", "killed by signal 9 (Killed) during \"play\"");
	assert_null(strstr(stage_duet(stage, 0)->error, "driver"));
}

static void a_driver_that_fails_alone_is_named(void **state)
{
	struct stage *stage = *state;
	const struct named_value reset = {"reset", 12};

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	stage->contestants[1].parameters = &reset;
	stage->contestants[1].parameter_count = 1;
	assert_fails(stage, "ns=1000", "the driver of second");
	assert_non_null(strstr(stage_duet(stage, 0)->error, "Connection reset by peer"));
}

static void a_missing_worker_is_told(void **state)
{
	struct stage *stage = *state;

	stage->plan.worker = "tests/fake/nobody";
	stage_play(stage);
	assert_int_equal(stage->result, 1);
	assert_non_null(strstr(stage_duet(stage, 0)->error, "tests/fake/nobody"));
}

static void ask_for_tasks(struct stage *stage, struct named_value *tasks)
{
	*tasks = (struct named_value){"tasks", 3};
	stage->contestants[1].parameters = tasks;
	stage->contestants[1].parameter_count = 1;
}

/* Its costs would be told under another name. */
static void what_plays_other_parameters_than_asked_for_is_refused(void **state)
{
	struct named_value tasks;

	ask_for_tasks(*state, &tasks);
	assert_fails(*state, "deaf", "tasks=2, and was asked for 3");
}

static void what_does_not_tell_its_parameters_is_refused_those_given(void **state)
{
	struct named_value tasks;

	ask_for_tasks(*state, &tasks);
	assert_fails(*state, "vague", "prepared known without its parameter tasks");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_worker_that_dies_fails_its_duet),
		STAGE_TEST(a_worker_that_dies_early_fails_its_duet),
		STAGE_TEST(last_words_are_quoted_and_passed_on),
		STAGE_TEST(a_worker_that_hangs_is_given_up),
		STAGE_TEST(a_worker_that_hangs_after_the_budget_is_given_up_sooner),
		STAGE_TEST(a_worker_that_hangs_within_the_budget_is_given_its_time),
		STAGE_TEST(a_worker_that_never_greets_is_given_up),
		STAGE_TEST(a_line_that_is_no_json_fails_the_duet),
		STAGE_TEST(an_error_is_told_with_its_remedy),
		STAGE_TEST(a_contestant_that_dies_is_named_not_its_driver),
		STAGE_TEST(a_driver_that_fails_alone_is_named),
		STAGE_TEST(a_missing_worker_is_told),
		STAGE_TEST(what_plays_other_parameters_than_asked_for_is_refused),
		STAGE_TEST(what_does_not_tell_its_parameters_is_refused_those_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
