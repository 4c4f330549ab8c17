/* SPDX-License-Identifier: MIT */
/* update.c - makes the generated parts of a document anew. See update.h. */
#include "bench/evidence/update.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/block.h"
#include "bench/evidence/value.h"
#include "bench/store/folder.h"

struct updating {
	const struct document *document;
	const struct library *library;
	const struct scope_names *names;
	struct update *update;
	struct problem *problem;
	FILE *file;	       /* the fresh document */
	size_t done;	       /* bytes of the old one that are in it */
	bool carriage_returns; /* its lines end with them */
};

static int out_of_memory(const struct updating *updating)
{
	return problem_set(updating->problem, -ENOMEM, "out of memory");
}

static int note(struct updating *updating, enum update_kind kind,
		const struct annotation *annotation)
{
	struct update *update = updating->update;
	struct update_note *more =
		realloc(update->notes, (update->count + 1) * sizeof(*more));

	if (!more)
		return out_of_memory(updating);
	update->notes = more;
	more[update->count++] = (struct update_note){kind, annotation, *updating->problem};
	return 0;
}

/* Whether the lines of a text end with CR LF: as the first does, so do ours. */
static bool has_carriage_returns(const char *text)
{
	const char *end = strchr(text, '\n');

	return end && end > text && end[-1] == '\r';
}

/* The text with CR LF for LF, to be freed; NULL: no memory. */
static char *with_carriage_returns(const char *text, size_t *bytes)
{
	char *copy = malloc(2 * *bytes + 1), *end = copy;

	for (size_t i = 0; copy && i < *bytes; i++) {
		if (text[i] == '\n')
			*end++ = '\r';
		*end++ = text[i];
	}
	*bytes = (size_t)(end - copy);
	return copy;
}

/* What should stand between the comments: a value in its line, others on their own. */
static int write_fresh(struct updating *updating, const struct annotation *annotation,
		       FILE *file)
{
	if (annotation->kind == ANNOTATION_VALUE)
		return value_write(file, annotation, updating->library, updating->names,
				   updating->problem);
	fputc('\n', file);
	return block_write(file, updating->document, annotation, updating->library,
			   updating->names, updating->problem);
}

/* Put the text into the document, and note whether it is another one. */
static int put(struct updating *updating, const struct annotation *annotation,
	       const char *fresh, size_t bytes)
{
	const char *text = updating->document->text;

	fwrite(text + updating->done, 1, annotation->start - updating->done,
	       updating->file);
	fwrite(fresh, 1, bytes, updating->file);
	updating->done = annotation->end;
	if (bytes == annotation->end - annotation->start &&
	    memcmp(fresh, text + annotation->start, bytes) == 0)
		return 0;
	return note(updating, UPDATE_STALE, annotation);
}

static int take_fresh(struct updating *updating, const struct annotation *annotation,
		      const char *fresh, size_t bytes)
{
	char *copy;
	int error;

	if (!updating->carriage_returns)
		return put(updating, annotation, fresh, bytes);
	copy = with_carriage_returns(fresh, &bytes);
	error = copy ? put(updating, annotation, copy, bytes) : out_of_memory(updating);
	free(copy);
	return error;
}

static int take(struct updating *updating, const struct annotation *annotation)
{
	char *fresh = NULL;
	size_t bytes;
	FILE *file = open_memstream(&fresh, &bytes);
	int error;

	if (!file)
		return out_of_memory(updating);
	*updating->problem = (struct problem){0};
	error = write_fresh(updating, annotation, file);
	if (fclose(file) && !error)
		error = out_of_memory(updating);
	if (error == -ENODATA)
		error = note(updating, UPDATE_UNMEASURED, annotation);
	else if (!error)
		error = take_fresh(updating, annotation, fresh, bytes);
	free(fresh);
	return error;
}

static int take_all(struct updating *updating)
{
	const struct document *document = updating->document;
	int error = 0;

	for (size_t i = 0; i < document->count && !error; i++)
		if (document->annotations[i].kind != ANNOTATION_CLAIM)
			error = take(updating, &document->annotations[i]);
	fputs(document->text + updating->done, updating->file);
	return error;
}

static int name_document(const struct updating *updating, int error)
{
	struct problem what = *updating->problem;

	if (error != -EINVAL)
		return error;
	problem_set(updating->problem, error, "%.200s:%s", updating->document->path,
		    what.text);
	if (*what.remedy)
		problem_remedy(updating->problem, "%s", what.remedy);
	return error;
}

int update_make(const struct document *document, const struct library *library,
		const struct scope_names *names, struct update *update,
		struct problem *problem)
{
	struct updating updating = {
		.document = document,
		.library = library,
		.names = names,
		.update = update,
		.problem = problem,
		.carriage_returns = has_carriage_returns(document->text),
	};
	int error;

	*update = (struct update){0};
	updating.file = open_memstream(&update->text, &update->bytes);
	if (!updating.file)
		return out_of_memory(&updating);
	error = take_all(&updating);
	if (fclose(updating.file) && !error)
		error = out_of_memory(&updating);
	if (error)
		update_free(update);
	return name_document(&updating, error);
}

void update_free(struct update *update)
{
	free(update->text);
	free(update->notes);
	*update = (struct update){0};
}

size_t update_count(const struct update *update, enum update_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < update->count; i++)
		count += update->notes[i].kind == kind;
	return count;
}

int update_save(const struct document *document, const struct update *update,
		struct problem *problem)
{
	int error = 0;

	if (update_count(update, UPDATE_STALE))
		error = folder_replace(document->path, update->text, update->bytes);
	if (error)
		problem_set(problem, error, "cannot write %s: %s", document->path,
			    strerror(-error));
	return error;
}
