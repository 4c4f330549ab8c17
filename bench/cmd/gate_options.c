/* SPDX-License-Identifier: MIT */
/* gate_options.c - reads the command line of `duet gate`. */
#include "bench/cmd/gate_options.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/value.h"
#include "bench/gate/conf/tolerances.h"
#include "bench/gate/conf/tolerances_parse.h"
#include "bench/gate/record/record.h"
#include "bench/report/shell_word.h"

enum {
	KEY_COMMAND = 3000,
	KEY_BASE_NAME,
	KEY_HEAD_NAME,
	KEY_CONFIG,
	KEY_ROW,
	KEY_METRICS,
	KEY_TOLERANCE,
	KEY_BUDGET,
	KEY_CORE,
	KEY_SEED,
	KEY_MEASURE_EQUAL,
	KEY_ROWS_IN_ALL,
	KEY_MARKDOWN,
	KEY_JUNIT,
	KEY_ANNOTATIONS,
	KEY_ON_INCONCLUSIVE,
};

static const struct argp_option argp_options[] = {
	{NULL, 0, NULL, 0, "What is played:", 1},
	{"config", KEY_CONFIG, "FILE", 0,
	 "Rows, tolerances and waivers (default: " TOLERANCES_FILE ")", 1},
	{"row", KEY_ROW, "ROW", 0,
	 "Only this row, WORKLOAD/RUNTIME[:PARAMETER=VALUE]..., or those of the file that "
	 "match "
	 "the pattern; may be given again",
	 1},
	{"metrics", KEY_METRICS, "NAMES", 0,
	 "Judge by these: wall, cpu, switches, memory; instructions and allocations, which "
	 "are counted by Valgrind, before the budget begins (default: each workload's own)",
	 1},
	{"tolerance", KEY_TOLERANCE, "SHARE", 0,
	 "How much worse every row may be, such as 1% (default: as the file says, or else "
	 "1 % of "
	 "what is measured, 0.5 % of instructions, 0 % of allocations)",
	 1},
	{"command", KEY_COMMAND, NULL, 0,
	 "BASE and HEAD are command lines, in quotes: their runs are compared", 1},
	{"measure-equal", KEY_MEASURE_EQUAL, NULL, 0,
	 "Measure even when both sides are the same programs", 1},
	{"rows-in-all", KEY_ROWS_IN_ALL, "N", 0,
	 "Judge as in a gate of N rows, of which one more is confirmed", 1},
	{"budget", KEY_BUDGET, "SECONDS", 0,
	 "How long to play (default: 60); each row is played to its first look in any case",
	 1},
	{"core", KEY_CORE, "N", 0,
	 "Where the contestants play (default: the last allowed one)", 1},
	{"seed", KEY_SEED, "N", 0, "Of every random choice (default: from the clock)", 1},
	{NULL, 0, NULL, 0, "What is told:", 2},
	{"base-name", KEY_BASE_NAME, "TEXT", 0, "What the base is called", 2},
	{"head-name", KEY_HEAD_NAME, "TEXT", 0, "What the head is called", 2},
	{"output", 'o', "FOLDER", 0,
	 "Where the results go (default: results/gate-<date and time>)", 2},
	{"verbose", 'v', NULL, 0, "Show every row, and every control", 2},
	{"json", 'j', NULL, 0, "Print gate.json instead of the table", 2},
	{"markdown", KEY_MARKDOWN, "FILE", 0,
	 "Append the result to a file, for a comment or a job's summary", 2},
	{"junit", KEY_JUNIT, "FILE", 0, "Write the rows as JUnit's test cases", 2},
	{"annotations", KEY_ANNOTATIONS, NULL, 0, "Print GitHub's annotations", 2},
	{"on-inconclusive", KEY_ON_INCONCLUSIVE, "CODE", 0,
	 "The exit code when it is inconclusive, 0 to 3 (default: 3)", 2},
	{0},
};

/* A share, "1%", "0.5 %". */
static int read_share(const char *text, double *share)
{
	if (parse_percent(text, TOLERANCE_PERCENT, share))
		return 0;
	return complain("--tolerance=%s is no share: from 0%% to 100%%, such as 0.5%%",
			text);
}

static int add_metric(struct gate_options *options, const char *name)
{
	const char *names[GATE_METRICS];
	size_t count = 0;

	if (gate_metric_find(name)) {
		for (size_t i = 0; i < options->metric_count; i++)
			if (!strcmp(options->metrics[i], name))
				return complain("--metrics names %s twice", name);
		options->metrics[options->metric_count++] = gate_metric_find(name)->name;
		return 0;
	}
	for (; gate_metric_at(count); count++)
		names[count] = gate_metric_at(count)->name;
	return complain_unknown("metric", name, names, count, "see: duet gate --help");
}

static int read_metrics(struct gate_options *options, const char *text)
{
	char *words = strdup(text), *rest = words, *word;
	int result = words ? 0 : complain("out of memory");

	while (!result && (word = strsep(&rest, ",")))
		result = add_metric(options, word);
	free(words);
	return result;
}

static int add_row(struct gate_options *options, const char *text)
{
	if (options->row_count == GATE_ROWS)
		return complain("more than %d rows", GATE_ROWS);
	options->rows[options->row_count++] = text;
	return 0;
}

/* What the gate plays, and in which words. Returns 0, EXIT_BAD_USE, or -1: it is no such key. */
static int parse_played(int key, char *text, struct gate_options *options)
{
	switch (key) {
	case KEY_CONFIG:
		options->config = text;
		return 0;
	case KEY_ROW:
		return add_row(options, text);
	case KEY_METRICS:
		return read_metrics(options, text);
	case KEY_TOLERANCE:
		return read_share(text, &options->tolerance);
	case KEY_COMMAND:
		options->commands = true;
		return 0;
	case KEY_MEASURE_EQUAL:
		options->measure_equal = true;
		return 0;
	case KEY_ROWS_IN_ALL:
		return value_integer("--rows-in-all", text, 1, GATE_ROWS,
				     &options->rows_in_all);
	case KEY_BUDGET:
		return value_integer("--budget", text, 1, GATE_BUDGET_SECONDS,
				     &options->budget_s);
	case KEY_CORE:
		return value_integer("--core", text, 0, 4095, &options->core);
	case KEY_SEED:
		return value_integer("--seed", text, 1, INT64_MAX, &options->seed);
	}
	return -1;
}

static int parse_told(int key, char *text, struct gate_options *options)
{
	switch (key) {
	case KEY_BASE_NAME:
		options->names[0] = text;
		return 0;
	case KEY_HEAD_NAME:
		options->names[1] = text;
		return 0;
	case 'o':
		options->folder = text;
		return 0;
	case 'v':
		options->verbose = true;
		return 0;
	case 'j':
		options->json = true;
		return 0;
	case KEY_MARKDOWN:
		options->markdown = text;
		return 0;
	case KEY_JUNIT:
		options->junit = text;
		return 0;
	case KEY_ANNOTATIONS:
		options->annotations = true;
		return 0;
	case KEY_ON_INCONCLUSIVE:
		return value_integer("--on-inconclusive", text, 0, 3,
				     &options->on_inconclusive);
	}
	return -1;
}

/* The first complaint's exit code; later options are not looked at. */
struct parsing {
	struct gate_options *options;
	int error;
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct parsing *parsing = state->input;
	struct gate_options *options = parsing->options;
	int result;

	if (key == ARGP_KEY_ARG) {
		if (options->side_count < 2)
			options->sides[options->side_count] = text;
		options->side_count++;
		return 0;
	}
	result = parse_played(key, text, options);
	if (result < 0)
		result = parse_told(key, text, options);
	if (result < 0)
		return ARGP_ERR_UNKNOWN;
	if (!parsing->error)
		parsing->error = result;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "BASE HEAD",
	.doc = "Is HEAD slower than BASE? Play the two builds against each other, and fail "
	       "on a "
	       "real slowdown alone. Each is a worker program, or a folder of it in "
	       "several "
	       "layouts (`make layouts`); `scripts/gate REVISION` builds both. Two "
	       "contestants, "
	       "as of `duet compare`, and two commands can be compared as well."
	       "\vExamples:\n"
	       "  duet gate old/duet-worker new/duet-worker --row=switch/coroutines\n"
	       "  duet gate build/base build/gate --junit=gate.xml\n"
	       "  duet gate coroutines/spawn threads/spawn\n"
	       "  duet gate --command 'sort -u words' 'sort --parallel=1 -u words'\n"
	       "\n"
	       "How often it is wrong: duet gate --self-test --help.\n"
	       "\n"
	       "Exit codes: 0 as fast; 1 slower; 2 it could not measure, or bad use; 3 "
	       "inconclusive; 130 interrupted.",
};

static int keep_command(int argc, char **argv, struct gate_options *options)
{
	size_t bytes;
	FILE *file = open_memstream(&options->command, &bytes);

	if (!file)
		return complain("out of memory");
	fputs("duet gate", file);
	for (int i = 1; i < argc; i++) {
		fputc(' ', file);
		shell_word_write(file, argv[i]);
	}
	return fclose(file) ? complain("out of memory") : 0;
}

/* What a command does is done by processes of its own, in which nothing is counted. */
static int check_counts(const struct gate_options *options)
{
	for (size_t i = 0; i < options->metric_count && options->commands; i++)
		if (gate_metric_is_counted(gate_metric_find(options->metrics[i])))
			return complain(
				"--metrics=%s: of a command nothing is counted (measure "
				"it: wall, cpu)",
				options->metrics[i]);
	return 0;
}

static int check_options(const struct gate_options *options)
{
	if (options->side_count != 2)
		return complain("gate needs a base and a head, not %zu argument%s: duet "
				"gate BASE HEAD (scripts/gate REVISION builds both; see: "
				"duet gate --help)",
				options->side_count, options->side_count == 1 ? "" : "s");
	if (options->commands && options->row_count)
		return complain("--command has one row of its own: leave --row out");
	return check_counts(options);
}

int gate_options_read(int argc, char **argv, struct gate_options *options)
{
	struct parsing parsing = {.options = options};

	*options = (struct gate_options){
		.tolerance = -1, .budget_s = 60, .core = -1, .on_inconclusive = 3};
	if (keep_command(argc, argv, options))
		return EXIT_BAD_USE;
	argp_parse(&argp, argc, argv, 0, NULL, &parsing);
	if (parsing.error)
		return parsing.error;
	return check_options(options);
}

void gate_options_free(struct gate_options *options)
{
	free(options->command);
}
