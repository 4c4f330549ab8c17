/* SPDX-License-Identifier: MIT */
/* document.c - pairs a document's comments into annotations. See document.h. */
#include "bench/evidence/document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/evidence/comment.h"

/* The marks of a comment. */
#define OPENS_BYTES 4  /* <!-- */
#define CLOSES_BYTES 3 /* --> */

struct reading {
	struct document *document;
	struct problem *problem;
	size_t open; /* the innermost annotation without its end, or NO_ANNOTATION */
};

/* Put the document's path and the line before the problem. */
static int place(struct reading *reading, size_t line, int error)
{
	struct problem what = *reading->problem;

	problem_set(reading->problem, error, "%.200s:%zu: %s", reading->document->path,
		    line, what.text);
	if (*what.remedy)
		problem_remedy(reading->problem, "%s", what.remedy);
	return error;
}

static int out_of_memory(struct problem *problem)
{
	return problem_set(problem, -ENOMEM, "out of memory");
}

static struct annotation *innermost(struct reading *reading)
{
	return reading->open == NO_ANNOTATION
		       ? NULL
		       : &reading->document->annotations[reading->open];
}

/* ---- beginnings ---- */

/* The array doubles whenever it is full: documents may have very many. */
static int make_room(struct document *document)
{
	size_t count = document->count;
	struct annotation *more;

	if (count & (count - 1))
		return 0;
	more = realloc(document->annotations, (count ? 2 * count : 1) * sizeof(*more));
	if (more)
		document->annotations = more;
	return more ? 0 : -ENOMEM;
}

static int add(struct document *document, const struct annotation *annotation,
	       struct problem *problem)
{
	if (make_room(document))
		return out_of_memory(problem);
	document->annotations[document->count++] = *annotation;
	return 0;
}

/* Only a value may stand within another annotation, and only within a claim. */
static int check_nesting(struct reading *reading, const struct annotation *annotation,
			 size_t line)
{
	const struct annotation *outer = innermost(reading);

	if (!outer ||
	    (outer->kind == ANNOTATION_CLAIM && annotation->kind == ANNOTATION_VALUE))
		return 0;
	problem_set(reading->problem, -EINVAL, "a %s within the %s of line %zu",
		    annotation_names[annotation->kind], annotation_names[outer->kind],
		    outer->begins);
	problem_remedy(reading->problem, "end that first, with <!-- /%s -->",
		       annotation_names[outer->kind]);
	return place(reading, line, -EINVAL);
}

/* The line of the first word behind the comment. */
static size_t line_of_text(const char *text, const struct comment *comment)
{
	size_t line = comment->line;

	for (size_t at = comment->start; at < comment->end; at++)
		line += text[at] == '\n';
	for (size_t at = comment->end; text[at] && strchr(" \t\r\n", text[at]); at++)
		line += text[at] == '\n';
	return line;
}

static int open_annotation(struct reading *reading, struct annotation *annotation,
			   const struct comment *comment)
{
	int error = check_nesting(reading, annotation, comment->line);

	if (annotation->line == 1)
		annotation->column += OPENS_BYTES;
	annotation->from = comment->start;
	annotation->start = annotation->end = annotation->to = comment->end;
	annotation->begins = line_of_text(reading->document->text, comment);
	annotation->within = reading->open;
	if (!error)
		error = add(reading->document, annotation, reading->problem);
	if (error) {
		free(annotation->text);
		return error;
	}
	reading->open = reading->document->count - 1;
	return 0;
}

/* The column counts from the start of the comment's line, the line from the text's. */
static void place_in_document(struct annotation *annotation, const struct comment *comment)
{
	if (annotation->line == 1)
		annotation->column += comment->column - 1;
	annotation->line += comment->line - 1;
}

/* ---- ends ---- */

/* Whether only blanks and comments are there: nothing that a reader would see. */
static bool says_nothing(const char *text, const char *end)
{
	const char *behind;

	while (text < end) {
		text += strspn(text, " \t\r\n");
		if (text >= end)
			break;
		behind = strncmp(text, "<!--", OPENS_BYTES) == 0 ? strstr(text, "-->")
								 : NULL;
		if (!behind)
			return false;
		text = behind + CLOSES_BYTES;
	}
	return true;
}

/* A claim needs a sentence; a value in it is one, once it is written. */
static int check_sentence(struct reading *reading, const struct comment *end)
{
	const struct document *document = reading->document;
	const struct annotation *claim = &document->annotations[reading->open];

	if (claim->kind != ANNOTATION_CLAIM || reading->open + 1 < document->count ||
	    !says_nothing(document->text + claim->start, document->text + end->start))
		return 0;
	problem_set(reading->problem, -EINVAL, "a claim without a sentence");
	problem_remedy(reading->problem, "put it before <!-- /claim -->");
	return place(reading, end->line, -EINVAL);
}

static int close_annotation(struct reading *reading, enum annotation_kind kind,
			    const struct comment *comment)
{
	struct annotation *open = innermost(reading);
	int error;

	if (!open)
		problem_set(reading->problem, -EINVAL,
			    "the end of a %s that does not begin", annotation_names[kind]);
	else if (open->kind != kind)
		problem_set(reading->problem, -EINVAL,
			    "the end of a %s where the %s of line %zu is open",
			    annotation_names[kind], annotation_names[open->kind],
			    open->begins);
	if (!open || open->kind != kind)
		return place(reading, comment->line, -EINVAL);
	error = check_sentence(reading, comment);
	open->end = comment->start;
	open->to = comment->end;
	reading->open = open->within;
	return error;
}

/* ---- comments ---- */

/* A comment without its end is refused: it would hide all claims behind it. */
static int check_end(struct reading *reading, const struct comment *comment)
{
	if (comment->closed)
		return 0;
	problem_set(reading->problem, -EINVAL, "a comment without its end, -->");
	return place(reading, comment->line, -EINVAL);
}

static int check_lead(struct reading *reading, const struct comment *comment)
{
	if (!comment->leads)
		return 0;
	problem_set(reading->problem, -EINVAL,
		    "Markdown takes a line for HTML that begins with a comment");
	problem_remedy(reading->problem,
		       "put the comment on a line of its own, or a word before it");
	return place(reading, comment->line, -EINVAL);
}

static int take_comment(struct reading *reading, const struct comment *comment)
{
	const char *inside = reading->document->text + comment->start + OPENS_BYTES;
	struct annotation annotation;
	int error = check_end(reading, comment), mark;

	if (error)
		return error;
	mark = annotation_read(inside,
			       comment->end - comment->start - OPENS_BYTES - CLOSES_BYTES,
			       &annotation, reading->problem);
	if (mark == MARK_NONE)
		return 0;
	if (mark < 0)
		return place(reading, comment->line, mark);
	error = check_lead(reading, comment);
	if (error && mark == MARK_OPENS)
		free(annotation.text);
	if (error)
		return error;
	if (mark == MARK_CLOSES)
		return close_annotation(reading, annotation.kind, comment);
	error = open_annotation(reading, &annotation, comment);
	if (!error)
		place_in_document(innermost(reading), comment);
	return error;
}

static int take_comments(struct reading *reading)
{
	struct comment_reader reader = {.text = reading->document->text, .line = 1};
	const struct annotation *open;
	struct comment comment;
	int error = 0;

	while (!error && comment_next(&reader, &comment))
		error = take_comment(reading, &comment);
	open = innermost(reading);
	if (error || !open)
		return error;
	problem_set(reading->problem, -EINVAL, "a %s without its end",
		    annotation_names[open->kind]);
	problem_remedy(reading->problem, "end it with <!-- /%s -->",
		       annotation_names[open->kind]);
	return place(reading, open->line, -EINVAL);
}

/* ---- the whole ---- */

int document_parse(const char *path, const char *text, struct document *document,
		   struct problem *problem)
{
	struct reading reading = {document, problem, NO_ANNOTATION};
	int error;

	*document = (struct document){.path = strdup(path), .text = strdup(text)};
	document->bytes = strlen(text);
	error = document->path && document->text ? take_comments(&reading)
						 : out_of_memory(problem);
	if (error)
		document_free(document);
	return error;
}

/* The whole file with a 0 behind it, to be freed. Returns its bytes, or -errno. */
static ssize_t read_text(FILE *file, char **text)
{
	struct stat status;
	size_t bytes;

	if (fstat(fileno(file), &status))
		return -errno;
	if (!S_ISREG(status.st_mode))
		return -ENXIO;
	if (status.st_size > DOCUMENT_BYTES_MOST)
		return -EFBIG;
	*text = calloc((size_t)status.st_size + 1, 1);
	if (!*text)
		return -ENOMEM;
	bytes = fread(*text, 1, (size_t)status.st_size, file);
	return ferror(file) ? -EIO : (ssize_t)bytes;
}

/* Opening does not wait: a FIFO without a writer would have it wait for ever. */
static ssize_t read_whole(const char *path, char **text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	ssize_t bytes = -errno;

	if (file) {
		bytes = read_text(file, text);
		fclose(file);
	} else if (fd >= 0) {
		close(fd);
	}
	return bytes;
}

static int cannot_read(const char *path, int error, struct problem *problem)
{
	if (error == -ENXIO)
		return problem_set(problem, error, "cannot read %s: it is no regular file",
				   path);
	return problem_set(problem, error, "cannot read %s: %s", path, strerror(-error));
}

int document_read(const char *path, struct document *document, struct problem *problem)
{
	char *text = NULL;
	ssize_t bytes = read_whole(path, &text);
	int error;

	*document = (struct document){0};
	if (bytes < 0 || !text)
		error = cannot_read(path, (int)bytes, problem);
	else if (strlen(text) != (size_t)bytes)
		error = problem_set(problem, -EINVAL, "%s is no text: it has a byte 0",
				    path);
	else
		error = document_parse(path, text, document, problem);
	free(text);
	return error;
}

void document_free(struct document *document)
{
	for (size_t i = 0; i < document->count; i++)
		free(document->annotations[i].text);
	free(document->annotations);
	free(document->path);
	free(document->text);
	*document = (struct document){0};
}
