/* SPDX-License-Identifier: MIT */
/* run.c - `duet run`: plays duets, shows what came of them, keeps it in a folder. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/cmd/command.h"
#include "bench/cmd/options.h"
#include "bench/cmd/play.h"
#include "bench/cmd/sweep.h"
#include "bench/report/warnings.h"

struct run_options {
	struct options common;
	const char *contestants; /* NULL: the usual ones */
	struct sweep sweep;
	char **workloads; /* names, borrowed from argv */
	size_t workload_count;
};

enum { KEY_SWEEP = 2000 };

static const struct argp_option argp_options[] = {
	{"contestants", 'c', "LIST", 0,
	 "Who plays: [PROGRAM@]NAME[/WORKLOAD][:PARAMETER=VALUE]..., separated by commas; "
	 "the "
	 "first is what the others are compared with (default: coroutines,threads and "
	 "those "
	 "of libuv, raw and boost that play it as the parameters ask)",
	 -1},
	{"sweep", KEY_SWEEP, "NAME=FROM..TO[:N]", 0,
	 "A duet for each of N values of a parameter (8, if there are so many), in "
	 "geometric steps; or a list NAME=1,2,4",
	 -1},
	{0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct run_options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->common;
		return 0;
	case 'c':
		options_once(&options->common, argp_options, key);
		options->contestants = argument;
		plan_note(options->common.plan, "--contestants=", argument);
		return 0;
	case KEY_SWEEP:
		options_once(&options->common, argp_options, key);
		plan_note(options->common.plan, "--sweep=", argument);
		if (!options->common.error)
			options->common.error = sweep_parse(argument, &options->sweep);
		return 0;
	case ARGP_KEY_ARGS:
		options->workloads = state->argv + state->next;
		options->workload_count = (size_t)(state->argc - state->next);
		for (size_t i = 0; i < options->workload_count; i++)
			plan_note(options->common.plan, "", options->workloads[i]);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {{&options_argp, 0, NULL, 0}, {0}};

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "[WORKLOAD...]",
	.doc = "Play the same work on several contestants, in turn, and measure the "
	       "difference."
	       "\vWithout a WORKLOAD, those of the profile are played. Examples:\n"
	       "  duet run switch\n"
	       "  duet run echo -p connections=1000 --rounds=20\n"
	       "  duet run echo --sweep connections=1..8000\n"
	       "  duet run switch --contestants=coroutines,./other/duet-worker@coroutines\n"
	       "Ctrl-C ends a run early and keeps its rounds (exit code 130).",
	.children = children,
};

static bool any_control_failed(const struct summary *summary)
{
	for (size_t i = 0; i < summary->count; i++)
		if (control_failed(&summary->duets[i]))
			return true;
	return false;
}

/* Show what is in the folder. Returns an exit code. */
static int show(const void *asked, const char *folder)
{
	const struct run_options *run_options = asked;
	const struct options *options = &run_options->common;
	struct played played;
	int code = played_read(folder, true, &played);

	if (code)
		return code;
	if (run_options->sweep.count)
		sweep_warn_same(&run_options->sweep, &played.results.run);
	code = options->json ? played_print_json(&played) : played_print(&played);
	if (!options->json) {
		putchar('\n');
		played_print_place(stdout, folder);
	}
	if (!code && options->plan->run.strict && any_control_failed(&played.summary))
		code = EXIT_FAILED;
	if (!code)
		code = played.unsaved;
	played_free(&played);
	return code;
}

static int fill(struct run_options *options)
{
	struct plan *plan = options->common.plan;

	if (options->sweep.count)
		return sweep_fill(&options->sweep, plan, options->workloads,
				  options->workload_count, options->contestants);
	return plan_fill(plan, options->common.profile, options->workloads,
			 options->workload_count, options->contestants);
}

static int run(int argc, char **argv)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	struct run_options options = {0};
	int code;

	if (!plan)
		return complain("out of memory");
	plan_start(plan, "run");
	options_start(&options.common, plan);
	argp_parse(&argp, argc, argv, 0, NULL, &options);
	code = options.common.error;
	if (!code)
		code = fill(&options);
	if (!code)
		code = options_finish(&options.common);
	if (!code)
		code = play_and_show(&options.common, show, &options);
	plan_free(plan);
	free(plan);
	return code;
}

const struct command command_run = {
	.name = "run",
	.summary = "play the same work on several contestants and measure the difference",
	.run = run,
};
