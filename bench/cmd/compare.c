/* SPDX-License-Identifier: MIT */
/* compare.c - `duet compare`: its options, and what its two sides are. */
#include <argp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/cmd/command.h"
#include "bench/cmd/compare_contestants.h"
#include "bench/cmd/compare_folders.h"
#include "bench/cmd/value.h"

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
		options_once(&options->common, argp_options, key);
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
