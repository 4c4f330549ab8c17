/* SPDX-License-Identifier: MIT */
/* trend_add.c - adds a results folder, or a gate's, to a history. See trend_add.h. */
#include "bench/cmd/trend_add.h"

#include <stdio.h>
#include <string.h>

#include "bench/cmd/catalogue.h"
#include "bench/cmd/command.h"
#include "bench/cmd/play.h"
#include "bench/gate/record/history.h"
#include "bench/gate/record/record_json.h"
#include "bench/report/trend_rows.h"

#define LATEST "results/latest"
#define REVISION_TEXT 128

/* What git says of the working directory; "": it says nothing. */
static void ask_git(char *text, size_t size)
{
	FILE *pipe = popen("git describe --always --dirty 2>/dev/null", "re");

	*text = 0;
	if (!pipe)
		return;
	if (!fgets(text, (int)size, pipe))
		*text = 0;
	text[strcspn(text, "\n")] = 0;
	if (pclose(pipe) != 0)
		*text = 0;
}

static bool is_one_line(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == '"')
			return false;
	return true;
}

/* Returns 0 or an exit code. */
static int find_revision(const struct trend_arguments *arguments, char *text)
{
	const char *given = arguments->revision;

	if (given && (!*given || strlen(given) >= REVISION_TEXT || !is_one_line(given)))
		return complain("--revision=%s is no name for a revision: up to %d "
				"characters of one line, without quotes",
				given, REVISION_TEXT - 1);
	if (given) {
		snprintf(text, REVISION_TEXT, "%s", given);
		return 0;
	}
	ask_git(text, REVISION_TEXT);
	return *text ? 0
		     : complain("git does not say which revision this is (name it with "
				"--revision)");
}

/* By what a gate's head is called. */
static int name_revision(const char *head, char *text)
{
	gate_revision(head, text, REVISION_TEXT);
	return *text && is_one_line(text)
		       ? 0
		       : complain("\"%s\" is no name for a revision (name it with "
				  "--revision)",
				  head);
}

static void say_left_out(const struct trend_rows *rows)
{
	size_t doubtful = 0;

	for (size_t i = 0; i < rows->count; i++)
		doubtful += *rows->entries[i].doubtful != 0;
	if (rows->left_out)
		complain("warning: %zu duet%s not complete, and left out", rows->left_out,
			 rows->left_out == 1 ? " is" : "s are");
	if (doubtful)
		complain("warning: %zu lines are not to be trusted: they are kept, and not "
			 "shown (see: duet report)",
			 doubtful);
}

static int add_rows(const struct trend_arguments *arguments, const char *folder,
		    const char *revision, const struct trend_rows *rows)
{
	struct problem problem = {0};
	int added;

	if (!rows->count)
		return complain("%s: nothing was measured", folder);
	added = history_add(arguments->history, rows->entries, rows->count, &problem);
	if (added < 0)
		return complain_problem(&problem);
	if (!added)
		return complain("%s is in %s already", folder, arguments->history);
	say_left_out(rows);
	printf("%d line%s added to %s, at %s\n", added, added == 1 ? "" : "s",
	       arguments->history, revision);
	return EXIT_DONE;
}

static int add_played(const struct trend_arguments *arguments, const char *folder,
		      const struct played *played)
{
	struct catalogue catalogue = {0};
	struct problem problem = {0};
	struct trend_rows rows = {0};
	char revision[REVISION_TEXT];
	const json_t *worker;
	int code = find_revision(arguments, revision);

	if (code)
		return code;
	if (played->results.live)
		return complain("%s is still being written (add it when the run has ended)",
				folder);
	worker = catalogue_get(&catalogue, NULL);
	if (!worker)
		code = EXIT_BAD_USE;
	else if (trend_rows_make(&played->summary, revision,
				 json_object_get(worker, "workloads"), &rows, &problem))
		code = complain_problem(&problem);
	else
		code = add_rows(arguments, folder, revision, &rows);
	trend_rows_free(&rows);
	catalogue_free(&catalogue);
	return code;
}

/* The revision is the head's, unless it is given. */
static int add_record(const struct trend_arguments *arguments, const char *folder,
		      const struct gate_record *record)
{
	struct problem problem = {0};
	struct trend_rows rows = {0};
	char revision[REVISION_TEXT];
	int code;

	if (arguments->revision)
		code = find_revision(arguments, revision);
	else
		code = name_revision(record->head, revision);
	if (code)
		return code;
	if (gate_history_make(record, revision, &rows, &problem))
		return complain_problem(&problem);
	code = add_rows(arguments, folder, revision, &rows);
	trend_rows_free(&rows);
	return code;
}

static int add_gate(const struct trend_arguments *arguments, const char *folder)
{
	struct gate_document document;
	struct problem problem = {0};
	int code;

	if (gate_read(folder, &document, &problem))
		return complain_problem(&problem);
	code = add_record(arguments, folder, &document.record);
	gate_document_free(&document);
	return code;
}

int trend_add(const struct trend_arguments *arguments)
{
	const char *folder = arguments->folder ? arguments->folder : LATEST;
	struct played played;
	int code;

	if (gate_is_in(folder))
		return add_gate(arguments, folder);
	code = played_read(folder, false, &played);
	if (code)
		return code;
	code = add_played(arguments, folder, &played);
	played_free(&played);
	return code;
}
