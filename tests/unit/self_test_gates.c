/* SPDX-License-Identifier: MIT */
/* self_test_gates.c - gates of fakes that are slowed down by a known size, as a self-test plays them. */
#include "support/stage.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/gate/self_test/play.h"
#include "bench/gate/self_test/rates.h"
#include "bench/gate/self_test/report.h"
#include "bench/gate/self_test/self_test.h"
#include "bench/store/fingerprint.h"

/* A fake costs a microsecond, and what the file beside it says. */
static void write_fake(struct stage *stage, const char *name, struct gate_side *side)
{
	struct problem problem;
	char path[128], here[64];
	FILE *file;

	assert_non_null(getcwd(here, sizeof(here)));
	snprintf(path, sizeof(path), "%s/%s", stage->root, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file,
		"#!/bin/sh\n[ \"$1\" != --describe ] || exec %s/" FAKE " --describe\n"
		"read ns <$0.ns\nexec %s/" FAKE " ns=$ns\n",
		here, here);
	fclose(file);
	assert_int_equal(chmod(path, 0755), 0);
	assert_int_equal(gate_side_open(strdup(path), side, &problem), 0);
}

/* "switch:30/256" is 30 ns more. */
static int slow_down_fake(const struct gate_side *side, const char *value,
			  struct problem *problem)
{
	const char *steps = strchr(value, ':');
	char path[128];
	FILE *file;

	(void)problem;
	snprintf(path, sizeof(path), "%s.ns", side->programs[0]);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "%d\n", 1000 + (steps ? atoi(steps + 1) : 0));
	fclose(file);
	return 0;
}

static const struct gate_play fake_plays[] = {
	{.name = "known/any", .workload = "known", .runtime = "any"},
	{.name = "switch/coroutines:tasks=3", .workload = "known", .runtime = "fake"},
};

struct fakes {
	struct gate_side base, head, twin;
	struct self_test_bench bench;
	char folder[64];
};

static void make_fakes(struct stage *stage, struct fakes *fakes)
{
	*fakes = (struct fakes){0};
	write_fake(stage, "base", &fakes->base);
	write_fake(stage, "head", &fakes->head);
	write_fake(stage, "twin", &fakes->twin);
	snprintf(fakes->folder, sizeof(fakes->folder), "%s/gates", stage->root);
	fakes->bench = (struct self_test_bench){
		.base = &fakes->base,
		.head = &fakes->head,
		.twin = &fakes->twin,
		.plays = fake_plays,
		.play_count = 2,
		.today = "2026-11-28",
		.version = "0",
		.worker = FAKE,
		.folder = fakes->folder,
		.size_ns = SECOND,
		.core = -1,
		.stop_fd = stage->stop[0],
		.slow_down = slow_down_fake,
	};
}

static void end_fakes(struct fakes *fakes)
{
	struct gate_side *sides[] = {&fakes->base, &fakes->head, &fakes->twin};

	for (size_t i = 0; i < 3; i++) {
		free((char *)sides[i]->path);
		gate_side_close(sides[i]);
	}
}

static void play_fakes(struct fakes *fakes, enum self_test_kind kind, double size,
		       struct self_test_outcome *outcome, json_t *failed)
{
	struct self_test_cell cell = {
		.kind = kind,
		.path = kind == SELF_TEST_EQUAL ? NULL : &self_test_paths[3],
		.size = size,
	};
	struct problem problem = {0};

	*outcome = (struct self_test_outcome){.seed = 5, .measured = NAN, .row = ""};
	json_array_clear(failed);
	assert_int_equal(self_test_play(&fakes->bench, &cell, 0, outcome, failed, &problem),
			 0);
}

static void a_delay_is_found_and_its_true_size_is_measured(void **state)
{
	json_t *failed = json_array();
	struct self_test_outcome outcome;
	struct fakes fakes;

	make_fakes(*state, &fakes);
	play_fakes(&fakes, SELF_TEST_SLOWER, 0.03, &outcome, failed);
	assert_int_equal(outcome.verdict, GATE_FAIL);
	assert_string_equal(outcome.row, "switch/coroutines:tasks=3");
	assert_float_equal(outcome.measured, 0.03, 0.001);
	assert_int_equal(json_array_size(failed), 1);
	assert_int_not_equal(access(fakes.folder, F_OK), 0); /* nothing is in it */
	end_fakes(&fakes);
	json_decref(failed);
}

static void a_waiver_waives_nothing_here(void **state)
{
	struct waiver waiver = {"*", "*", 0.1, "meant", "2027-01-31", 1};
	struct tolerances tolerances = {.waivers = &waiver, .waiver_count = 1};
	json_t *failed = json_array();
	struct self_test_outcome outcome;
	struct fakes fakes;

	make_fakes(*state, &fakes);
	fakes.bench.tolerances = &tolerances;
	play_fakes(&fakes, SELF_TEST_SLOWER, 0.03, &outcome, failed);
	assert_int_equal(outcome.verdict, GATE_FAIL);
	assert_int_equal(json_array_size(failed), 1);
	end_fakes(&fakes);
	json_decref(failed);
}

static void half_a_percent_is_tolerated_but_not_by_a_quick_gate(void **state)
{
	json_t *failed = json_array();
	struct self_test_outcome outcome;
	struct fakes fakes;

	make_fakes(*state, &fakes);
	play_fakes(&fakes, SELF_TEST_SLOWER, 0.005, &outcome, failed);
	assert_int_equal(outcome.verdict, GATE_PASS);
	assert_float_equal(outcome.measured, 0.005, 0.0005);
	play_fakes(&fakes, SELF_TEST_QUICK, 0.01, &outcome, failed);
	assert_int_not_equal(outcome.verdict, GATE_PASS); /* two seconds may be too short */
	play_fakes(&fakes, SELF_TEST_QUICK, 0, &outcome, failed);
	assert_int_not_equal(outcome.verdict, GATE_FAIL);
	assert_true(isnan(outcome.measured));
	end_fakes(&fakes);
	json_decref(failed);
}

static void equal_builds_play_all_rows(void **state)
{
	json_t *failed = json_array();
	struct self_test_outcome outcome;
	struct fakes fakes;

	make_fakes(*state, &fakes);
	play_fakes(&fakes, SELF_TEST_EQUAL, 0, &outcome, failed);
	assert_int_equal(outcome.verdict, GATE_PASS);
	assert_int_equal(outcome.rows, 2);
	assert_true(outcome.seconds >= outcome.measuring && outcome.measuring > 0);
	end_fakes(&fakes);
	json_decref(failed);
}

static void a_path_that_no_row_has_is_refused(void **state)
{
	struct self_test_cell cell = {
		.kind = SELF_TEST_SLOWER, .path = &self_test_paths[0], .size = 0.01};
	struct self_test_outcome outcome = {.seed = 5};
	json_t *failed = json_array();
	struct problem problem = {0};
	struct fakes fakes;

	make_fakes(*state, &fakes);
	assert_int_equal(self_test_play(&fakes.bench, &cell, 0, &outcome, failed, &problem),
			 -EINVAL);
	assert_non_null(strstr(problem.text, "echo/coroutines"));
	end_fakes(&fakes);
	json_decref(failed);
}

static int slow_down_nothing(const struct gate_side *side, const char *value,
			     struct problem *problem)
{
	(void)value;
	return slow_down_fake(side, "", problem);
}

static void a_delay_that_cannot_be_seen_is_refused(void **state)
{
	struct self_test_cell cell = {
		.kind = SELF_TEST_SLOWER, .path = &self_test_paths[3], .size = 0.01};
	struct self_test_outcome outcome = {.seed = 5};
	json_t *failed = json_array();
	struct problem problem = {0};
	struct fakes fakes;

	make_fakes(*state, &fakes);
	fakes.bench.slow_down = slow_down_nothing;
	assert_int_equal(self_test_play(&fakes.bench, &cell, 0, &outcome, failed, &problem),
			 -EDOM);
	assert_true(problem.remedy[0]);
	end_fakes(&fakes);
	json_decref(failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_delay_is_found_and_its_true_size_is_measured),
		STAGE_TEST(a_waiver_waives_nothing_here),
		STAGE_TEST(half_a_percent_is_tolerated_but_not_by_a_quick_gate),
		STAGE_TEST(equal_builds_play_all_rows),
		STAGE_TEST(a_path_that_no_row_has_is_refused),
		STAGE_TEST(a_delay_that_cannot_be_seen_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
