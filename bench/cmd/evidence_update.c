/* SPDX-License-Identifier: MIT */
/* evidence_update.c - `duet evidence update`. See evidence_update.h. */
#include "bench/cmd/evidence_update.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/evidence_names.h"
#include "bench/evidence/update.h"
#include "bench/report/plain.h"

struct updating {
	const struct evidence_options *options;
	struct library library;
	struct evidence_names names;
	size_t stale, unmeasured; /* in all documents */
};

/* "docs/x.md:12: stale: table ns(switch, threads)" */
static void tell_stale(const struct document *document, const struct annotation *annotation)
{
	char *first = strndup(annotation->text, strcspn(annotation->text, "\r\n"));

	plain_write(stdout, document->path);
	printf(":%zu: stale: %s ", annotation->begins, annotation_names[annotation->kind]);
	plain_write(stdout, first ? first : "");
	putchar('\n');
	free(first);
}

static void tell(const struct updating *updating, const struct document *document,
		 const struct update *update)
{
	for (size_t i = 0; i < update->count; i++) {
		const struct update_note *note = &update->notes[i];

		if (note->kind == UPDATE_UNMEASURED)
			complain("%s:%s%s%s%s", document->path, note->problem.text,
				 *note->problem.remedy ? " (" : "", note->problem.remedy,
				 *note->problem.remedy ? ")" : "");
		else if (updating->options->verify)
			tell_stale(document, note->annotation);
	}
	if (!updating->options->verify && update_count(update, UPDATE_STALE))
		printf("%s: %zu written anew\n", document->path,
		       update_count(update, UPDATE_STALE));
}

/* Names are checked only where something is unmeasured: asking for them starts workers. */
static int make(struct updating *updating, const struct document *document,
		struct update *update, struct problem *problem)
{
	int error = update_make(document, &updating->library, NULL, update, problem);

	if (error || !update_count(update, UPDATE_UNMEASURED))
		return error;
	update_free(update);
	if (!updating->names.names.workloads)
		evidence_names_get(&updating->names);
	return update_make(document, &updating->library, &updating->names.names, update,
			   problem);
}

static int take_document(struct updating *updating, const char *path)
{
	struct document document = {0};
	struct update update = {0};
	struct problem problem;
	int error = document_read(path, &document, &problem);

	if (!error)
		error = make(updating, &document, &update, &problem);
	if (!error && !updating->options->verify)
		error = update_save(&document, &update, &problem);
	if (!error) {
		tell(updating, &document, &update);
		updating->stale += update_count(&update, UPDATE_STALE);
		updating->unmeasured += update_count(&update, UPDATE_UNMEASURED);
	}
	update_free(&update);
	document_free(&document);
	return error ? complain_problem(&problem) : 0;
}

static int exit_code(const struct updating *updating)
{
	if (updating->options->verify && updating->stale) {
		complain("%zu stale (write them anew: duet evidence update)",
			 updating->stale);
		return EXIT_FAILED;
	}
	return updating->unmeasured ? (int)updating->options->on_inconclusive : EXIT_DONE;
}

int evidence_update(const struct evidence_options *options)
{
	struct updating updating = {.options = options};
	struct problem problem;
	int code = 0;

	if (library_read(options->folders, options->folder_count, &updating.library,
			 &problem))
		return complain_problem(&problem);
	for (size_t i = 0; i < options->document_count && !code; i++)
		code = take_document(&updating, options->documents[i]);
	if (!code)
		code = exit_code(&updating);
	library_free(&updating.library);
	evidence_names_free(&updating.names);
	return code;
}
