/* SPDX-License-Identifier: MIT */
/* false_slices.c - what a worker says of its work or time and cannot be true fails its duet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "support/stage.h"

static void a_slice_without_its_time_fails_the_duet(void **state)
{
	assert_fails(*state, "lie=3", "lacks a number");
}

static void a_slice_with_less_work_than_asked_for_fails_the_duet(void **state)
{
	assert_fails(*state, "few=15", "operations when asked for");
}

static void a_slice_without_duration_fails_the_duet(void **state)
{
	assert_fails(*state, "zero=15", "took no time");
}

static void a_slice_longer_than_its_answer_took_fails_the_duet(void **state)
{
	assert_fails(*state, "long=15", "a slice that lasted 1e+04 ms");
}

static void slices_with_more_processor_time_than_their_core_had_fail_the_duet(void **state)
{
	assert_fails(*state, "busy=300", "of processor time");
}

/* Of 10 ms: to read the clock of all its threads takes processor time, too. */
static void a_few_per_cent_more_than_their_core_had_are_believed(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "busy=106,least=10000";
	stage_play(stage);
	assert_int_equal(stage->result, 0);
}

static void a_slice_with_a_checksum_of_another_form_fails_the_duet(void **state)
{
	assert_fails(*state, "digits=15", "without a checksum of 16");
}

/* Slices from 20 on may be those of a round, after the calibration of some 10. */
static void slices_of_equal_operations_that_differ_in_work_fail_the_duet(void **state)
{
	assert_fails(*state, "other=20", "second did not do the same work as ");
}

static void a_worker_whose_slices_hide_their_time_is_given_up_soon(void **state)
{
	struct timespec start, end;

	clock_gettime(CLOCK_MONOTONIC, &start);
	assert_fails(*state, "slow", "to answer 5 slices that lasted");
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_true(end.tv_sec - start.tv_sec < 15);
}

static void unequal_work_has_no_result(void **state)
{
	struct stage *stage = *state;

	assert_fails(stage, "sum=00000000000000bb",
		     "first and second did not do the same work");
	assert_int_equal(stage->results.round_count, 0);
}

/* The fakes' clients all say the same: only the servers' own checksums differ. */
static void unequal_work_of_servers_has_no_result(void **state)
{
	struct stage *stage = *state;

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	assert_fails(stage, "sum=00000000000000bb",
		     "first and second did not do the same work");
	assert_int_equal(stage->results.round_count, 0);
}

static void slices_of_servers_that_differ_in_work_fail_the_duet(void **state)
{
	struct stage *stage = *state;

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	assert_fails(stage, "other=20", "second did not do the same work as ");
}

static void a_server_without_a_checksum_is_refused(void **state)
{
	struct stage *stage = *state;

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	assert_fails(stage, "sum=xyz", "answered \"verify\" without a checksum");
}

static void a_checksum_of_another_form_is_refused(void **state)
{
	assert_fails(*state, "sum=xyz", "without a checksum");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_slice_without_its_time_fails_the_duet),
		STAGE_TEST(a_slice_with_less_work_than_asked_for_fails_the_duet),
		STAGE_TEST(a_slice_without_duration_fails_the_duet),
		STAGE_TEST(a_slice_longer_than_its_answer_took_fails_the_duet),
		STAGE_TEST(
			slices_with_more_processor_time_than_their_core_had_fail_the_duet),
		STAGE_TEST(a_few_per_cent_more_than_their_core_had_are_believed),
		STAGE_TEST(a_slice_with_a_checksum_of_another_form_fails_the_duet),
		STAGE_TEST(slices_of_equal_operations_that_differ_in_work_fail_the_duet),
		STAGE_TEST(a_worker_whose_slices_hide_their_time_is_given_up_soon),
		STAGE_TEST(unequal_work_has_no_result),
		STAGE_TEST(unequal_work_of_servers_has_no_result),
		STAGE_TEST(slices_of_servers_that_differ_in_work_fail_the_duet),
		STAGE_TEST(a_server_without_a_checksum_is_refused),
		STAGE_TEST(a_checksum_of_another_form_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
