/* SPDX-License-Identifier: MIT */
/* gate.c - `duet gate`: plays a gate, shows what came of it, and ends with its exit code. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/document.h"
#include "bench/cmd/gate_options.h"
#include "bench/cmd/gate_outputs.h"
#include "bench/cmd/gate_progress.h"
#include "bench/cmd/gate_rows.h"
#include "bench/cmd/gate_self_test.h"
#include "bench/cmd/gate_sides.h"
#include "bench/cmd/signals.h"
#include "bench/gate/record/record_json.h"
#include "bench/gate/tell/annotations.h"
#include "bench/gate/tell/figure.h"
#include "bench/gate/tell/junit.h"
#include "bench/gate/tell/markdown.h"
#include "bench/gate/tell/terminal.h"
#include "bench/protocol/version.h"
#include "bench/report/terminal.h"
#include "bench/report/wrap.h"
#include "bench/run/clock.h"

/* ---- what came of it ---- */

static int cannot_write(const char *path)
{
	return complain("%s: cannot be written: %s", path, strerror(errno));
}

/* Write a document of the record to a file, from its start or behind what is there. */
static int write_file(const char *path, const char *mode,
		      int (*write)(FILE *file, const struct gate_record *record),
		      const struct gate_record *record)
{
	FILE *file = path ? fopen(path, mode) : NULL;
	int error;

	if (!path)
		return 0;
	if (!file)
		return cannot_write(path);
	error = write(file, record);
	if (!error && ferror(file))
		error = -EIO;
	if (fclose(file) && !error)
		error = -errno;
	errno = -error;
	return error ? cannot_write(path) : 0;
}

static int print(const struct gate_options *options, const struct gate_record *record)
{
	struct gate_view view = {options->verbose, terminal_wants_colour(stdout),
				 wrap_width(stdout)};

	if (options->json)
		return document_print(gate_to_json(record));
	if (gate_terminal_write(stdout, record, view))
		return complain("out of memory");
	if (options->annotations && gate_annotations_write(stdout, record))
		return complain("out of memory");
	return 0;
}

/* A picture that cannot be drawn is no reason to fail. */
static void draw(const struct gate_record *record)
{
	struct problem problem = {0};
	int result = gate_figure_draw(record, &problem);

	if (result < 0 && result != -ENOENT)
		complain("warning: %s", problem.text);
}

/* All of it, whatever fails; the first failure's exit code. */
static int show(const struct gate_options *options, const struct gate_record *record)
{
	int printed, summed, tested;

	draw(record);
	printed = print(options, record);
	summed = write_file(options->markdown, "ae", gate_markdown_write, record);
	tested = write_file(options->junit, "we", gate_junit_write, record);
	return printed ? printed : summed ? summed : tested;
}

/* ---- playing ---- */

/* Play it and show it. Returns an exit code. */
static int play(const struct gate_options *options, struct gate_plan *plan)
{
	struct problem problem = {0};
	struct gate_display display;
	struct gate_events events;
	struct gate gate;
	sigset_t before;
	int result, code = 0;

	plan->stop_fd = signals_take(&before);
	gate_display_start(&display, options->json ? stderr : stdout, &events);
	result = gate_play(plan, &events, &gate, &problem);
	signals_give_back(plan->stop_fd, &before);
	live_clear(&display.live);
	live_end(&display.live);
	if (result == -EINTR) {
		complain("interrupted; the rounds that were finished are kept");
		code = EXIT_INTERRUPTED;
	} else if (result < 0) {
		code = complain_problem(&problem);
	} else {
		code = show(options, &gate.record);
		if (!code)
			code = gate_exit_code(&gate.record, (int)options->on_inconclusive);
	}
	gate_free(&gate);
	return code;
}

/* How many rows more than are played the gate is to have. */
static size_t other_rows(const struct gate_options *options, const struct gate_rows *rows)
{
	size_t all = (size_t)options->rows_in_all;

	return all > rows->count ? all - rows->count : 0;
}

static int play_rows(const struct gate_options *options, const struct gate_rows *rows,
		     const struct gate_sides *sides)
{
	char day[16];
	struct gate_plan plan = {
		.base = sides->base,
		.head = sides->head,
		.plays = rows->plays,
		.play_count = rows->count,
		.metrics = options->metrics,
		.metric_count = options->metric_count,
		.tolerances = &rows->tolerances,
		.tolerance = options->tolerance,
		.today = clock_stamp(day, sizeof(day), CLOCK_DAY),
		.folder = options->folder,
		.command = options->command,
		.version = DUET_VERSION,
		.worker = sides->worker,
		.seed = (uint64_t)options->seed,
		.budget_ns = options->budget_s * 1000000000,
		.core = (int)options->core,
		.measure_equal = options->measure_equal,
		.other_rows = other_rows(options, rows),
		.other_confirmed = other_rows(options, rows) > 0,
	};

	return play(options, &plan);
}

static int play_gate(int argc, char **argv)
{
	struct gate_options options = {0};
	struct gate_sides sides = {0};
	struct gate_rows rows = {0};
	int code = gate_options_read(argc, argv, &options);

	if (!code)
		code = gate_sides_open(&options, &sides);
	if (!code)
		code = gate_rows_choose(&options, &sides.row, &rows);
	if (!code)
		code = gate_outputs_check(&options, &sides, &rows);
	if (!code)
		code = play_rows(&options, &rows, &sides);
	gate_rows_free(&rows);
	gate_sides_close(&sides);
	gate_options_free(&options);
	return code;
}

static int gate(int argc, char **argv)
{
	return gate_self_test_is_meant(argc, argv) ? gate_self_test(argc, argv)
						   : play_gate(argc, argv);
}

const struct command command_gate = {
	.name = "gate",
	.summary = "whether one build is slower than another, for continuous integration",
	.run = gate,
	.unprinted = EXIT_BAD_USE, /* 1 is a verdict */
};
