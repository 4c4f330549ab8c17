/* SPDX-License-Identifier: MIT */
/* trend_options.c - the command line of `duet trend`. See trend_options.h. */
#include "bench/cmd/trend_options.h"

#include <argp.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/value.h"

#define LAST 12
#define LEVEL_MOST 0.5

enum {
	KEY_EXPORT = 3000,
	KEY_HISTORY,
	KEY_LAST,
	KEY_LEVEL,
	KEY_MACHINE,
	KEY_METRIC,
	KEY_OVER,
	KEY_REVISION,
	KEY_ROW,
	KEY_SVG,
};

static const struct argp_option argp_options[] = {
	{"export", KEY_EXPORT, "FORMAT", 0,
	 "Print the newest revision's values for another service: bmf (Bencher Metric "
	 "Format) or github-action-benchmark (its tool customSmallerIsBetter)",
	 0},
	{"history", KEY_HISTORY, "FILE", 0, "The history (default: results/history.jsonl)",
	 0},
	{"json", 'j', NULL, 0, "Print JSON", 0},
	{"last", KEY_LAST, "N", 0, "Points in a table, the last ones (default: 12)", 0},
	{"level", KEY_LEVEL, "P", 0,
	 "Show what by chance alone is seen in a share P of series (default: 0.01)", 0},
	{"machine", KEY_MACHINE, "ID", 0,
	 "Of which machine, or all (default: that of the last line)", 0},
	{"metric", KEY_METRIC, "NAME", 0,
	 "wall, cpu, memory, of gates any of theirs (default: what a row is judged by)", 0},
	{"over", KEY_OVER, "ROW", 0,
	 "Ratios to this contestant of the same rounds, or to the base of gates that is "
	 "called "
	 "so: they do not drift as costs do",
	 0},
	{"revision", KEY_REVISION, "NAME", 0,
	 "add: what was measured (default: as git describes it; of a gate, its head); "
	 "else: "
	 "this one alone",
	 0},
	{"row", KEY_ROW, "PATTERN", 0,
	 "Rows, such as switch/coroutines, switch or 'echo/*' (default: all)", 0},
	{"svg", KEY_SVG, "FILE", 0, "Draw it, too", 0},
	{0},
};

static int set_format(struct trend_arguments *arguments, const char *text)
{
	static const char *const formats[] = {"bmf", "github-action-benchmark"};

	for (size_t i = 0; i < 2; i++)
		if (strcmp(formats[i], text) == 0) {
			arguments->format = text;
			return 0;
		}
	return complain_unknown("format", text, formats, 2, "see: duet trend --help");
}

static int set_level(struct trend_arguments *arguments, const char *text)
{
	int error = value_ratio("--level", text, &arguments->shown.level);

	if (!error && arguments->shown.level > LEVEL_MOST)
		return complain("--level=%s is out of range: above 0, to %g", text,
				LEVEL_MOST);
	return error;
}

/* "add", then a folder. */
static int take_word(struct trend_arguments *arguments, const char *word)
{
	static const char *const words[] = {"add"};

	if (!arguments->add && strcmp(word, "add") != 0)
		return complain_unknown("word", word, words, 1, "see: duet trend --help");
	if (arguments->folder)
		return complain("trend add takes one folder at a time");
	if (arguments->add)
		arguments->folder = word;
	arguments->add = true;
	return 0;
}

/* Options that are kept as they are; NULL: not one of them. */
static const char **text_of(struct trend_arguments *arguments, int key)
{
	switch (key) {
	case KEY_HISTORY:
		return &arguments->history;
	case KEY_MACHINE:
		return &arguments->shown.machine;
	case KEY_METRIC:
		return &arguments->shown.metric;
	case KEY_OVER:
		return &arguments->shown.over;
	case KEY_REVISION:
		return &arguments->revision;
	case KEY_ROW:
		return &arguments->shown.row;
	case KEY_SVG:
		return &arguments->svg;
	default:
		return NULL;
	}
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct trend_arguments *arguments = state->input;
	const char **place = text_of(arguments, key);
	int error = 0;

	if (place)
		*place = text;
	else if (key == 'j')
		arguments->json = true;
	else if (key == KEY_EXPORT)
		error = set_format(arguments, text);
	else if (key == KEY_LEVEL)
		error = set_level(arguments, text);
	else if (key == KEY_LAST)
		error = value_integer("--last", text, 1, INT32_MAX, &arguments->last);
	else if (key == ARGP_KEY_ARG)
		error = take_word(arguments, text);
	else
		return ARGP_ERR_UNKNOWN;
	if (!arguments->error)
		arguments->error = error;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "\nadd [FOLDER]",
	.doc = "Show how rows went from revision to revision, and where they changed for "
	       "good; or add a results folder (default: results/latest) to the history."
	       "\vExamples:\n"
	       "  duet trend add --revision=v1.2\n"
	       "  duet trend --row=switch --over=boost\n"
	       "  duet trend --export=bmf",
};

void trend_arguments_parse(struct trend_arguments *arguments, int argc, char **argv)
{
	*arguments = (struct trend_arguments){
		.history = "results/history.jsonl",
		.shown = {.level = TREND_LEVEL},
		.last = LAST,
	};
	argp_parse(&argp, argc, argv, 0, NULL, arguments);
}
