/* SPDX-License-Identifier: MIT */
/* evidence_check.c - `duet evidence check`: judges, and tells. See evidence_check.h. */
#include "bench/cmd/evidence_check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/cmd/command.h"
#include "bench/cmd/document.h"
#include "bench/cmd/evidence_measure.h"
#include "bench/cmd/evidence_names.h"
#include "bench/cmd/output.h"
#include "bench/evidence/holm.h"
#include "bench/evidence/tell/html.h"
#include "bench/evidence/tell/json.h"
#include "bench/evidence/tell/junit.h"
#include "bench/evidence/tell/terminal.h"
#include "bench/report/terminal.h"

struct session {
	struct evidence_options *options;
	struct library library;
	struct evidence_names names;
	struct judged judged[EVIDENCE_DOCUMENTS];
	size_t count; /* of the documents that are read */
};

/* ---- what is asked for ---- */

static int refuse_document(const struct evidence_options *options, const char *name,
			   const char *output)
{
	for (size_t i = 0; output && i < options->document_count; i++)
		if (output_is_same(output, options->documents[i]))
			return complain("--%s=%s would overwrite the document %s", name,
					output, options->documents[i]);
	return 0;
}

/* No output may be a document: a shell that completes names makes one of it. */
static int check_outputs(const struct evidence_options *options)
{
	int code = refuse_document(options, "html", options->html);

	if (!code)
		code = refuse_document(options, "junit", options->junit);
	if (!code && options->html && options->junit &&
	    strcmp(options->html, options->junit) == 0)
		code = complain("--html and --junit are one file, %s", options->html);
	return code;
}

/* ---- judging ---- */

static int read_documents(struct session *session)
{
	struct problem problem;

	for (; session->count < session->options->document_count; session->count++)
		if (document_read(session->options->documents[session->count],
				  &session->judged[session->count].document, &problem))
			return complain_problem(&problem);
	return 0;
}

static int judge(struct session *session, const struct scope_names *names)
{
	struct problem problem;

	for (size_t i = 0; i < session->count; i++) {
		struct judged *judged = &session->judged[i];

		check_free(&judged->check);
		if (check_document(&judged->document, &session->library, names,
				   &judged->check, &problem))
			return complain_problem(&problem);
	}
	return 0;
}

static size_t count_all(const struct session *session, enum claim_verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < session->count; i++)
		count += check_count(&session->judged[i].check, verdict);
	return count;
}

static int read_library(struct session *session)
{
	const struct evidence_options *options = session->options;
	struct problem problem;

	for (size_t i = 0; i < session->count; i++)
		check_free(&session->judged[i].check); /* they borrow from the library */
	library_free(&session->library);
	if (library_read(options->folders, options->folder_count, &session->library,
			 &problem))
		return complain_problem(&problem);
	return 0;
}

/*
 * Names are checked only where something is unmeasured: it may be a slip of the pen. What
 * was measured exists, and asking for names starts the worker programs.
 */
static int judge_by_names(struct session *session)
{
	int code = judge(session, NULL);

	if (code || !count_all(session, CLAIM_UNMEASURED))
		return code;
	evidence_names_get(&session->names);
	return judge(session, &session->names.names);
}

/* Whether runs of an earlier --measure are there. */
static bool is_measured(void)
{
	return access(MEASURED_FOLDER, F_OK) == 0;
}

static bool reads_measured(const struct evidence_options *options)
{
	for (size_t i = 0; i < options->folder_count; i++)
		if (output_is_same(options->folders[i], MEASURED_FOLDER))
			return true;
	return false;
}

/*
 * What --measure has measured is not measured again, so that nobody asks until the answer
 * suits. Without it only what is named counts: the folder is of this checkout alone.
 */
static int read_measured(struct session *session)
{
	struct evidence_options *options = session->options;

	if (!is_measured() || reads_measured(options))
		return 0;
	if (options->folder_count == EVIDENCE_FOLDERS)
		return complain("more than %d folders", EVIDENCE_FOLDERS);
	options->folders[options->folder_count++] = MEASURED_FOLDER;
	return 0;
}

static int measure(struct session *session)
{
	size_t made;
	int code = evidence_measure(session->judged, session->count, &made);

	if (!code && made)
		code = read_measured(session);
	if (!code && made)
		code = read_library(session);
	if (!code && made)
		code = judge(session, &session->names.names);
	return code;
}

/* Where what is unmeasured may well be. */
static void tell_of_measured(const struct session *session)
{
	const struct evidence_options *options = session->options;

	if (count_all(session, CLAIM_UNMEASURED) && is_measured() &&
	    !reads_measured(options))
		complain("runs of an earlier --measure are not read (judge by them, too: "
			 "--results=%s%s --results=" MEASURED_FOLDER ")",
			 options->folders[0], options->folder_count > 1 ? " ..." : "");
}

/* ---- telling ---- */

static json_t *to_json(const struct session *session)
{
	json_t *documents = json_array();

	for (size_t i = 0; i < session->count; i++)
		json_array_append_new(documents,
				      evidence_to_json(&session->judged[i].document,
						       &session->judged[i].check));
	return json_pack("{s:i, s:f, s:o}", "format", EVIDENCE_FORMAT, "level",
			 EVIDENCE_LEVEL, "documents", documents);
}

static int print(const struct session *session)
{
	bool colour = terminal_wants_colour(stdout);

	if (session->options->json)
		return document_print(to_json(session));
	for (size_t i = 0; i < session->count; i++) {
		const struct judged *judged = &session->judged[i];

		if (session->count > 1 && !judged->check.count)
			continue; /* of many documents those that claim something */
		if (evidence_terminal_write(stdout, &judged->document, &judged->check,
					    colour))
			return complain("out of memory");
	}
	return 0;
}

static int write_junit(FILE *file, const struct session *session)
{
	return evidence_junit_write(file, session->judged, session->count);
}

static int write_html(FILE *file, const struct session *session)
{
	return evidence_html_write(file, &session->judged[0].document,
				   &session->judged[0].check);
}

/* Make an output as text, to be freed in any case. Returns 0 or -errno. */
static int make_text(int (*write)(FILE *file, const struct session *session),
		     const struct session *session, char **text, size_t *bytes)
{
	FILE *file = open_memstream(text, bytes);
	int error;

	if (!file)
		return -ENOMEM;
	error = write(file, session);
	if (fclose(file) && !error)
		error = -ENOMEM;
	return error;
}

/* Write an output into a file. No path: that output was not asked for. */
static int write_file(const char *path,
		      int (*write)(FILE *file, const struct session *session),
		      const struct session *session)
{
	char *text = NULL;
	size_t bytes = 0;
	int error;

	if (!path)
		return 0;
	error = make_text(write, session, &text, &bytes);
	if (!error)
		error = output_write(path, text, bytes);
	free(text);
	return error ? complain("%s: cannot be written: %s", path, strerror(-error)) : 0;
}

/* Write every output, even after one has failed. Returns the first failure's exit code. */
static int tell(const struct session *session)
{
	int printed = print(session);
	int tested = write_file(session->options->junit, write_junit, session);
	int shown = write_file(session->options->html, write_html, session);

	return printed ? printed : tested ? tested : shown;
}

static bool is_any_doubtful(const struct session *session)
{
	for (size_t i = 0; i < session->count; i++)
		for (enum claim_verdict v = 0; v < CLAIM_VERDICTS; v++)
			if (check_count_doubtful(&session->judged[i].check, v))
				return true;
	return false;
}

/* Of what is open and what is doubtful, the larger code, so that neither hides the other. */
static int exit_code(const struct session *session)
{
	const struct evidence_options *options = session->options;
	int64_t code = EXIT_DONE;

	if (count_all(session, CLAIM_REFUTED))
		return EXIT_FAILED;
	if (count_all(session, CLAIM_INCONCLUSIVE) || count_all(session, CLAIM_UNMEASURED))
		code = options->on_inconclusive;
	if (is_any_doubtful(session) && options->on_doubtful > code)
		code = options->on_doubtful;
	return (int)code;
}

static void session_free(struct session *session)
{
	for (size_t i = 0; i < session->count; i++) {
		check_free(&session->judged[i].check);
		document_free(&session->judged[i].document);
	}
	library_free(&session->library);
	evidence_names_free(&session->names);
	free(session);
}

int evidence_check(struct evidence_options *options)
{
	struct session *session;
	int code = check_outputs(options);

	if (code)
		return code;
	session = calloc(1, sizeof(*session));
	if (!session)
		return complain("out of memory");
	session->options = options;
	code = read_documents(session);
	if (!code && options->measure)
		code = read_measured(session);
	if (!code)
		code = read_library(session);
	if (!code)
		code = judge_by_names(session);
	if (!code && options->measure)
		code = measure(session);
	if (!code)
		tell_of_measured(session);
	if (!code)
		code = tell(session);
	if (!code)
		code = exit_code(session);
	session_free(session);
	return code;
}
