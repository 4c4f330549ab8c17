/* SPDX-License-Identifier: MIT */
/* trend.c - `duet trend`: how rows went from revision to revision. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/document.h"
#include "bench/cmd/trend_add.h"
#include "bench/cmd/trend_options.h"
#include "bench/report/trend_figure.h"
#include "bench/report/trend_json.h"
#include "bench/report/trend_text.h"

/* A service knows rows by their names: two machines would be one there. */
static bool is_of_one_machine(const struct trend *trend)
{
	for (size_t i = 1; i < trend->count; i++)
		if (strcmp(trend->series[i].machine, trend->series[0].machine) != 0)
			return false;
	return true;
}

static int export(const struct trend_arguments *arguments, const struct trend *trend)
{
	if (!is_of_one_machine(trend))
		return complain("--export is of one machine at a time (choose it with "
				"--machine)");
	return document_print(strcmp(arguments->format, "bmf") == 0
				      ? trend_to_bmf(trend)
				      : trend_to_action(trend));
}

static int draw(const struct trend_arguments *arguments, const struct trend *trend)
{
	struct problem problem = {0};

	if (!trend_draw(trend, arguments->svg, &problem))
		return EXIT_DONE;
	complain_problem(&problem);
	return EXIT_FAILED;
}

static int show(const struct trend_arguments *arguments, const struct trend *trend)
{
	int code = EXIT_DONE;

	if (arguments->format)
		code = export(arguments, trend);
	else if (arguments->json)
		code = document_print(trend_to_json(trend));
	else if (trend_write_text(stdout, trend, arguments->shown.level,
				  (size_t)arguments->last))
		code = complain("out of memory");
	if (!code && arguments->svg)
		code = draw(arguments, trend);
	return code;
}

/* The revision of the last line of the machine that is shown. */
static const char *newest_revision(const struct history *history,
				   const struct trend_options *options)
{
	for (size_t i = history->count; i-- > 0;) {
		const struct history_entry *entry = &history->entries[i];

		if (!options->machine || strcmp(options->machine, "all") == 0 ||
		    strncmp(entry->machine, options->machine, strlen(options->machine)) ==
			    0)
			return entry->revision;
	}
	return NULL;
}

static int show_history(const struct trend_arguments *arguments,
			const struct history *history)
{
	struct trend_options options = arguments->shown;
	struct problem problem = {0};
	struct trend trend;
	int code;

	if (history->lines.torn)
		complain("warning: the last line of %s was cut short, and is left out",
			 arguments->history);
	if (history->repeated)
		complain("warning: lines of %s that repeat another of the same results are "
			 "left out: %zu",
			 arguments->history, history->repeated);
	options.revision = arguments->revision;
	if (arguments->format) {
		options.level = 0;
		if (!options.revision)
			options.revision = newest_revision(history, &options);
	}
	if (trend_make(history, &options, &trend, &problem))
		return complain_problem(&problem);
	code = show(arguments, &trend);
	trend_free(&trend);
	return code;
}

static int trend(int argc, char **argv)
{
	struct trend_arguments arguments;
	struct problem problem = {0};
	struct history history;
	int code, error;

	trend_arguments_parse(&arguments, argc, argv);
	if (arguments.error)
		return arguments.error;
	if (arguments.add)
		return trend_add(&arguments);
	error = history_read(arguments.history, &history, &problem);
	if (error == -ENOENT)
		problem_remedy(&problem, "add what was measured first: duet trend add");
	if (error)
		return complain_problem(&problem);
	code = show_history(&arguments, &history);
	history_free(&history);
	return code;
}

const struct command command_trend = {
	.name = "trend",
	.summary = "how rows went from revision to revision, and where they changed",
	.run = trend,
};
