/* SPDX-License-Identifier: MIT */
/* self_test.c - which gates a self-test plays, in which order, and how it keeps what came of them. */
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

/* One line, which is given an end. */
static void write_log(const struct trial *trial, const char *text)
{
	FILE *file = fopen(trial->path, "w");

	assert_non_null(file);
	fprintf(file, "%s\n", text);
	fclose(file);
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
	trial.plan.seed++; /* as the same gates of one second are one */
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
	trial.plan.seed++;
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
	}
}

static void what_befalls_all_gates_ends_it_at_once(void **state)
{
	struct trial trial;

	assert_int_equal(run_unseen(state, &trial, -ENOSPC, 1), -ENOSPC);
	assert_int_equal(trial.played, 1);
}

static void what_it_made_and_has_no_use_for_is_not_left(void **state)
{
	struct trial trial;

	assert_int_equal(run_unseen(state, &trial, -ENOSPC, 1), -ENOSPC);
	assert_int_not_equal(access(trial.path, F_OK), 0);
	fclose(fopen(trial.path, "w"));
	assert_int_equal(run_unseen(state, &trial, -ENOSPC, 1), -ENOSPC);
	assert_int_equal(access(trial.path, F_OK), 0);
}

static void a_line_that_is_there_twice_is_one_gate(void **state)
{
	struct self_test_log log;
	struct trial trial;
	char line[1024];
	FILE *file;

	plan_switch(*state, &trial, 1);
	assert_int_equal(run(&trial), 0);
	file = fopen(trial.path, "r+");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	fseek(file, 0, SEEK_END);
	fputs(line, file);
	fclose(file);
	read_log(&trial, &log);
	assert_int_equal(json_array_size(log.lines.documents), 7);
	assert_int_equal(log.count, 6);
	self_test_log_free(&log);
}

/* Of a log of one line, which is told what to be instead. */
static void assert_bad_line(void **state, const char *member, json_t *value,
			    const char *told)
{
	struct trial trial;
	struct self_test_log log;
	char *text;
	json_t *json;

	plan_switch(*state, &trial, 1);
	trial.plan.cells.count = 1;
	assert_int_equal(run(&trial), 0);
	json = json_load_file(trial.path, 0, NULL);
	assert_non_null(json);
	json_object_set_new(json, member, value);
	text = json_dumps(json, JSON_COMPACT);
	json_decref(json);
	assert_int_equal(unlink(trial.path), 0);
	write_log(&trial, text);
	free(text);
	assert_int_equal(self_test_read(trial.path, &log, &trial.problem), -EBADMSG);
	assert_non_null(strstr(trial.problem.text, told));
	assert_int_equal(unlink(trial.path), 0);
}

static void what_no_gate_can_have_is_told_with_its_line(void **state)
{
	static const char *const lines[] = {"code", "revision", "machine", "date"};

	assert_bad_line(state, "seconds", json_real(-1), "line 1: \"seconds\" is no time");
	assert_bad_line(state, "measuring", json_integer(-1), "line 1: \"measuring\" is");
	for (size_t i = 0; i < 4; i++)
		assert_bad_line(state, lines[i], json_string("a\033[31m"),
				"\" has control characters");
}

static void what_is_no_regular_file_is_refused_without_waiting(void **state)
{
	struct self_test_log log;
	struct trial trial;
	char path[64];

	plan_switch(*state, &trial, 1);
	snprintf(path, sizeof(path), "%s/pipe", ((struct stage *)*state)->root);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(self_test_read(path, &log, &trial.problem), -ENOTSUP);
	trial.plan.path = path;
	assert_int_equal(run(&trial), -ENOTSUP);
	assert_non_null(strstr(trial.problem.text, "pipe is no regular file"));
	assert_int_equal(trial.played, 0);
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
		STAGE_TEST(what_it_made_and_has_no_use_for_is_not_left),
		STAGE_TEST(a_line_that_is_there_twice_is_one_gate),
		STAGE_TEST(what_no_gate_can_have_is_told_with_its_line),
		STAGE_TEST(what_is_no_regular_file_is_refused_without_waiting),
		STAGE_TEST(a_row_is_judged_beside_as_many_as_equal_gates_confirm),
		STAGE_TEST(time_that_is_up_ends_it_after_a_gate),
		STAGE_TEST(a_log_in_use_is_refused),
		cmocka_unit_test(an_unknown_word_is_told),
		cmocka_unit_test(words_name_kinds_and_paths_and_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
