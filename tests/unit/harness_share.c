/* SPDX-License-Identifier: MIT */
/* harness_share.c - what the harness itself uses while slices are measured is measured, and told. */
#include "support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/report/harness.h"

#define BURN_NS INT64_C(200000)
#define LONG_BURN_NS INT64_C(100000000)

static int64_t used_ns(void)
{
	struct timespec used;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return (int64_t)used.tv_sec * SECOND + used.tv_nsec;
}

static void burn(int64_t ns)
{
	int64_t end_ns = used_ns() + ns;

	while (used_ns() < end_ns)
		;
}

static void burn_in_a_slice(void *context, const char *label, const char *text,
			    size_t bytes)
{
	(void)context, (void)label, (void)text, (void)bytes;
	burn(BURN_NS);
}

static void burn_between_rounds(void *context, const struct run_progress *progress)
{
	(void)context, (void)progress;
	burn(LONG_BURN_NS);
}

static void all_play(struct stage *stage, const char *runtime)
{
	stage->contestants[0].runtime = stage->contestants[1].runtime = runtime;
	stage->plan.rounds = 2;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
}

/* Kept slices, and what their operations took. */
static int64_t sum_up(const struct stage *stage, int64_t *slices)
{
	int64_t operations = 0;

	*slices = 0;
	for (size_t i = 0; i < stage->results.round_count; i++) {
		operations += stage->results.rounds[i].operations;
		*slices += stage->results.rounds[i].slices;
	}
	return operations * 1000;
}

static void what_was_measured_is_every_kept_slice(void **state)
{
	struct stage *stage = *state;
	const struct duet_record *duet;
	int64_t slices;

	all_play(stage, "ns=1000");
	duet = stage_duet(stage, 0);
	assert_int_equal(duet->measured_ns, sum_up(stage, &slices));
	assert_true(duet->harness_ns > 0);
}

static void what_the_conductor_does_during_a_slice_counts(void **state)
{
	struct stage *stage = *state;
	int64_t slices;

	stage->events.worker_said = burn_in_a_slice;
	all_play(stage, "ns=1000,chat");
	sum_up(stage, &slices);
	assert_true(slices > 0);
	assert_true(stage_duet(stage, 0)->harness_ns >= slices * BURN_NS);
}

static void what_it_does_between_rounds_does_not_count(void **state)
{
	struct stage *stage = *state;

	stage->events.round_done = burn_between_rounds;
	all_play(stage, "ns=1000");
	assert_true(stage_duet(stage, 0)->harness_ns < LONG_BURN_NS);
}

/* Going to sleep and waking up are then left out. */
static void a_worker_that_tells_is_believed_where_the_conductor_slept(void **state)
{
	struct stage *stage = *state;
	int64_t slices;

	all_play(stage, "ns=1000,tells=1");
	sum_up(stage, &slices);
	assert_int_equal(stage_duet(stage, 0)->harness_ns, slices);
}

static void it_is_not_believed_where_the_conductor_was_awake(void **state)
{
	struct stage *stage = *state;
	int64_t slices;

	stage->events.worker_said = burn_in_a_slice;
	all_play(stage, "ns=1000,chat,tells=0");
	sum_up(stage, &slices);
	assert_true(stage_duet(stage, 0)->harness_ns > 0);
}

static void nor_when_it_tells_more_than_was_used(void **state)
{
	struct stage *stage = *state;
	int64_t slices;

	all_play(stage, "ns=1000,tells=1000000000");
	sum_up(stage, &slices);
	assert_true(stage_duet(stage, 0)->harness_ns < slices * SECOND);
}

static void a_folder_that_does_not_tell_is_still_read(void **state)
{
	struct stage *stage = *state;
	struct problem problem;
	char command[256];

	all_play(stage, "ns=1000");
	results_free(&stage->results);
	snprintf(command, sizeof(command),
		 "sed -i -E 's/\"(measured|harness)_ns\": [0-9]+,//' %s/run.json",
		 stage->folder);
	assert_int_equal(system(command), 0);
	assert_int_equal(results_read(stage->folder, &stage->results, &problem), 0);
	assert_int_equal(stage_duet(stage, 0)->measured_ns, 0);
	assert_true(harness_share_of_run(&stage->results.run) < 0);
}

/* ---- in words ---- */

static char *words(const struct duet_record *duets, size_t count)
{
	struct run_record run = {.duets = (struct duet_record *)duets, .duet_count = count};
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	harness_write(file, &run);
	fclose(file);
	return text;
}

static void assert_words(const struct duet_record *duets, size_t count, const char *wanted)
{
	char *text = words(duets, count);

	assert_string_equal(text, wanted);
	free(text);
}

static void the_share_is_told_with_the_worst_duet_and_the_core(void **state)
{
	const struct duet_record apart[] = {
		{.workload = "switch",
		 .measured_ns = SECOND,
		 .harness_ns = 1000000,
		 .contestant_core = 1},
		{.workload = "echo",
		 .measured_ns = SECOND,
		 .harness_ns = 5000000,
		 .contestant_core = 1},
		/* too short to be called the worst */
		{.workload = "nothing",
		 .measured_ns = 10,
		 .harness_ns = 10,
		 .contestant_core = 1},
	};
	const struct duet_record shared = {
		.workload = "switch", .measured_ns = SECOND, .harness_ns = 10};

	(void)state;
	/* 0.3000035 %: what is said to be the most is rounded up */
	assert_words(apart, 3,
		     "While slices were measured the harness used at most 0.31 % of a "
		     "processor, on another core than the contestants; most in the duet of "
		     "`echo`, 0.50 %.\n\n");
	assert_words(&shared, 1,
		     "While slices were measured the harness used at most 0.01 % of a "
		     "processor, on the contestants' own core.\n\n");
}

static void nothing_is_told_that_was_not_measured(void **state)
{
	const struct duet_record old = {.workload = "switch", .contestant_core = 1};

	(void)state;
	assert_words(&old, 1, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(what_was_measured_is_every_kept_slice),
		STAGE_TEST(what_the_conductor_does_during_a_slice_counts),
		STAGE_TEST(what_it_does_between_rounds_does_not_count),
		STAGE_TEST(a_worker_that_tells_is_believed_where_the_conductor_slept),
		STAGE_TEST(it_is_not_believed_where_the_conductor_was_awake),
		STAGE_TEST(nor_when_it_tells_more_than_was_used),
		STAGE_TEST(a_folder_that_does_not_tell_is_still_read),
		cmocka_unit_test(the_share_is_told_with_the_worst_duet_and_the_core),
		cmocka_unit_test(nothing_is_told_that_was_not_measured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
