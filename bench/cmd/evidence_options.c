/* SPDX-License-Identifier: MIT */
/* evidence_options.c - reads the words behind `duet evidence`. See evidence_options.h. */
#include "bench/cmd/evidence_options.h"

#include <argp.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/cmd/command.h"
#include "bench/cmd/value.h"
#include "bench/evidence/library.h"

enum {
	KEY_HTML = 3000,
	KEY_JUNIT,
	KEY_MEASURE,
	KEY_ON_DOUBTFUL,
	KEY_ON_INCONCLUSIVE,
	KEY_RESULTS,
	KEY_VERIFY,
};

static const struct argp_option argp_options[] = {
	{"results", KEY_RESULTS, "FOLDER", 0,
	 "The run to judge by, or a folder of runs; may be given again "
	 "(default: " LIBRARY_DEFAULT ")",
	 0},
	{"measure", KEY_MEASURE, NULL, 0,
	 "check: run what is missing, and what needs more rounds, first; the runs are kept "
	 "in "
	 "results/evidence",
	 0},
	{"json", 'j', NULL, 0, "check: print JSON", 0},
	{"junit", KEY_JUNIT, "FILE", 0, "check: write the claims as JUnit's test cases", 0},
	{"html", KEY_HTML, "FILE", 0,
	 "check: write the document as a page with its verdicts, which belongs beside it",
	 0},
	{"on-doubtful", KEY_ON_DOUBTFUL, "CODE", 0,
	 "check: the exit code when a verdict is not to be trusted, and nothing is worse, "
	 "0 to "
	 "3 (default: 0)",
	 0},
	{"on-inconclusive", KEY_ON_INCONCLUSIVE, "CODE", 0,
	 "The exit code when a claim is inconclusive or unmeasured, 0 to 3 (default: 3)",
	 0},
	{"verify", KEY_VERIFY, NULL, 0, "update: change nothing, tell what is stale", 0},
	{0},
};

static int take_job(struct evidence_options *options, const char *word, bool *chosen)
{
	static const char *const jobs[] = {"check", "update"};

	*chosen = true;
	options->update = strcmp(word, "update") == 0;
	if (options->update || strcmp(word, "check") == 0)
		return 0;
	return complain_unknown("word", word, jobs, 2, "see: duet evidence --help");
}

static int add(const char **list, size_t *count, size_t most, const char *text)
{
	if (*count == most)
		return complain("more than %zu documents or folders", most);
	list[(*count)++] = text;
	return 0;
}

/* What argp fills in. */
struct parsing {
	struct evidence_options *options;
	bool chosen; /* what to do */
	int error;   /* of the first complaint */
};

static int parse_option(int key, char *text, struct evidence_options *options)
{
	switch (key) {
	case KEY_HTML:
		options->html = text;
		return 0;
	case KEY_JUNIT:
		options->junit = text;
		return 0;
	case KEY_MEASURE:
		options->measure = true;
		return 0;
	case KEY_ON_DOUBTFUL:
		return value_integer("--on-doubtful", text, 0, 3, &options->on_doubtful);
	case KEY_ON_INCONCLUSIVE:
		return value_integer("--on-inconclusive", text, 0, 3,
				     &options->on_inconclusive);
	case KEY_RESULTS:
		return add(options->folders, &options->folder_count, EVIDENCE_FOLDERS,
			   text);
	case KEY_VERIFY:
		options->verify = true;
		return 0;
	case 'j':
		options->json = true;
		return 0;
	}
	return -1;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct parsing *parsing = state->input;
	struct evidence_options *options = parsing->options;
	int result;

	if (key == ARGP_KEY_ARG && !parsing->chosen)
		result = take_job(options, text, &parsing->chosen);
	else if (key == ARGP_KEY_ARG)
		result = add(options->documents, &options->document_count,
			     EVIDENCE_DOCUMENTS, text);
	else
		result = parse_option(key, text, options);
	if (result < 0)
		return ARGP_ERR_UNKNOWN;
	if (!parsing->error)
		parsing->error = result;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "check DOC...\nupdate DOC...",
	.doc = "Judge the claims of Markdown documents by measured runs, or write the "
	       "values, "
	       "tables and figures in them anew."
	       "\vExamples:\n"
	       "  duet evidence check README.md\n"
	       "  duet evidence check --measure --html=claims.html claims.md\n"
	       "  duet evidence update --verify README.md docs/*.md\n"
	       "\n"
	       "Exit codes: 0 all supported, nothing stale; 1 a claim is refuted, or a "
	       "generated part is stale; 2 bad use or bad input; 3 a claim is inconclusive "
	       "or "
	       "unmeasured; 130 interrupted.",
};

/* Of the default nothing need be there yet; a folder that somebody names has to be. */
static int check_folders(const struct evidence_options *options)
{
	for (size_t i = 0; i < options->folder_count; i++) {
		struct stat status;
		const char *folder = options->folders[i];

		if (stat(folder, &status))
			return complain("--results=%s: %s", folder, strerror(errno));
		if (!S_ISDIR(status.st_mode))
			return complain("--results=%s is no folder", folder);
	}
	return 0;
}

/* Options that the other job has. */
static int check_job(const struct evidence_options *options)
{
	bool of_check = options->measure || options->json || options->junit ||
			options->html || options->on_doubtful;

	if (options->update && of_check)
		return complain(
			"--measure, --json, --junit, --html and --on-doubtful are of duet "
			"evidence check");
	if (!options->update && options->verify)
		return complain("--verify is of duet evidence update");
	if (options->html && options->document_count > 1)
		return complain("--html is of one document at a time");
	return 0;
}

int evidence_options_read(int argc, char **argv, struct evidence_options *options)
{
	struct parsing parsing = {.options = options};

	*options = (struct evidence_options){.on_inconclusive = 3};
	argp_parse(&argp, argc, argv, 0, NULL, &parsing);
	if (parsing.error)
		return parsing.error;
	if (!parsing.chosen || !options->document_count)
		return complain("which document? (see: duet evidence --help)");
	if (check_folders(options))
		return EXIT_BAD_USE;
	if (!options->folder_count)
		options->folders[options->folder_count++] = LIBRARY_DEFAULT;
	return check_job(options);
}
