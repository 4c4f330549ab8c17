/* SPDX-License-Identifier: MIT */
/* judge.c - a judge may ask for more rounds, block by block, of what was played so far. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/stage.h"

#define LOOKS 4

/* Asks for so many rounds at each look, and keeps what it was shown. */
struct bench {
	int64_t wants[LOOKS];
	int looks;
	int64_t done[LOOKS], left_ns[LOOKS];
	size_t duets[LOOKS], contestants;
	double first, last, ratio, unmeasured; /* values at the last look */
};

static int64_t more_rounds(void *context, const struct run_series *series)
{
	struct bench *bench = context;
	size_t rounds = (size_t)series->record->rounds_done;

	assert_in_range(bench->looks, 0, LOOKS - 1);
	assert_true(series->round_ns > 0 && series->duet_ns > series->round_ns);
	bench->done[bench->looks] = series->record->rounds_done;
	bench->left_ns[bench->looks] = series->left_ns;
	bench->duets[bench->looks] = series->duet;
	bench->contestants = series->record->contestant_count;
	bench->first = series->values[0][MEASURE_WALL][0];
	bench->last = series->values[0][MEASURE_WALL][rounds - 1];
	bench->ratio = series->values[1][MEASURE_WALL][rounds - 1] / bench->last;
	bench->unmeasured = series->values[2][MEASURE_MEMORY][0];
	return bench->wants[bench->looks++];
}

static void appoint(struct stage *stage, struct bench *bench)
{
	stage->plan.judge = (struct run_judge){bench, more_rounds};
}

static void a_judge_is_asked_after_each_block_until_it_has_enough(void **state)
{
	struct bench bench = {.wants = {3, 40, 0}};
	struct stage *stage = *state;

	appoint(stage, &bench);
	stage->contestants[1].runtime = "ns=2000";
	stage->plan.rounds = 2;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(bench.looks, 3);
	assert_int_equal(bench.done[0], 2);
	assert_int_equal(bench.done[1], 5);
	assert_int_equal(bench.done[2], 45);
	assert_int_equal(bench.contestants, 3);
	assert_int_equal(stage_duet(stage, 0)->state, DUET_COMPLETE);
	assert_int_equal(stage_duet(stage, 0)->rounds_planned, 45);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 45);
}

static void a_judge_sees_every_value_of_every_contestant(void **state)
{
	struct bench bench = {.wants = {0}};
	struct stage *stage = *state;

	appoint(stage, &bench);
	stage->contestants[1].runtime = "ns=2000";
	stage->plan.rounds = 3;
	stage_play(stage);
	assert_int_equal(bench.looks, 1);
	assert_true(bench.first == 1000 && bench.last == 1000 && bench.ratio == 2);
	assert_true(isnan(bench.unmeasured));
}

static void a_judge_sees_the_time_that_is_left(void **state)
{
	struct bench bench = {.wants = {1, 0}};
	struct stage *stage = *state;

	appoint(stage, &bench);
	stage->plan.budget_ns = 100 * SECOND;
	stage_play(stage);
	assert_in_range(bench.left_ns[0], 1, 100 * SECOND);
	assert_in_range(bench.left_ns[1], 1, bench.left_ns[0] - 1);
}

static void every_duet_has_a_first_block_of_its_own(void **state)
{
	struct bench bench = {.wants = {0, 0}};
	struct stage *stage = *state;

	appoint(stage, &bench);
	stage->plan.duet_count = 2;
	stage->plan.rounds = 2;
	stage->duets[1].rounds = 3;
	stage_play(stage);
	assert_int_equal(bench.duets[0], 0);
	assert_int_equal(bench.duets[1], 1);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 2);
	assert_int_equal(stage_duet(stage, 1)->rounds_done, 3);
}

static void a_failed_duet_is_not_judged(void **state)
{
	struct bench bench = {0};
	struct stage *stage = *state;

	appoint(stage, &bench);
	assert_fails(stage, "die=12", "was killed by signal 9");
	assert_int_equal(bench.looks, 0);
}

static void an_interruption_does_not_wait_for_a_judge(void **state)
{
	struct bench bench = {.wants = {50}};
	struct stage *stage = *state;

	appoint(stage, &bench);
	stage->plan.rounds = 2;
	stage->stop_after = 4;
	stage_play(stage);
	assert_int_equal(stage->result, -EINTR);
	assert_int_equal(bench.looks, 1);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 4);
}

static void a_plan_may_bring_its_own_control(void **state)
{
	struct stage *stage = *state;
	struct contestant_plan contestants[3];
	const struct contestant_record *records;

	memcpy(contestants, stage->contestants, sizeof(stage->contestants));
	contestants[2] = contestants[0];
	contestants[2].label = "control";
	stage->duets[0].contestants = contestants;
	stage->duets[0].contestant_count = 3;
	stage->duets[0].own_control = true;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(stage_duet(stage, 0)->contestant_count, 3);
	records = stage_duet(stage, 0)->contestants;
	assert_true(records[2].control && !records[1].control && !records[0].control);
	assert_int_equal(records[2].operations, records[0].operations);
}

static void a_folder_without_slices_is_read(void **state)
{
	struct stage *stage = *state;
	char path[96];

	stage->plan.no_slices = true;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	snprintf(path, sizeof(path), "%s/slices.jsonl", stage->folder);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(stage->results.run.state, RUN_COMPLETE);
	assert_int_equal(stage->results.round_count, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_judge_is_asked_after_each_block_until_it_has_enough),
		STAGE_TEST(a_judge_sees_every_value_of_every_contestant),
		STAGE_TEST(a_judge_sees_the_time_that_is_left),
		STAGE_TEST(every_duet_has_a_first_block_of_its_own),
		STAGE_TEST(a_failed_duet_is_not_judged),
		STAGE_TEST(an_interruption_does_not_wait_for_a_judge),
		STAGE_TEST(a_plan_may_bring_its_own_control),
		STAGE_TEST(a_folder_without_slices_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
