/* SPDX-License-Identifier: MIT */
/* gate_self_test.c - `duet gate --self-test`: plays gates of known truth, or reports of them. */
#include "bench/cmd/gate_self_test.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/gate_rows.h"
#include "bench/cmd/gate_self_test_options.h"
#include "bench/cmd/live.h"
#include "bench/cmd/signals.h"
#include "bench/gate/self_test/play.h"
#include "bench/gate/self_test/programs.h"
#include "bench/gate/self_test/report.h"
#include "bench/gate/self_test/self_test.h"
#include "bench/gate/sides/same.h"
#include "bench/gate/tell/words.h"
#include "bench/protocol/version.h"
#include "bench/report/format.h"
#include "bench/run/clock.h"
#include "bench/run/describe.h"
#include "bench/store/fingerprint.h"

/* A self-test as this command runs it. */
struct self_test {
	struct self_test_bench bench; /* the first: the context is both */
	const struct gate_self_test_options *options;
	struct gate_side sides[SELF_TEST_SIDES];
	struct gate_rows rows;
	struct live live;
	char *worker, *folder;
	char code[FINGERPRINT_TEXT], machine[FINGERPRINT_TEXT], today[16];
};

/* ---- what it is of ---- */

/* What the rates depend on: duet, the workers, the rows and what is tolerated of them. */
static int fingerprint_code(struct self_test *test, struct problem *problem)
{
	int error = same_fingerprint("/proc/self/exe", NULL, test->code, problem);

	if (!error)
		error = same_fingerprint(test->worker, NULL, test->code, problem);
	for (size_t i = 0; i < 2 && !error; i++)
		error = self_test_fingerprint(&test->sides[i], test->code, problem);
	for (size_t i = 0; i < test->rows.count && !error; i++)
		self_test_fingerprint_row(&test->rows.tolerances, test->rows.plays[i].name,
					  test->code);
	return error;
}

static int fingerprint_this_machine(struct self_test *test, struct problem *problem)
{
	struct machine *machine = calloc(1, sizeof(*machine));
	json_t *description = NULL;
	int error = machine ? describe_worker(NULL, test->sides[0].programs[0], -1,
					      &description, problem)
			    : problem_set(problem, -ENOMEM, "out of memory");

	if (!error) {
		machine_describe(machine);
		describe_build(description, machine);
		fingerprint_machine(machine, test->machine);
	}
	json_decref(description);
	free(machine);
	return error;
}

/* The twin has to be the head: what differs is taken for the delay. */
static int check_twin(struct self_test *test, struct problem *problem)
{
	char head[FINGERPRINT_TEXT] = "", twin[FINGERPRINT_TEXT] = "";
	int error = gate_sides_match(&test->sides[0], &test->sides[1], problem);

	if (!error)
		error = self_test_fingerprint(&test->sides[1], head, problem);
	if (!error)
		error = self_test_fingerprint(&test->sides[2], twin, problem);
	if (!error && strcmp(head, twin) != 0)
		error = problem_set(problem, -EINVAL, "%s is no copy of %s",
				    test->sides[2].path, test->sides[1].path);
	return error;
}

/* ---- what is told ---- */

static void name_cell(const struct self_test_cell *cell, char *text, size_t size)
{
	if (cell->path)
		snprintf(text, size, "%s %s %s", self_test_kind_names[cell->kind],
			 cell->path->name, gate_share(cell->size).text);
	else
		snprintf(text, size, SELF_TEST_EQUAL_WORD);
}

static void told(void *context, const struct self_test_progress *progress)
{
	struct self_test *test = context;
	const struct self_test_outcome *outcome = progress->outcome;
	char cell[64], left[80] = "";

	name_cell(progress->cell, cell, sizeof(cell));
	if (isfinite(progress->seconds_left) && progress->seconds_left > 0)
		snprintf(left, sizeof(left), ", about %s left",
			 format_duration(progress->seconds_left).text);
	if (!outcome) {
		char text[256];

		snprintf(text, sizeof(text), "%zu/%zu  %s ...%s", progress->done + 1,
			 progress->wanted, cell, left);
		if (test->live.terminal)
			live_show(&test->live, text);
		return;
	}
	live_clear(&test->live);
	fprintf(test->live.file, "%zu/%zu  %-24s %-13s %5.1f s%s\n", progress->done,
		progress->wanted, cell, gate_verdict_names[outcome->verdict],
		outcome->seconds, left);
	fflush(test->live.file);
}

/* ---- playing ---- */

static int end(int result, const struct problem *problem)
{
	if (result == -EINTR) {
		complain("interrupted; the gates that were finished are kept");
		return EXIT_INTERRUPTED;
	}
	return result < 0 ? complain_problem(problem) : EXIT_DONE;
}

static int run(struct self_test *test, struct self_test_plan *plan)
{
	struct problem problem = {0};
	sigset_t before;
	int result;

	test->bench.stop_fd = signals_take(&before);
	result = self_test_run(plan, &problem);
	signals_give_back(test->bench.stop_fd, &before);
	live_clear(&test->live);
	return end(result, &problem);
}

/* Beside the log, and called like it. */
static char *folder_of(const char *record)
{
	size_t length = strlen(record);
	const char *end = strrchr(record, '.');
	char *folder;

	if (end && !strchr(end, '/') && end > record)
		length = (size_t)(end - record);
	return asprintf(&folder, "%.*s.gates", (int)length, record) < 0 ? NULL : folder;
}

static void fill_bench(struct self_test *test)
{
	clock_stamp(test->today, sizeof(test->today), CLOCK_DAY);
	test->bench = (struct self_test_bench){
		.base = &test->sides[0],
		.head = &test->sides[1],
		.twin = &test->sides[2],
		.plays = test->rows.plays,
		.play_count = test->rows.count,
		.tolerances = &test->rows.tolerances,
		.today = test->today,
		.version = DUET_VERSION,
		.worker = test->worker,
		.folder = test->folder,
		.size_ns = test->options->size_s * SECOND_NS,
		.core = (int)test->options->core,
		.slow_down = self_test_slow_down,
	};
}

static uint64_t seed_of(const struct gate_self_test_options *options)
{
	return options->seed ? (uint64_t)options->seed : (uint64_t)clock_now_ns();
}

static int play(struct self_test *test)
{
	const struct gate_self_test_options *options = test->options;
	struct self_test_plan plan = {
		.path = options->record,
		.code = test->code,
		.revision = options->revision,
		.machine = test->machine,
		.most_ns = options->minutes * 60 * SECOND_NS,
		.seed = seed_of(options),
		.context = test,
		.play = self_test_play,
		.told = told,
	};
	const char *unknown;

	if (self_test_cells_choose(options->words, options->word_count,
				   (size_t)options->gates, &plan.cells, &unknown))
		return complain_unknown("kind, path or size", unknown, self_test_words,
					SELF_TEST_VOCABULARY,
					"see: duet gate --self-test --help");
	fill_bench(test);
	return run(test, &plan);
}

static int open_all(struct self_test *test)
{
	struct gate_options whole = {.config = test->options->config, .tolerance = -1};
	struct problem problem = {0};
	int error = 0, code = gate_rows_choose(&whole, &(struct gate_play){0}, &test->rows);

	if (code)
		return code;
	test->worker = default_worker();
	test->folder = folder_of(test->options->record);
	if (!test->worker || !test->folder)
		return complain("out of memory");
	for (size_t i = 0; i < SELF_TEST_SIDES && !error; i++)
		error = gate_side_open(test->options->sides[i], &test->sides[i], &problem);
	if (!error)
		error = check_twin(test, &problem);
	if (!error)
		error = fingerprint_code(test, &problem);
	if (!error)
		error = fingerprint_this_machine(test, &problem);
	return error ? complain_problem(&problem) : EXIT_DONE;
}

static int play_options(const struct gate_self_test_options *options)
{
	struct self_test test = {.options = options, .live = live_start(stdout)};
	int code;

	unsetenv("DUET_DELAY"); /* stronger than the delay in a program */
	code = open_all(&test);
	if (!code)
		code = play(&test);
	for (size_t i = 0; i < SELF_TEST_SIDES; i++)
		gate_side_close(&test.sides[i]);
	gate_rows_free(&test.rows);
	free(test.worker);
	free(test.folder);
	return code;
}

/* ---- reporting ---- */

static int report(const struct gate_self_test_options *options)
{
	struct problem problem = {0};
	struct self_test_log log;
	int error = self_test_read(options->record, &log, &problem);

	if (error == -ENOENT)
		problem_remedy(&problem, "play some gates first: scripts/self-test");
	if (error)
		return complain_problem(&problem);
	error = self_test_report(stdout, &log, options->code, options->markdown);
	self_test_log_free(&log);
	if (error == -ENOENT)
		return complain("%s has no outcome%s%s", options->record,
				options->code ? " of the code " : "",
				options->code ? options->code : "");
	return error ? complain("out of memory") : EXIT_DONE;
}

bool gate_self_test_is_meant(int argc, char **argv)
{
	return argc > 1 && strcmp(argv[1], "--self-test") == 0;
}

int gate_self_test(int argc, char **argv)
{
	struct gate_self_test_options options;

	gate_self_test_options_read(argc, argv, &options);
	if (options.error)
		return options.error;
	return options.report ? report(&options) : play_options(&options);
}
