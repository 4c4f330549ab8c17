/* SPDX-License-Identifier: MIT */
/* compare.c - `duet compare`: two contestants played against each other, or two results folders. */
#include <argp.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/cmd/command.h"
#include "bench/cmd/compare_folders.h"
#include "bench/cmd/options.h"
#include "bench/cmd/play.h"
#include "bench/cmd/value.h"
#include "bench/report/duet.h"
#include "bench/report/format.h"
#include "bench/report/terminal.h"
#include "bench/report/warnings.h"

struct compare_options {
	struct options common;
	const char *sides[2];		   /* A and B, borrowed from argv */
	const char *workloads[PLAN_DUETS]; /* --workload, likewise */
	size_t side_count, workload_count;
	double at_most; /* 0: not asked */
};

enum { KEY_WORKLOAD = 2000, KEY_AT_MOST };

static const struct argp_option argp_options[] = {
	{"workload", KEY_WORKLOAD, "NAME", 0, "What they play; may be given again", -1},
	{"at-most", KEY_AT_MOST, "X", 0,
	 "Exit 1 unless the upper end of A ÷ B's interval is at most X", -1},
	{0},
};

static int add_workload(struct compare_options *options, const char *name)
{
	if (options->workload_count == PLAN_DUETS)
		return complain("more than %d workloads", PLAN_DUETS);
	options->workloads[options->workload_count++] = name;
	return 0;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct compare_options *options = state->input;
	int result = 0;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->common;
		return 0;
	case ARGP_KEY_ARG:
		if (options->side_count < 2)
			options->sides[options->side_count] = text;
		options->side_count++;
		plan_note(options->common.plan, "", text);
		return 0;
	case KEY_WORKLOAD:
		plan_note(options->common.plan, "--workload=", text);
		result = add_workload(options, text);
		break;
	case KEY_AT_MOST:
		plan_note(options->common.plan, "--at-most=", text);
		result = value_ratio("--at-most", text, &options->at_most);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	if (!options->common.error)
		options->common.error = result;
	return 0;
}

static const struct argp_child children[] = {{&options_argp, 0, NULL, 0}, {0}};

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "A B",
	.doc = "Play two contestants against each other and tell A ÷ B; or show two "
	       "results "
	       "folders side by side."
	       "\vExamples:\n"
	       "  duet compare coroutines threads --workload=switch\n"
	       "  duet compare coroutines/spawn boost/switch\n"
	       "  duet compare coroutines threads --workload=echo --at-most=0.8\n"
	       "  duet compare results/2026-11-01-120000 results/latest",
	.children = children,
};

/* One line a duet: A ÷ B, and whether that is at most what was asked. Returns an exit code. */
static int judge(FILE *file, const struct compare_options *options,
		 const struct duet_summary *duet)
{
	const struct contestant_summary *a = duet->contestants, *b = duet_base(duet);
	struct estimate ratio = a == b ? (struct estimate){0} : *summary_ratio(duet, a);
	bool within;

	if (!ratio.rounds) {
		fprintf(file, "A ÷ B: not measured\n");
		return EXIT_FAILED;
	}
	fprintf(file, "A ÷ B = %s ÷ %s: %s%s, %s (", a->record->label, b->record->label,
		verdict_of(&ratio) == VERDICT_UNCLEAR ? "~ " : "",
		isfinite(ratio.low)
			? format_interval(ratio.value, ratio.low, ratio.high).text
			: format_number(ratio.value).text,
		duet_metric_words(duet));
	if (duet_is_mixed(duet))
		fputs("an operation of each; the work is not the same)\n", file);
	else
		fprintf(file, "below 1: %s costs less)\n", a->record->label);
	if (!options->at_most)
		return EXIT_DONE;
	within = ratio.high <= options->at_most; /* false for NaN */
	fprintf(file, "%s: A ÷ B is %sat most %s\n", within ? "PASS" : "FAIL",
		within ? "" : "not surely ", format_number(options->at_most).text);
	return within ? EXIT_DONE : EXIT_FAILED;
}

/* Have every ratio told as A ÷ B. */
static void turn(const struct summary *summary)
{
	for (size_t i = 0; i < summary->count; i++)
		if (duet_rival(&summary->duets[i]))
			summary_rebase(summary, &summary->duets[i], 1);
}

static int show(const struct compare_options *options, const char *folder)
{
	FILE *file = options->common.json ? stderr : stdout;
	bool strict = options->common.plan->run.strict;
	struct played played;
	int code = played_read(folder, true, &played);

	if (code)
		return code;
	if (options->common.json)
		played_print_json(&played);
	turn(&played.summary);
	if (!options->common.json &&
	    terminal_write(stdout, &played.summary, terminal_wants_colour(stdout)) < 0)
		code = complain("out of memory");
	fputc('\n', file);
	for (size_t i = 0; i < played.summary.count; i++) {
		const struct duet_summary *duet = &played.summary.duets[i];

		if (judge(file, options, duet) || (strict && control_failed(duet)))
			code = EXIT_FAILED;
	}
	fprintf(file, "Saved to %s (a report with figures: %s report %s)\n", folder,
		program_invocation_name, folder);
	if (!code)
		code = played.unsaved;
	played_free(&played);
	return code;
}

static int make_plan(struct compare_options *options)
{
	struct plan *plan = options->common.plan;
	char list[1024];
	int code = 0;

	if (snprintf(list, sizeof(list), "%s,%s", options->sides[0], options->sides[1]) >=
	    (int)sizeof(list))
		return complain("the contestants' names are too long");
	if (!options->workload_count)
		code = plan_add(plan, NULL, list, NULL, false);
	for (size_t i = 0; i < options->workload_count && !code; i++)
		code = plan_add(plan, options->workloads[i], list, NULL, false);
	if (!code)
		code = options_finish(&options->common);
	return code;
}

static int compare_contestants(struct compare_options *options)
{
	FILE *progress = options->common.json ? stderr : stdout;
	char *folder = NULL;
	int code = make_plan(options), shown = 0;

	if (code)
		return code;
	options->common.turned = true;
	code = play(&options->common, progress, &folder);
	if (code == EXIT_INTERRUPTED)
		complain("interrupted; the rounds that were finished are kept");
	if (folder)
		shown = show(options, folder);
	free(folder);
	return code ? code : shown;
}

static bool is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Whether it is one, or looks like one: a contestant has its program before an @. */
static bool means_folder(const char *side)
{
	return is_folder(side) ||
	       (!strchr(side, '@') &&
		(*side == '.' || *side == '/' || strncmp(side, "results/", 8) == 0));
}

static int compare_sides(struct compare_options *options)
{
	if (options->side_count != 2)
		return complain(
			"compare needs two contestants or two results folders, not %zu",
			options->side_count);
	for (size_t i = 0; i < 2; i++)
		if (means_folder(options->sides[i]) && !is_folder(options->sides[i]))
			return complain("%s: no such folder", options->sides[i]);
	for (size_t i = 0; i < 2; i++)
		if (means_folder(options->sides[1 - i]) && !is_folder(options->sides[i]))
			return complain("%s: no such folder", options->sides[i]);
	if (is_folder(options->sides[0]))
		return compare_folders(options->sides[0], options->sides[1]);
	return compare_contestants(options);
}

static int compare(int argc, char **argv)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	struct compare_options options = {0};
	int code;

	if (!plan)
		return complain("out of memory");
	plan_start(plan, "compare");
	options_start(&options.common, plan);
	argp_parse(&argp, argc, argv, 0, NULL, &options);
	code = options.common.error ? options.common.error : compare_sides(&options);
	plan_free(plan);
	free(plan);
	return code;
}

const struct command command_compare = {
	.name = "compare",
	.summary = "two contestants against each other, or two results folders",
	.run = compare,
};
