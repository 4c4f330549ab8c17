/* SPDX-License-Identifier: MIT */
/*
 * rounds.c - the conductor and workers of known cost: right ratios, slices and rounds, and hardly
 * any of the time is its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "support/stage.h"

static struct estimate ratio_of(const struct stage *stage, size_t contestant)
{
	double values[64], base[64];
	struct estimate ratio;
	size_t n = results_series(&stage->results, 0, contestant, MEASURE_WALL, values);

	assert_int_equal(results_series(&stage->results, 0, 0, MEASURE_WALL, base), n);
	assert_int_equal(estimate_ratio(values, base, n, &ratio), 0);
	return ratio;
}

static void twice_the_cost_is_a_ratio_of_two(void **state)
{
	struct stage *stage = *state;
	struct estimate twice, control;

	stage->contestants[0].runtime = "ns=1000,noise=4";
	stage->contestants[1].runtime = "ns=2000,noise=4";
	stage->plan.rounds = 8;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(stage->results.run.state, RUN_COMPLETE);
	assert_int_equal(stage->rounds_told, 8);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 8);
	twice = ratio_of(stage, 1);
	control = ratio_of(stage, 2);
	/* An honest interval misses in 5 of 100; half a per cent more makes this a test of code. */
	assert_true(twice.low < 2.01 && twice.high > 1.99);
	assert_true(twice.high - twice.low < 0.1);
	assert_true(control.low < 1.005 && control.high > 0.995);
}

static void the_control_is_the_first_contestant_once_more(void **state)
{
	struct stage *stage = *state;
	const struct contestant_record *contestants;

	stage_play(stage);
	assert_int_equal(stage_duet(stage, 0)->contestant_count, 3);
	contestants = stage_duet(stage, 0)->contestants;
	assert_string_equal(contestants[2].label, "control");
	assert_true(contestants[2].control && !contestants[0].control);
	assert_string_equal(contestants[2].runtime, contestants[0].runtime);
	assert_int_equal(contestants[2].operations, contestants[0].operations);
	assert_string_equal(contestants[0].checksum, "00000000000000aa");
	assert_int_equal(contestants[0].parameters[0].value, 2);
}

static void slices_get_their_length(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "ns=50000";
	stage_play(stage);
	assert_in_range(stage_duet(stage, 0)->contestants[0].operations, 190, 210);
	assert_in_range(stage_duet(stage, 0)->contestants[1].operations, 3, 5);
	assert_int_equal(results_round(&stage->results, 0, 0, 0)->slices, 20);
}

static void a_launcher_starts_the_worker(void **state)
{
	static const char *const launcher[] = {"env", "LAUNCHED=1", NULL};
	static const char *const missing[] = {"no-such-launcher", NULL};
	struct stage *stage = *state;

	stage->contestants[1].launcher = launcher;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 1);
	results_free(&stage->results);
	snprintf(stage->folder, sizeof(stage->folder), "%s/results/second", stage->root);
	stage->contestants[1].launcher = missing;
	stage_play(stage);
	assert_int_equal(stage->result, 1);
	assert_non_null(strstr(stage_duet(stage, 0)->error, "cannot start second"));
}

static void a_driver_plays_along(void **state)
{
	struct stage *stage = *state;
	const struct round_record *round;

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_string_equal(stage_duet(stage, 0)->driver, "load");
	/* aa of the contestant, aa of its driver */
	assert_string_equal(stage_duet(stage, 0)->contestants[0].checksum,
			    "0000000000000154");
	assert_string_equal(stage_duet(stage, 0)->metric, "cpu");
	round = results_round(&stage->results, 0, 0, 1);
	assert_true(round->values[MEASURE_DRIVER_WALL] == 1000);
	assert_true(round->values[MEASURE_DRIVER_UTILISATION] == 0.5);
	assert_int_equal(round->latencies[0].buckets[0].count, round->operations);
}

static void a_failed_duet_does_not_end_the_run(void **state)
{
	struct stage *stage = *state;
	const struct contestant_plan good[] = {stage->contestants[0],
					       stage->contestants[1]};

	stage->contestants[1].runtime = "die=2";
	stage->duets[1].contestants = good;
	stage->plan.duet_count = 2;
	stage_play(stage);
	assert_int_equal(stage->result, 1);
	assert_int_equal(stage->results.run.state, RUN_PARTIAL);
	assert_int_equal(stage_duet(stage, 0)->state, DUET_FAILED);
	assert_int_equal(stage_duet(stage, 1)->state, DUET_COMPLETE);
	assert_int_equal(stage_duet(stage, 1)->rounds_done, 1);
}

static void a_budget_gives_five_rounds_at_least(void **state)
{
	struct stage *stage = *state;

	stage->plan.rounds = 0;
	stage->plan.budget_ns = 1;
	stage_play(stage);
	assert_int_equal(stage_duet(stage, 0)->rounds_planned, 5);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 5);
	assert_non_null(strstr(stage->warnings, "longer than its share of the time"));
}

/* The conductor must sleep while slices are played. These are 50 ms each, asleep themselves. */
static void the_conductor_takes_no_time_from_the_slices(void **state)
{
	struct stage *stage = *state;
	struct rusage usage;
	double cpu, slices;

#ifdef __SANITIZE_ADDRESS__
	skip(); /* what ASan takes is not the conductor's */
#endif
	stage->contestants[0].runtime = stage->contestants[1].runtime = "ns=1000000";
	stage->plan.slice_ns = 50000000;
	stage->plan.rounds = 2;
	getrusage(RUSAGE_SELF, &usage);
	cpu = -(double)usage.ru_utime.tv_sec - (double)usage.ru_stime.tv_sec -
	      (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	stage_play(stage);
	getrusage(RUSAGE_SELF, &usage);
	cpu += (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	/* 2 rounds and a trial, of 3 contestants, 3 slices each; and those that calibrate. */
	slices = 3 * 3 * 3 * 0.05;
	/* Starting processes, which is most of it, happens between slices: 5 % allow for that. */
	if (cpu > 0.05 * slices)
		fail_msg("%.0f ms of processor time for %.0f ms of slices", cpu * 1e3,
			 slices * 1e3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(twice_the_cost_is_a_ratio_of_two),
		STAGE_TEST(the_control_is_the_first_contestant_once_more),
		STAGE_TEST(slices_get_their_length),
		STAGE_TEST(a_launcher_starts_the_worker),
		STAGE_TEST(a_driver_plays_along),
		STAGE_TEST(a_failed_duet_does_not_end_the_run),
		STAGE_TEST(a_budget_gives_five_rounds_at_least),
		STAGE_TEST(the_conductor_takes_no_time_from_the_slices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
