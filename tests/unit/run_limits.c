/* SPDX-License-Identifier: MIT */
/*
 * run_limits.c - what there is no room for is made room for, lowered with a warning, or refused
 * with the remedy.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/stage.h"

static void a_link_that_cannot_be_made_is_a_warning(void **state)
{
	struct stage *stage = *state;
	char path[64];

	snprintf(path, sizeof(path), "%s/results", stage->root);
	assert_int_equal(mkdir(path, 0777), 0);
	snprintf(path, sizeof(path), "%s/results/latest", stage->root);
	assert_int_equal(mkdir(path, 0777), 0);
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(stage->results.run.state, RUN_COMPLETE);
	assert_non_null(strstr(stage->run_warning, "latest is no link"));
}

/* In a child, since a hard limit cannot be taken back. */
static void too_few_descriptors_are_told_with_the_remedy(void **state)
{
	const struct rlimit few = {20, 20};
	struct stage *stage = *state;
	struct problem problem;
	pid_t child = fork();

	if (child == 0) {
		setrlimit(RLIMIT_NOFILE, &few);
		_exit(run_play(&stage->plan, &stage->events, NULL, &problem) == 1 ? 0 : 1);
	}
	int status;

	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	if (results_read(stage->folder, &stage->results, &problem))
		fail_msg("%s", problem.text);
	assert_non_null(strstr(stage_duet(stage, 0)->error, "ulimit -n 128"));
}

static void a_low_soft_limit_of_descriptors_is_raised(void **state)
{
	struct stage *stage = *state;
	struct rlimit before, low;

	getrlimit(RLIMIT_NOFILE, &before);
	low = (struct rlimit){20, before.rlim_max};
	setrlimit(RLIMIT_NOFILE, &low);
	stage_play(stage);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(stage->result, 0);
}

static void what_does_not_fit_is_lowered_for_all_with_a_warning(void **state)
{
	struct stage *stage = *state;
	const struct named_value tasks = {"tasks", 50};

	for (int i = 0; i < 2; i++) {
		stage->contestants[i].parameters = &tasks;
		stage->contestants[i].parameter_count = 1;
	}
	stage->contestants[1].runtime = "most=20";
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(stage_duet(stage, 0)->contestants[i].parameters[0].value,
				 20);
	assert_non_null(
		strstr(stage_duet(stage, 0)->warnings[0].text, "tasks lowered to 20"));
}

static void a_strict_plan_refuses_what_does_not_fit(void **state)
{
	struct stage *stage = *state;

	stage->plan.strict = true;
	assert_fails(stage, "most=1", "does not fit");
	assert_non_null(strstr(stage_duet(stage, 0)->error, "lower tasks to 1"));
}

static void a_core_that_is_not_ours_is_refused(void **state)
{
	struct stage *stage = *state;

	stage->plan.core = 1000;
	stage_play(stage);
	assert_int_equal(stage->result, -EINVAL);
	assert_non_null(strstr(stage->problem.text, "core 1000"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_link_that_cannot_be_made_is_a_warning),
		STAGE_TEST(too_few_descriptors_are_told_with_the_remedy),
		STAGE_TEST(a_low_soft_limit_of_descriptors_is_raised),
		STAGE_TEST(what_does_not_fit_is_lowered_for_all_with_a_warning),
		STAGE_TEST(a_strict_plan_refuses_what_does_not_fit),
		STAGE_TEST(a_core_that_is_not_ours_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
