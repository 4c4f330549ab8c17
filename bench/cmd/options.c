/* SPDX-License-Identifier: MIT */
/* options.c - what run and compare share on the command line. See options.h. */
#include "bench/cmd/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/value.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define ROUNDS_MAX 100000
#define ROUND_MS_MAX 600000
#define CORE_MAX 4095
#define STACK_MIN (16 << 10)
#define STACK_MAX ((int64_t)1 << 30)

enum {
	KEY_ROUNDS = 1000,
	KEY_ROUND,
	KEY_CORE,
	KEY_CORES,
	KEY_STACK,
	KEY_SEED,
	KEY_CONTROL,
	KEY_METRIC,
	KEY_STRICT
};

static const struct argp_option argp_options[] = {
	{"set", 'p', "[WORKLOAD.]NAME=VALUE", 0,
	 "Set a parameter (see: duet list workloads)", 0},
	{"profile", 'P', "NAME", 0, "How long: ", 0}, /* see say_more */
	{"rounds", KEY_ROUNDS, "N", 0, "As many rounds a duet, whatever the time", 0},
	{"round-ms", KEY_ROUND, "N", 0,
	 "A contestant plays for at least N milliseconds in a round", 0},
	{"core", KEY_CORE, "N", 0, "Play on this core, where it is one", 0},
	{"cores", KEY_CORES, "one|all", 0, "All on one core, or not pinned", 0},
	{"metric", KEY_METRIC, "wall|cpu", 0, "Judge by this, whatever the workload says",
	 0},
	{"output", 'o', "FOLDER", 0, "Results go here, not to results/DATE-TIME", 0},
	{"stack-size", KEY_STACK, "BYTES", 0, "The stack of every task, such as 64K", 0},
	{"seed", KEY_SEED, "N", 0, "Of every random choice", 0},
	{"no-control", KEY_CONTROL, NULL, 0, "Leave out the A/A control", 0},
	{"strict", KEY_STRICT, NULL, 0,
	 "Refuse what exceeds this machine's limits rather than lower it; exit 1 when an "
	 "A/A "
	 "control failed",
	 0},
	{"json", 'j', NULL, 0, "Print the summary as JSON; progress goes to standard error",
	 0},
	{0},
};

void options_start(struct options *options, struct plan *plan)
{
	*options = (struct options){.plan = plan, .core = -1};
	options->profile = profile_find(PROFILE_USUAL);
}

static int set_cores(const char *text, enum cores_choice *cores)
{
	static const char *const names[] = {"one", "all"};

	if (strcmp(text, "one") == 0)
		*cores = CORES_ONE;
	else if (strcmp(text, "all") == 0)
		*cores = CORES_ALL;
	else
		return complain_unknown("choice of cores", text, names, COUNT(names),
					"--cores=one or --cores=all");
	return 0;
}

static int set_metric(struct options *options, const char *text)
{
	static const char *const names[] = {"wall", "cpu"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(text, names[i]) == 0) {
			options->metric = names[i];
			return 0;
		}
	return complain_unknown("metric", text, names, COUNT(names),
				"--metric=wall or --metric=cpu");
}

/* Options with a number. Returns 0, EXIT_BAD_USE, or -1: none of these. */
static int set_number(struct options *options, int key, const char *text)
{
	switch (key) {
	case KEY_ROUNDS:
		return value_integer("--rounds", text, 1, ROUNDS_MAX, &options->rounds);
	case KEY_ROUND:
		return value_integer("--round-ms", text, 1, ROUND_MS_MAX,
				     &options->round_ms);
	case KEY_CORE:
		return value_integer("--core", text, 0, CORE_MAX, &options->core);
	case KEY_STACK:
		return value_bytes("--stack-size", text, STACK_MIN, STACK_MAX,
				   &options->stack_size);
	case KEY_SEED:
		return value_integer("--seed", text, 1, INT64_MAX, &options->seed);
	default:
		return -1;
	}
}

static int set_other(struct options *options, int key, const char *text)
{
	switch (key) {
	case 'p':
		return plan_set(options->plan, text);
	case 'P':
		options->profile = profile_find(text);
		return options->profile ? 0 : EXIT_BAD_USE;
	case KEY_CORES:
		options->plan->cores_chosen = true;
		return set_cores(text, &options->cores);
	case KEY_METRIC:
		return set_metric(options, text);
	case 'o':
		options->plan->run.folder = text;
		return *text ? 0 : complain("--output needs the name of a folder");
	case KEY_CONTROL:
		options->plan->run.no_control = true;
		return 0;
	case KEY_STRICT:
		options->plan->run.strict = true;
		return 0;
	case 'j':
		options->json = true;
		return 0;
	default:
		return -1;
	}
}

void options_once(struct options *options, const struct argp_option *table, int key)
{
	for (; table->name; table++) {
		if (table->key != key || !table->arg)
			continue;
		for (size_t i = 0; i < options->given_count; i++)
			if (options->given[i] == table && !options->error)
				options->error =
					complain("--%s is given twice", table->name);
		if (options->given_count < OPTIONS_ONCE)
			options->given[options->given_count++] = table;
	}
}

/* Keep the option for the command that repeats the run, if it changes what is played. */
static void note(struct plan *plan, int key, const char *text)
{
	if (key == 'o' || key == 'j')
		return;
	for (const struct argp_option *option = argp_options; option->name; option++)
		if (option->key == key) {
			char name[32];

			snprintf(name, sizeof(name), "--%s%s", option->name,
				 option->arg ? "=" : "");
			plan_note(plan, name, text ? text : "");
		}
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;
	int result = 0;

	if (key != 'p')
		options_once(options, argp_options, key);
	if (!options->error)
		result = set_number(options, key, text);
	if (result < 0)
		result = set_other(options, key, text);
	if (result < 0)
		return ARGP_ERR_UNKNOWN;
	if (!options->error)
		options->error = result;
	note(options->plan, key, text);
	return 0;
}

/* Argp's filter of help: what the profiles are is said by their tables. */
static char *say_more(int key, const char *text, void *input)
{
	char *more = NULL;
	size_t bytes;
	FILE *file;

	(void)input;
	file = key == 'P' && text ? open_memstream(&more, &bytes) : NULL;
	if (!file)
		return (char *)text;
	fputs(text, file);
	profile_write_all(file);
	return fclose(file) == 0 ? more : (char *)text;
}

const struct argp options_argp = {
	.options = argp_options, .parser = parse, .help_filter = say_more};

int options_finish(struct options *options)
{
	struct plan *plan = options->plan;
	int result = plan_finish(plan, options->profile);

	if (result)
		return result;
	for (size_t i = 0; i < plan->count; i++) {
		if (options->cores != CORES_BY_WORKLOAD)
			plan->duets[i].cores = options->cores;
		if (options->metric)
			plan->duets[i].metric = options->metric;
	}
	plan->run.rounds = options->rounds;
	plan->run.round_ns = options->round_ms * 1000000;
	plan->run.core = (int)options->core;
	plan->run.stack_size = (size_t)options->stack_size;
	plan->run.seed = (uint64_t)options->seed;
	return 0;
}
