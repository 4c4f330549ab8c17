/* SPDX-License-Identifier: MIT */
/* gate_counts.c - gates of fakes whose instructions are, or cannot be, counted. */
#include "support/trial.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Not that of this build: Valgrind runs nothing that is sanitized. */
#define STEADY "build/release/duet-steady-clock.so"
#define WORKER "build/release/duet-worker"
#define KNOWN_WORKER "build/release/tests/known-answers/duet-worker"

static const char *const both[] = {"instructions", "wall"};

static void plan_counts(struct stage *stage, struct trial *trial, size_t metrics)
{
	trial_plan(stage, trial, "ns=1000", "ns=1000");
	trial->plan.metrics = both;
	trial->plan.metric_count = metrics;
	trial->plan.clock = STEADY;
}

/* Play it with a PATH that leads to no Valgrind. */
static int play_without_valgrind(struct trial *trial)
{
	char *path = strdup(getenv("PATH"));
	int result;

	setenv("PATH", "/nowhere", 1);
	result = trial_play(trial);
	setenv("PATH", path, 1);
	free(path);
	return result;
}

static void without_valgrind_the_rest_is_judged_and_the_remedy_is_told(void **state)
{
	struct trial trial;

	plan_counts(*state, &trial, 2);
	assert_int_equal(play_without_valgrind(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 1);
	assert_string_equal(trial.gate.record.rows[0].metric, "wall");
	assert_int_equal(trial.gate.record.verdict, GATE_PASS);
	assert_true(trial.gate.record.warning_count > 0);
	assert_non_null(strstr(trial.gate.record.warnings[0].text, "valgrind"));
	assert_non_null(strstr(trial.gate.record.warnings[0].remedy, "install"));
	trial_end(&trial);
}

static void without_valgrind_a_gate_of_counts_alone_could_not_measure(void **state)
{
	struct trial trial;

	plan_counts(*state, &trial, 1);
	assert_int_equal(play_without_valgrind(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 0);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	assert_non_null(strstr(trial.gate.record.reason, "valgrind"));
	assert_int_equal(trial.told, 0);
	assert_true(trial_left(&trial, "gate.json"));
	trial_end(&trial);
}

/* The fake describes no runtimes, and so has none that could be counted. */
static void what_cannot_be_counted_is_unmeasured_and_the_rest_is_judged(void **state)
{
	const struct gate_row *rows;
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK))
		skip();
	plan_counts(*state, &trial, 2);
	assert_int_equal(trial_play(&trial), 0);
	rows = trial.gate.record.rows;
	assert_int_equal(trial.gate.record.row_count, 2);
	assert_string_equal(rows[0].metric, "wall"); /* what is counted stands behind */
	assert_int_equal(rows[0].verdict, GATE_PASS);
	assert_true(rows[1].counted);
	assert_int_equal(rows[1].verdict, GATE_UNMEASURED);
	assert_true(*rows[1].reason);
	trial_end(&trial);
}

static void what_needs_a_driver_or_holds_is_left_out_of_counts(void **state)
{
	static const struct gate_play plays[] = {
		{.name = "driven/fake", .workload = "driven", .runtime = "fake"},
		{.name = "held/fake", .workload = "held", .runtime = "fake"},
	};
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK))
		skip();
	plan_counts(*state, &trial, 1);
	trial.plan.plays = plays;
	trial.plan.play_count = 2;
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.row_count, 0);
	assert_non_null(strstr(trial.gate.record.reason,
			       "2 rows are not counted, such as driven/fake"));
	trial_end(&trial);
}

static void what_is_counted_is_played_with_the_contestants_parameters(void **state)
{
	static const struct gate_play steps = {
		.name = "steps", .workload = "steps", .runtime = "coroutines"};
	static const char *const allocations[] = {"allocations"};
	static const struct named_value blocks[] = {{"blocks", 2}, {"blocks", 3}};
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK) ||
	    access(KNOWN_WORKER, X_OK))
		skip();
	trial_plan(*state, &trial, "coroutines", "coroutines");
	trial.plan.metrics = allocations;
	trial.plan.metric_count = 1;
	trial.plan.clock = STEADY;
	trial.plan.plays = &steps;
	trial.plan.base.parameters = &blocks[0];
	trial.plan.head.parameters = &blocks[1];
	trial.plan.base.parameter_count = trial.plan.head.parameter_count = 1;
	trial_take(&trial, 0, KNOWN_WORKER);
	trial_take(&trial, 1, KNOWN_WORKER);
	assert_int_equal(trial_play(&trial), 0);
	assert_int_equal(trial.gate.record.verdict, GATE_FAIL);
	assert_float_equal(trial.gate.record.rows[0].base, 2, 1e-9);
	assert_float_equal(trial.gate.record.rows[0].head, 3, 1e-9);
	trial_end(&trial);
}

static void stop_at_once(void *context, size_t row, size_t rows, const char *name)
{
	const struct trial *trial = context;

	(void)row, (void)rows, (void)name;
	assert_int_equal(write(trial->stop, "", 1), 1);
}

static void interrupted_while_counting_nothing_is_judged(void **state)
{
	static const struct gate_play hand_over = {
		.name = "switch/coroutines", .workload = "switch", .runtime = "coroutines"};
	struct stage *stage = *state;
	struct trial trial;

	if (access("/usr/bin/valgrind", X_OK) || access(STEADY, R_OK) ||
	    access(WORKER, X_OK))
		skip();
	plan_counts(stage, &trial, 2);
	trial.plan.plays = &hand_over;
	trial.plan.base.runtime = trial.plan.head.runtime = NULL;
	trial.plan.measure_equal = true;
	trial_take(&trial, 0, WORKER);
	trial_take(&trial, 1, WORKER);
	trial.stop = stage->stop[1];
	trial.events.counting = stop_at_once;
	assert_int_equal(trial_play(&trial), -EINTR);
	assert_int_equal(trial.gate.record.verdict, GATE_UNMEASURED);
	assert_string_equal(trial.gate.record.reason, "interrupted");
	assert_false(trial_left(&trial, "first"));
	assert_true(trial_left(&trial, "gate.json"));
	trial_end(&trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(without_valgrind_the_rest_is_judged_and_the_remedy_is_told),
		STAGE_TEST(without_valgrind_a_gate_of_counts_alone_could_not_measure),
		STAGE_TEST(what_cannot_be_counted_is_unmeasured_and_the_rest_is_judged),
		STAGE_TEST(what_needs_a_driver_or_holds_is_left_out_of_counts),
		STAGE_TEST(what_is_counted_is_played_with_the_contestants_parameters),
		STAGE_TEST(interrupted_while_counting_nothing_is_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
