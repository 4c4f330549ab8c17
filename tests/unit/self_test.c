/* SPDX-License-Identifier: MIT */
/* self_test.c - the gate's own error rates: what is played, kept and counted, with fakes. */
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

/* A self-test whose gates are not played: each has what `verdict` says of its size. */
struct trial {
	struct self_test_plan plan;
	char path[64];
	struct problem problem;
	size_t played;			/* gates of this trial */
	size_t interrupt_at;		/* the how-manieth is interrupted; 0: none */
	size_t others;			/* the last gate's */
	enum self_test_kind kinds[128]; /* of the gates, in turn */
	enum gate_verdict verdict;
	int error;	    /* of the next gates; 0: none */
	size_t errors_left; /* gates that end with it */
	size_t told;
	double seconds_left;
};

static int play_none(void *context, const struct self_test_cell *cell, size_t others,
		     struct self_test_outcome *outcome, json_t *failed,
		     struct problem *problem)
{
	struct trial *trial = context;

	if (trial->interrupt_at && trial->played + 1 == trial->interrupt_at)
		return -EINTR;
	trial->kinds[trial->played++ % 128] = cell->kind;
	if (trial->errors_left && trial->errors_left--) {
		problem_set(problem, trial->error, "this cannot be seen");
		problem_remedy(problem, "look closer");
		return trial->error;
	}
	trial->others = others;
	outcome->verdict = trial->verdict;
	outcome->row = cell->path ? "switch/coroutines" : "";
	outcome->rows = cell->path ? 1 : 12;
	outcome->confirmed = cell->path ? 1 : 6;
	outcome->seconds = 4;
	outcome->measuring = 3;
	if (cell->size > 0)
		outcome->measured = outcome->measured_low = outcome->measured_high = 0.009;
	if (trial->verdict == GATE_FAIL)
		json_array_append_new(failed, json_string("switch/coroutines"));
	return 0;
}

static void count_told(void *context, const struct self_test_progress *progress)
{
	struct trial *trial = context;

	trial->told += progress->outcome != NULL;
	trial->seconds_left = progress->seconds_left;
}

static void plan_words(struct stage *stage, struct trial *trial, const char *const *words,
		       size_t word_count, size_t gates)
{
	const char *unknown;

	*trial = (struct trial){.verdict = GATE_PASS};
	snprintf(trial->path, sizeof(trial->path), "%s/log/self-test.jsonl", stage->root);
	trial->plan = (struct self_test_plan){
		.path = trial->path,
		.code = "00000000000000a1",
		.revision = "v1",
		.machine = "00000000000000b2",
		.seed = 7,
		.context = trial,
		.play = play_none,
		.told = count_told,
	};
	assert_int_equal(self_test_cells_choose(words, word_count, gates,
						&trial->plan.cells, &unknown),
			 0);
}

/* Six cells of one path. */
static void plan_switch(struct stage *stage, struct trial *trial, size_t gates)
{
	const char *word = "switch";

	plan_words(stage, trial, &word, 1, gates);
}

static int run(struct trial *trial)
{
	return self_test_run(&trial->plan, &trial->problem);
}

static void read_log(struct trial *trial, struct self_test_log *log)
{
	assert_int_equal(self_test_read(trial->path, log, &trial->problem), 0);
}

static void it_plays_what_is_wanted(void **state)
{
	struct self_test_log log;
	struct trial trial;

	plan_switch(*state, &trial, 3);
	assert_int_equal(run(&trial), 0);
	assert_int_equal(trial.played, 6 * 3);
	assert_int_equal(trial.told, 6 * 3);
	assert_float_equal(trial.seconds_left, 0, 1e-9);
	read_log(&trial, &log);
	assert_int_equal(log.count, 6 * 3);
	assert_string_equal(log.outcomes[0].path, "switch");
	assert_string_equal(log.outcomes[0].revision, "v1");
	self_test_cells_count(&trial.plan.cells, "00000000000000a1", log.outcomes,
			      log.count);
	for (size_t i = 0; i < trial.plan.cells.count; i++)
		assert_int_equal(trial.plan.cells.cells[i].done, 3);
	self_test_log_free(&log);
}

static void interrupted_it_goes_on_where_it_was(void **state)
{
	struct self_test_log log;
	struct trial trial;

	plan_switch(*state, &trial, 3);
	trial.interrupt_at = 8;
	assert_int_equal(run(&trial), -EINTR);
	assert_int_equal(trial.played, 7);
	plan_switch(*state, &trial, 3);
	assert_int_equal(run(&trial), 0);
	assert_int_equal(trial.played, 6 * 3 - 7);
	read_log(&trial, &log);
	assert_int_equal(log.count, 6 * 3);
	self_test_log_free(&log);
	plan_switch(*state, &trial, 3);
	assert_int_equal(run(&trial), 0);
	assert_int_equal(trial.played, 0);
}

static void a_torn_line_is_left_out_and_taken_off(void **state)
{
	struct self_test_log log;
	struct trial trial;
	struct stat whole;

	plan_switch(*state, &trial, 1);
	assert_int_equal(run(&trial), 0);
	assert_int_equal(stat(trial.path, &whole), 0);
	assert_int_equal(truncate(trial.path, whole.st_size - 10), 0);
	read_log(&trial, &log);
	assert_true(log.lines.torn);
	assert_int_equal(log.count, 5);
	self_test_log_free(&log);
	plan_switch(*state, &trial, 1);
	assert_int_equal(run(&trial), 0);
	assert_int_equal(trial.played, 1);
	read_log(&trial, &log);
	assert_false(log.lines.torn);
	assert_int_equal(log.count, 6);
	self_test_log_free(&log);
}

static void a_damaged_line_is_told_with_its_number(void **state)
{
	struct trial trial;
	FILE *file;

	plan_switch(*state, &trial, 1);
	assert_int_equal(run(&trial), 0);
	file = fopen(trial.path, "a");
	assert_non_null(file);
	fputs("{\"format\": 1, \"kind\": \"odd\"}\n", file);
	fclose(file);
	assert_int_equal(run(&trial), -EBADMSG);
	assert_non_null(strstr(trial.problem.text, "line 7"));
	assert_true(trial.problem.remedy[0]);
}

static void outcomes_of_other_code_are_not_counted(void **state)
{
	struct trial trial;

	plan_switch(*state, &trial, 2);
	assert_int_equal(run(&trial), 0);
	plan_switch(*state, &trial, 2);
	trial.plan.code = "00000000000000a2";
	assert_int_equal(run(&trial), 0);
	assert_int_equal(trial.played, 6 * 2);
}

static void another_tolerance_of_any_metric_is_other_code(void **state)
{
	static const char *const metrics[] = {"wall", "memory", "*"};
	struct tolerance tolerance = {"switch/coroutines", NULL, 0.05, 1};
	struct tolerances none = {0},
			  one = {.tolerances = &tolerance, .tolerance_count = 1};
	char before[FINGERPRINT_TEXT] = "";

	(void)state;
	self_test_fingerprint_row(&none, "switch/coroutines", before);
	for (size_t i = 0; i < 3; i++) {
		char text[FINGERPRINT_TEXT] = "";

		tolerance.metric = metrics[i];
		self_test_fingerprint_row(&one, "switch/coroutines", text);
		assert_string_not_equal(text, before);
	}
}

static void kinds_are_mixed(void **state)
{
	struct trial trial;
	size_t changes = 0;

	plan_switch(*state, &trial, 10);
	assert_int_equal(run(&trial), 0);
	for (size_t i = 1; i < 60; i++)
		changes += trial.kinds[i] != trial.kinds[i - 1];
	assert_true(changes > 10);
}

static void what_was_not_measured_is_played_again_but_not_for_ever(void **state)
{
	struct self_test_log log;
	struct trial trial;

	plan_switch(*state, &trial, 2);
	trial.verdict = GATE_UNMEASURED;
	assert_int_equal(run(&trial), -EAGAIN);
	assert_int_equal(trial.played, 3);
	plan_switch(*state, &trial, 2);
	assert_int_equal(run(&trial), 0);
	assert_int_equal(trial.played, 12);
	read_log(&trial, &log);
	assert_int_equal(log.count, 15);
	self_test_log_free(&log);
}

/* How a self-test of some gates ends whose first so many have no size. */
static int run_unseen(void **state, struct trial *trial, int error, size_t gates)
{
	plan_switch(*state, trial, 2);
	trial->error = error;
	trial->errors_left = gates;
	return run(trial);
}

static void a_size_that_cannot_be_told_is_borne_twice(void **state)
{
	static const int errors[] = {-EDOM, -EPROTO};
	struct self_test_log log;
	struct trial trial;

	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(run_unseen(state, &trial, errors[i], 2), 0);
		assert_int_equal(trial.played, 2 + 12);
		read_log(&trial, &log);
		assert_int_equal(log.count, 12);
		self_test_log_free(&log);
		assert_int_equal(unlink(trial.path), 0);
		assert_int_equal(run_unseen(state, &trial, errors[i], 3), -EAGAIN);
		assert_int_equal(trial.played, 3);
		assert_non_null(strstr(trial.problem.text, "this cannot be seen"));
		assert_string_equal(trial.problem.remedy, "look closer");
		assert_int_equal(unlink(trial.path), 0);
	}
}

static void what_befalls_all_gates_ends_it_at_once(void **state)
{
	struct trial trial;

	assert_int_equal(run_unseen(state, &trial, -ENOSPC, 1), -ENOSPC);
	assert_int_equal(trial.played, 1);
}

static void a_row_is_judged_beside_as_many_as_equal_gates_confirm(void **state)
{
	struct trial trial;
	const char *equal = "A/A", *path = "echo";
	size_t sum = 0;

	plan_words(*state, &trial, &equal, 1, 2);
	assert_int_equal(run(&trial), 0);
	assert_int_equal(trial.played, 10);
	/* 6 of 12 rows in the mean, so 5.5 of 11 others: either 5 or 6. */
	for (uint64_t seed = 1; seed <= 20; seed++) {
		plan_words(*state, &trial, &path, 1, seed);
		trial.plan.seed = seed;
		trial.plan.cells.count = 1; /* echo, slower by 0.5 % */
		assert_int_equal(run(&trial), 0);
		assert_int_equal(trial.played, 1);
		assert_true(trial.others == 5 || trial.others == 6);
		sum += trial.others;
	}
	assert_true(sum > 5 * 20 && sum < 7 * 20);
}

static void time_that_is_up_ends_it_after_a_gate(void **state)
{
	struct trial trial;

	plan_switch(*state, &trial, 2);
	trial.plan.most_ns = 1;
	assert_int_equal(run(&trial), 0);
	assert_true(trial.played < 2);
}

static void a_log_in_use_is_refused(void **state)
{
	struct self_test_log log;
	struct trial trial;
	int fd;

	plan_switch(*state, &trial, 2);
	fd = self_test_open(trial.path, &log, &trial.problem);
	assert_true(fd >= 0);
	assert_int_equal(run(&trial), -EBUSY);
	assert_int_equal(trial.played, 0);
	self_test_log_free(&log);
	close(fd);
}

static void an_unknown_word_is_told(void **state)
{
	const char *words[] = {"switch", "swich"}, *unknown = NULL;
	struct self_test_cells cells;

	(void)state;
	assert_int_equal(self_test_cells_choose(words, 2, 1, &cells, &unknown), -EINVAL);
	assert_string_equal(unknown, "swich");
}

static size_t chosen(const char *const *words, size_t count)
{
	struct self_test_cells cells;
	const char *unknown;

	assert_int_equal(self_test_cells_choose(words, count, 1, &cells, &unknown), 0);
	return cells.count;
}

static void words_name_kinds_and_paths_and_sizes(void **state)
{
	const char *equal[] = {"A/A"}, *path[] = {"echo"}, *both[] = {"A/A", "echo"};
	const char *sizes[] = {"slower", "2%", "3%"}, *one[] = {"quick", "switch", "1%"};
	const char *hasty[] = {"hasty"};

	(void)state;
	assert_int_equal(chosen(NULL, 0), 1 + 5 * 5 + 2);
	assert_int_equal(chosen(equal, 1), 1);
	assert_int_equal(chosen(path, 1), 5);
	assert_int_equal(chosen(both, 2), 6);
	assert_int_equal(chosen(sizes, 3), 10);
	assert_int_equal(chosen(one, 3), 1);
	assert_int_equal(chosen(hasty, 1), 2);
}

/* ---- rates ---- */

/* A log by hand: so many gates of a cell, of which so many fail and so many do not tell. */
static void add_gates(struct self_test_log *log, struct self_test_outcome like,
		      size_t gates, size_t failed, size_t inconclusive)
{
	log->outcomes =
		realloc(log->outcomes, (log->count + gates) * sizeof(*log->outcomes));
	assert_non_null(log->outcomes);
	for (size_t i = 0; i < gates; i++) {
		struct self_test_outcome *outcome = &log->outcomes[log->count++];

		*outcome = like;
		outcome->verdict = i < failed		       ? GATE_FAIL
				   : i < failed + inconclusive ? GATE_INCONCLUSIVE
							       : GATE_PASS;
		outcome->seconds = (double)(i + 1);
	}
}

static const struct self_test_outcome slow_switch = {
	.kind = SELF_TEST_SLOWER,
	.path = "switch",
	.row = "switch/coroutines",
	.size = 0.02,
	.measured = 0.018,
	.code = "a",
	.revision = "v1",
	.machine = "m",
	.date = "2026-11-28T10:00:00+0000",
};

static struct self_test_log made_log(void)
{
	struct self_test_outcome equal = slow_switch, other = slow_switch,
				 echo = slow_switch;
	struct self_test_log log = {0};

	equal.kind = SELF_TEST_EQUAL;
	equal.path = equal.row = "";
	equal.size = 0;
	equal.measured = NAN;
	other.code = "b";
	echo.path = "echo";
	echo.measured = 0.022;
	add_gates(&log, other, 50, 0, 0);
	add_gates(&log, equal, 300, 0, 3);
	add_gates(&log, echo, 20, 19, 1);
	add_gates(&log, slow_switch, 40, 38, 0);
	return log;
}

static struct self_test_rate rate_of(enum self_test_kind kind, const char *path,
				     double size)
{
	struct self_test_group group = {"a", kind, path, size};
	struct self_test_log log = made_log();
	struct self_test_rate rate;

	assert_int_equal(self_test_rate(&log, &group, &rate), 0);
	free(log.outcomes);
	return rate;
}

static void rates_have_the_interval_of_clopper_and_pearson(void **state)
{
	struct self_test_rate rate = rate_of(SELF_TEST_EQUAL, NULL, 0);

	(void)state;
	assert_int_equal(rate.gates, 300);
	assert_int_equal(rate.failed, 0);
	assert_float_equal(rate.fails.high, 1 - pow(0.025, 1.0 / 300), 1e-9);
	assert_int_equal(rate.inconclusive, 3);
	assert_float_equal(rate.tells_not.value, 0.01, 1e-9);
	assert_float_equal(rate.seconds, 150.5, 1e-9);
	assert_true(isnan(rate.measured));
}

static void rates_are_of_a_path_or_of_all(void **state)
{
	struct self_test_rate one = rate_of(SELF_TEST_SLOWER, "switch", 0.02);
	struct self_test_rate all = rate_of(SELF_TEST_SLOWER, NULL, 0.02);

	(void)state;
	assert_int_equal(one.gates, 40);
	assert_int_equal(one.failed, 38);
	assert_float_equal(one.measured, 0.018, 1e-9);
	assert_int_equal(all.gates, 60);
	assert_int_equal(all.failed, 57);
	assert_float_equal(all.measured, (40 * 0.018 + 20 * 0.022) / 60, 1e-9);
	assert_float_equal(all.measured_least, 0.018, 1e-9);
	assert_float_equal(all.measured_most, 0.022, 1e-9);
}

static void no_gates_have_no_rate(void **state)
{
	struct self_test_rate rate = rate_of(SELF_TEST_QUICK, NULL, 0.01);

	(void)state;
	assert_int_equal(rate.gates, 0);
	assert_true(isnan(rate.fails.value));
}

static void the_report_tells_the_rates_of_one_code(void **state)
{
	struct self_test_log log = made_log();
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	(void)state;
	assert_non_null(file);
	assert_int_equal(self_test_report(file, &log, NULL, true), 0);
	assert_int_equal(self_test_report(file, &log, "c", true), -ENOENT);
	fclose(file);
	assert_non_null(
		strstr(text, "360 gates of the code a, v1, on the machine m, 2026-11-28"));
	assert_non_null(strstr(text, "| 57 | 95.0 % [86.1, 99.0] |"));
	assert_non_null(strstr(text, "| 0 | 0.0 % [0.0, 1.2] |"));
	free(text);
	free(log.outcomes);
}

/* ---- gates of fakes ---- */

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
	{.name = "known/fake", .workload = "known", .runtime = "fake"},
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
	assert_int_equal(access(fakes.folder, F_OK), 0);
	assert_int_equal(rmdir(fakes.folder), 0); /* nothing is left in it */
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
		STAGE_TEST(it_plays_what_is_wanted),
		STAGE_TEST(interrupted_it_goes_on_where_it_was),
		STAGE_TEST(a_torn_line_is_left_out_and_taken_off),
		STAGE_TEST(a_damaged_line_is_told_with_its_number),
		STAGE_TEST(outcomes_of_other_code_are_not_counted),
		cmocka_unit_test(another_tolerance_of_any_metric_is_other_code),
		STAGE_TEST(kinds_are_mixed),
		STAGE_TEST(what_was_not_measured_is_played_again_but_not_for_ever),
		STAGE_TEST(a_size_that_cannot_be_told_is_borne_twice),
		STAGE_TEST(what_befalls_all_gates_ends_it_at_once),
		STAGE_TEST(a_row_is_judged_beside_as_many_as_equal_gates_confirm),
		STAGE_TEST(time_that_is_up_ends_it_after_a_gate),
		STAGE_TEST(a_log_in_use_is_refused),
		cmocka_unit_test(an_unknown_word_is_told),
		cmocka_unit_test(words_name_kinds_and_paths_and_sizes),
		cmocka_unit_test(rates_have_the_interval_of_clopper_and_pearson),
		cmocka_unit_test(rates_are_of_a_path_or_of_all),
		cmocka_unit_test(no_gates_have_no_rate),
		cmocka_unit_test(the_report_tells_the_rates_of_one_code),
		STAGE_TEST(a_delay_is_found_and_its_true_size_is_measured),
		STAGE_TEST(a_waiver_waives_nothing_here),
		STAGE_TEST(half_a_percent_is_tolerated_but_not_by_a_quick_gate),
		STAGE_TEST(equal_builds_play_all_rows),
		STAGE_TEST(a_path_that_no_row_has_is_refused),
		STAGE_TEST(a_delay_that_cannot_be_seen_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
