/* SPDX-License-Identifier: MIT */
/*
 * levels.c - what holding takes, from workers of known size (tests/fake/worker): right slopes,
 * ratios and words, each contestant as far as its limits let it, one clear line for mistakes.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/report/summary.h"
#include "bench/report/terminal.h"
#include "bench/run/run.h"
#include "bench/store/results.h"

#define FAKE "tests/fake/worker"

/* A run of one duet of two fakes that hold things, and what it left behind. */
struct stage {
	char root[32], folder[64];
	struct contestant_plan contestants[2];
	struct duet_plan duet;
	struct run_plan plan;
	int result; /* of run_play */
	struct problem problem;
	struct results results;
	struct summary summary;
};

static int setup(void **state)
{
	struct stage *stage = calloc(1, sizeof(*stage));

	strcpy(stage->root, "/tmp/duet-levels-XXXXXX");
	assert_non_null(mkdtemp(stage->root));
	snprintf(stage->folder, sizeof(stage->folder), "%s/results/run", stage->root);
	for (int i = 0; i < 2; i++)
		stage->contestants[i] =
			(struct contestant_plan){.label = i ? "second" : "first",
						 .runtime = i ? "bytes=6000" : "bytes=2000",
						 .workload = "held"};
	stage->duet = (struct duet_plan){.contestants = stage->contestants,
					 .contestant_count = 2};
	stage->plan = run_plan_default();
	stage->plan.duets = &stage->duet;
	stage->plan.duet_count = 1;
	stage->plan.folder = stage->folder;
	stage->plan.worker = FAKE;
	stage->plan.rounds = 2;
	stage->plan.seed = 7;
	*state = stage;
	return 0;
}

static int teardown(void **state)
{
	struct stage *stage = *state;
	char command[64];

	summary_free(&stage->summary);
	results_free(&stage->results);
	snprintf(command, sizeof(command), "rm -rf %s", stage->root);
	free(stage);
	return system(command);
}

/* Play it, read what was saved, sum it up; no child may be left. */
static void play(struct stage *stage)
{
	struct problem problem;
	char *folder;

	stage->result = run_play(&stage->plan, NULL, &folder, &stage->problem);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_non_null(folder);
	if (results_read(folder, &stage->results, &problem) ||
	    summary_make(&stage->results, &stage->summary, &problem))
		fail_msg("%s", problem.text);
	free(folder);
}

static const struct duet_record *duet_of(const struct stage *stage)
{
	return &stage->results.run.duets[0];
}

static const struct contestant_summary *seat(const struct stage *stage, size_t i)
{
	return &stage->summary.duets[0].contestants[i];
}

static void assert_fails(struct stage *stage, const char *words)
{
	play(stage);
	assert_int_equal(stage->result, 1);
	assert_int_equal(duet_of(stage)->state, DUET_FAILED);
	if (!strstr(duet_of(stage)->error, words))
		fail_msg("\"%s\" does not say \"%s\"", duet_of(stage)->error, words);
	assert_null(strchr(duet_of(stage)->error, '\n'));
}

/* ---- numbers ---- */

/* What the process has anyway, a megabyte here, is in none of them. */
static void the_slope_is_what_one_more_takes(void **state)
{
	struct stage *stage = *state;

	play(stage);
	assert_int_equal(stage->result, 0);
	for (size_t i = 0; i < 2; i++) {
		const struct estimate *values = seat(stage, i)->values;
		double bytes = i ? 6000 : 2000;

		assert_true(fabs(values[MEASURE_RESIDENT].value - bytes) < 1e-3);
		assert_true(fabs(values[MEASURE_PAGE_TABLES].value - bytes) < 1e-3);
		assert_true(fabs(values[MEASURE_MEMORY].value - 2 * bytes) < 1e-3);
		assert_true(fabs(values[MEASURE_KERNEL].value - 4 * bytes) < 1e-3);
		assert_int_equal(values[MEASURE_WALL].rounds, 0);
	}
}

/* What is held may be less than the pages that come and go with any process. */
static void a_slope_below_nothing_is_told_and_has_no_ratio(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "bytes=-4";
	play(stage);
	assert_int_equal(stage->result, 0);
	assert_true(fabs(seat(stage, 1)->values[MEASURE_MEMORY].value + 8) < 1e-3);
	assert_int_equal(summary_ratio(&stage->summary.duets[0], seat(stage, 1))->rounds,
			 0);
}

static void three_times_the_size_is_a_ratio_of_three(void **state)
{
	struct stage *stage = *state;
	const struct duet_summary *duet;

	play(stage);
	duet = &stage->summary.duets[0];
	assert_int_equal(duet->metric, MEASURE_MEMORY);
	assert_true(fabs(summary_ratio(duet, seat(stage, 1))->value - 3) < 1e-6);
	assert_true(fabs(summary_ratio(duet, duet->control)->value - 1) < 1e-6);
}

static void the_numbers_fall_geometrically_and_are_kept(void **state)
{
	static const int64_t numbers[] = {39, 156, 625, 2500, 10000};
	struct stage *stage = *state;

	play(stage);
	assert_int_equal(seat(stage, 0)->level_count, 5);
	for (size_t i = 0; i < 5; i++) {
		const struct level_summary *level = &seat(stage, 0)->levels[i];

		assert_int_equal(level->operations, numbers[i]);
		assert_true(fabs(level->memory.value - 4000) < 1e-3);
		assert_true(fabs(level->kernel.value - 8000) < 1e-3);
	}
	assert_int_equal(duet_of(stage)->contestants[0].parameters[0].value, 10000);
}

static void whoever_has_tighter_limits_stops_earlier_alone(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "bytes=6000,most=3000";
	play(stage);
	assert_int_equal(stage->result, 0);
	for (size_t i = 0; i < 3; i++) {
		const struct contestant_record *it = &duet_of(stage)->contestants[i];

		assert_int_equal(it->parameters[0].value, 10000);
		assert_int_equal(it->operations, i == 1 ? 2700 : 10000);
	}
	assert_non_null(
		strstr(duet_of(stage)->warnings[0].text, "second with at most 2700"));
	assert_true(fabs(seat(stage, 1)->values[MEASURE_MEMORY].value - 12000) < 1e-3);
}

/* ---- words ---- */

static void the_table_is_in_bytes_and_names_the_kernels_share(void **state)
{
	struct stage *stage = *state;
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	play(stage);
	assert_int_equal(terminal_write(file, &stage->summary, false), 0);
	fclose(file);
	assert_non_null(strstr(text, "memory of a thing that is held, in KiB"));
	assert_non_null(strstr(text, "kernel, whole machine"));
	assert_non_null(strstr(text, "3.91")); /* 4,000 bytes */
	assert_non_null(strstr(text, "× the memory of first"));
	free(text);
}

/* ---- mistakes ---- */

static void holding_another_number_is_an_error(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "hold=5";
	assert_fails(stage, "holds 5 operations where tasks=");
}

static void unequal_work_has_no_result(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "sum=00000000000000bb";
	assert_fails(stage, "did not do the same work");
}

static void bytes_are_not_compared_with_time(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].workload = "known";
	assert_fails(stage, "judged by memory");
}

static void memory_is_not_judged_by_a_clock(void **state)
{
	struct stage *stage = *state;

	stage->duet.metric = "cpu";
	assert_fails(stage, "judged by cpu");
}

static void there_is_no_line_through_one_number(void **state)
{
	struct stage *stage = *state;
	const struct named_value tasks = {"tasks", 20};

	for (int i = 0; i < 2; i++) {
		stage->contestants[i].parameters = &tasks;
		stage->contestants[i].parameter_count = 1;
	}
	assert_fails(stage, "ask for tasks=64 or more");
}

static void a_worker_that_dies_fails_its_duet(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "die=prepare";
	assert_fails(stage, "killed by signal 9");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_slope_is_what_one_more_takes),
		TEST(a_slope_below_nothing_is_told_and_has_no_ratio),
		TEST(three_times_the_size_is_a_ratio_of_three),
		TEST(the_numbers_fall_geometrically_and_are_kept),
		TEST(whoever_has_tighter_limits_stops_earlier_alone),
		TEST(the_table_is_in_bytes_and_names_the_kernels_share),
		TEST(holding_another_number_is_an_error),
		TEST(unequal_work_has_no_result),
		TEST(bytes_are_not_compared_with_time),
		TEST(memory_is_not_judged_by_a_clock),
		TEST(there_is_no_line_through_one_number),
		TEST(a_worker_that_dies_fails_its_duet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
