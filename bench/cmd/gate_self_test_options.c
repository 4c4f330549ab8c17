/* SPDX-License-Identifier: MIT */
/* gate_self_test_options.c - reads the command line of `duet gate --self-test`. */
#include "bench/cmd/gate_self_test_options.h"

#include <argp.h>

#include "bench/cmd/command.h"
#include "bench/cmd/value.h"
#include "bench/gate/conf/tolerances.h"
#include "bench/report/utf8.h"

#define RECORD "results/self-test.jsonl"

enum {
	KEY_SELF_TEST = 3000,
	KEY_GATES,
	KEY_MINUTES,
	KEY_SIZE_SECONDS,
	KEY_CONFIG,
	KEY_CORE,
	KEY_SEED,
	KEY_RECORD,
	KEY_REVISION,
	KEY_REPORT,
	KEY_MARKDOWN,
	KEY_CODE,
};

static const struct argp_option argp_options[] = {
	{"self-test", KEY_SELF_TEST, NULL, OPTION_HIDDEN, NULL, 0},
	{NULL, 0, NULL, 0, "What is played:", 1},
	{"gates", KEY_GATES, "N", 0,
	 "So many of each kind, path and size, five times as many of A/A (default: 60)", 1},
	{"minutes", KEY_MINUTES, "N", 0,
	 "Begin no gate after so long (default: until all are played)", 1},
	{"size-seconds", KEY_SIZE_SECONDS, "N", 0,
	 "How long the true size of a delay is measured (default: 8)", 1},
	{"config", KEY_CONFIG, "FILE", 0,
	 "Rows and tolerances (default: " TOLERANCES_FILE ")", 1},
	{"core", KEY_CORE, "N", 0,
	 "Where the contestants play (default: the last allowed one)", 1},
	{"seed", KEY_SEED, "N", 0, "Of every random choice (default: from the clock)", 1},
	{NULL, 0, NULL, 0, "What is kept and told:", 2},
	{"record", KEY_RECORD, "FILE", 0, "The outcomes (default: " RECORD ")", 2},
	{"revision", KEY_REVISION, "TEXT", 0, "What the code is called in them", 2},
	{"report", KEY_REPORT, NULL, 0, "Play nothing: print the rates", 2},
	{"markdown", KEY_MARKDOWN, NULL, 0, "Print them as Markdown", 2},
	{"code", KEY_CODE, "FINGERPRINT", 0,
	 "Of which code (default: that of the last outcome)", 2},
	{0},
};

static void take_word(struct gate_self_test_options *options, const char *word)
{
	if (!options->report && options->side_count < SELF_TEST_SIDES)
		options->sides[options->side_count++] = word;
	else if (options->word_count < SELF_TEST_WORDS)
		options->words[options->word_count++] = word;
	else
		options->error = complain("more than %d words", SELF_TEST_WORDS);
}

/* Returns 0, EXIT_BAD_USE, or -1: it is no such key. */
static int parse_number(int key, const char *text, struct gate_self_test_options *options)
{
	switch (key) {
	case KEY_GATES:
		return value_integer("--gates", text, 1, 100000, &options->gates);
	case KEY_MINUTES:
		return value_integer("--minutes", text, 1, 100000, &options->minutes);
	case KEY_SIZE_SECONDS:
		return value_integer("--size-seconds", text, 1, 3600, &options->size_s);
	case KEY_CORE:
		return value_integer("--core", text, 0, 4095, &options->core);
	case KEY_SEED:
		return value_integer("--seed", text, 1, INT64_MAX, &options->seed);
	}
	return -1;
}

/* Where a text is kept as it is; NULL: it is no such key. */
static const char **text_of(int key, struct gate_self_test_options *options)
{
	switch (key) {
	case KEY_CONFIG:
		return &options->config;
	case KEY_RECORD:
		return &options->record;
	case KEY_REVISION:
		return &options->revision;
	case KEY_CODE:
		return &options->code;
	}
	return NULL;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct gate_self_test_options *options = state->input;
	const char **place = text_of(key, options);
	int error = parse_number(key, text, options);

	if (place)
		*place = text;
	else if (key == KEY_REPORT)
		options->report = true;
	else if (key == KEY_MARKDOWN)
		options->markdown = true;
	else if (key == ARGP_KEY_ARG)
		take_word(options, text);
	else if (error < 0 && key != KEY_SELF_TEST)
		return ARGP_ERR_UNKNOWN;
	if (!options->error && error > 0)
		options->error = error;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "BASE HEAD TWIN [KIND|PATH|SIZE...]\n--report",
	.doc = "How often is the gate wrong? Play gates whose truth is known, and count: "
	       "equal builds (A/A), and such where a path was slowed down by a known size. "
	       "BASE and HEAD are folders of equal workers in other layouts, TWIN is a "
	       "copy of "
	       "HEAD; scripts/self-test builds them."
	       "\vWhat was played of the same code already counts: it can be interrupted "
	       "and "
	       "goes on later.\n"
	       "Words choose among the gates; without any, all are played.\n"
	       "Kinds: A/A, slower (a row as one of all), quick and hasty (a row alone, "
	       "nothing "
	       "tolerated, in two seconds and in one).\n"
	       "Paths: echo, hand-over, spawn, switch, system-call.\n"
	       "Sizes: 0%, 0.5%, 1%, 2%, 3%.\n"
	       "\n"
	       "Exit codes: 0 done; 2 it could not play, or bad use; 130 interrupted.",
};

static void check(struct gate_self_test_options *options)
{
	if (options->error)
		return;
	if (options->report && options->side_count + options->word_count > 0)
		options->error = complain("--report takes no words (see: duet gate "
					  "--self-test --help)");
	else if (!options->report && options->side_count < SELF_TEST_SIDES)
		options->error = complain("--self-test needs a base, a head and its twin "
					  "(scripts/self-test builds them)");
	else if (!utf8_is_one_line(options->revision))
		options->error = complain("--revision=%s is no name for a revision: one "
					  "line without control characters",
					  options->revision);
	else if (options->markdown && !options->report)
		options->error = complain("--markdown is for --report");
}

void gate_self_test_options_read(int argc, char **argv,
				 struct gate_self_test_options *options)
{
	static char called[] = "duet gate --self-test";

	*options = (struct gate_self_test_options){
		.record = RECORD,
		.revision = "",
		.gates = 60,
		.core = -1,
		.size_s = 8,
	};
	argv[1] = called; /* so that what the usage says can be typed */
	argp_parse(&argp, argc - 1, argv + 1, 0, NULL, options);
	check(options);
}
