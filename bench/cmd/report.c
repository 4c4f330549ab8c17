/* SPDX-License-Identifier: MIT */
/* report.c - `duet report`: a results folder as a document with figures, a gate as a table. */
#include <argp.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench/cmd/command.h"
#include "bench/cmd/document.h"
#include "bench/cmd/play.h"
#include "bench/gate/record/record_json.h"
#include "bench/gate/tell/terminal.h"
#include "bench/report/figures.h"
#include "bench/report/html.h"
#include "bench/report/markdown.h"
#include "bench/report/terminal.h"
#include "bench/report/wrap.h"

#define LATEST "results/latest"

struct report_options {
	const char *folder;
	bool json;
};

static const struct argp_option argp_options[] = {
	{"json", 'j', NULL, 0, "Print the summary as JSON", 0},
	{0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct report_options *options = state->input;

	if (key == 'j')
		options->json = true;
	else if (key == ARGP_KEY_ARG && !options->folder)
		options->folder = argument;
	else if (key == ARGP_KEY_ARG)
		argp_error(state, "one folder at a time");
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "[FOLDER]",
	.doc = "Write report.md, report.html and their figures into a results folder "
	       "(default: " LATEST "). Of a gate's folder: print its table again.",
};

/* Draw the figures and write the document. Returns an exit code. */
static int write_report(const struct played *played)
{
	struct problem problem = {0};
	struct figures figures = {0};
	int result = figures_write(&played->summary, &figures, &problem);

	if (*figures.missing)
		complain("%s", figures.missing);
	if (result == 0)
		result = markdown_write(&played->summary, &figures, &problem);
	if (result == 0)
		result = html_write(&played->summary, &problem);
	figures_free(&figures);
	if (result == 0)
		return EXIT_DONE;
	complain_problem(&problem);
	return EXIT_FAILED;
}

/* Where the report is: the folder itself, not the link to it. */
static void print_place(const char *folder)
{
	const char *slash = strrchr(folder, '/');
	int parent = slash ? (int)(slash - folder) + 1 : 0;
	char target[PATH_MAX];
	ssize_t bytes = readlink(folder, target, sizeof(target));

	if (bytes <= 0)
		printf("\nThe report is %s/report.md, as a page report.html\n", folder);
	else
		printf("\nThe report is %.*s%.*s/report.md, as a page report.html\n",
		       *target == '/' ? 0 : parent, folder, (int)bytes, target);
}

static int report_run(const struct report_options *options)
{
	struct played played;
	int code = played_read(options->folder, true, &played), shown;

	if (code)
		return code;
	code = played.unsaved;
	if (!code)
		code = write_report(&played);
	shown = options->json ? played_print_json(&played) : played_print(&played);
	if (shown)
		code = shown;
	else if (!code && !options->json)
		print_place(options->folder);
	played_free(&played);
	return code;
}

/* What the gate printed, whatever its verdict: that is not asked here. */
static int report_gate(const struct report_options *options)
{
	struct gate_view view = {false, terminal_wants_colour(stdout), wrap_width(stdout)};
	struct gate_document document;
	struct problem problem = {0};
	int code = EXIT_DONE;

	if (gate_read(options->folder, &document, &problem))
		return complain_problem(&problem);
	if (options->json)
		code = document_print(gate_to_json(&document.record));
	else if (gate_terminal_write(stdout, &document.record, view))
		code = complain("out of memory");
	gate_document_free(&document);
	return code;
}

static int report(int argc, char **argv)
{
	struct report_options options = {0};

	argp_parse(&argp, argc, argv, 0, NULL, &options);
	if (!options.folder)
		options.folder = LATEST;
	return gate_is_in(options.folder) ? report_gate(&options) : report_run(&options);
}

const struct command command_report = {
	.name = "report",
	.summary = "write a results folder as a document with figures",
	.run = report,
};
