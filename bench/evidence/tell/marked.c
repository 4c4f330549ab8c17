/* SPDX-License-Identifier: MIT */
/*
 * marked.c - marks the claims of a document. See marked.h.
 *
 * The brackets are punctuation (U+2E28, U+2E29), so that an emphasis beside them stays one
 * (CommonMark 0.30, section 6.2: letters there would end it).
 */
#include "bench/evidence/tell/marked.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/comment.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BLANKS " \t\r\n"
#define OPENING "\u2e28"
#define CLOSING "\u2e29"
#define MARK_BYTES 48

/* What comes after the opening bracket, before the number. */
static const char signs[] = {
	[MARK_BEGIN] = 'c', [MARK_END] = '/', [MARK_AFTER] = '+', [MARK_VERDICTS] = 'v'};

/* Take some bytes out of the text and put a mark there. */
struct edit {
	size_t at, taken;
	char mark[MARK_BYTES];
};

struct edits {
	struct edit *all;
	size_t count;
	bool failed; /* there was no memory */
};

static void add(struct edits *edits, struct edit edit)
{
	struct edit *more = realloc(edits->all, (edits->count + 1) * sizeof(*more));

	if (!more) {
		edits->failed = true;
		return;
	}
	edits->all = more;
	more[edits->count++] = edit;
}

static void add_mark(struct edits *edits, size_t at, enum mark_kind kind, size_t claim)
{
	struct edit edit = {.at = at};

	snprintf(edit.mark, sizeof(edit.mark), "%s" OPENING "%c%zu" CLOSING,
		 kind == MARK_AFTER || kind == MARK_VERDICTS ? "\n\n" : "", signs[kind],
		 claim);
	add(edits, edit);
}

/* ---- what is in the way of a mark around the claim ---- */

static bool has_blank_line(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		size_t blanks = text[i] == '\n' ? strspn(text + i + 1, " \t\r") : 0;

		if (text[i] == '\n' && i + 1 + blanks < bytes &&
		    text[i + 1 + blanks] == '\n')
			return true;
	}
	return false;
}

/* A heading, a row of a table, a quote, an item of a list. */
static bool begins_block(const char *text)
{
	size_t digits = 0;

	if (strchr("#|>", *text))
		return true;
	if (strchr("-*+", *text))
		return text[1] == ' ';
	while (isdigit((unsigned char)text[digits]))
		digits++;
	return digits && (text[digits] == '.' || text[digits] == ')') &&
	       text[digits + 1] == ' ';
}

static void add_claim(struct edits *edits, const char *text, const struct annotation *claim,
		      size_t number)
{
	size_t start = claim->start, end = claim->end;

	while (start < end && strchr(BLANKS, text[start]))
		start++;
	while (end > start && strchr(BLANKS, text[end - 1]))
		end--;
	if (start == end || begins_block(text + start) ||
	    has_blank_line(text + start, end - start)) {
		add_mark(edits, end, MARK_AFTER, number);
	} else {
		add_mark(edits, start, MARK_BEGIN, number);
		add_mark(edits, end, MARK_END, number);
	}
}

/* ---- making ---- */

static bool is_comment(const char *text, const struct comment *comment, const char *words)
{
	size_t bytes = strlen(words);

	return comment->end - comment->start == bytes &&
	       strncmp(text + comment->start, words, bytes) == 0;
}

static bool has_claim(const struct document *document, size_t start, size_t end)
{
	for (size_t i = 0; i < document->count; i++)
		if (document->annotations[i].kind == ANNOTATION_CLAIM &&
		    document->annotations[i].start > start &&
		    document->annotations[i].start < end)
			return true;
	return false;
}

/* Go on to the comment that ends a block of a name. Returns false: none does. */
static bool find_end(const struct document *document, const char *words, size_t start,
		     struct comment_reader *reader, struct comment *comment)
{
	while (comment_next(reader, comment))
		if (is_comment(document->text, comment, words))
			return !has_claim(document, start, comment->end);
	return false;
}

/* A block that tells verdicts: its bytes, and the reader behind it; 0: this begins none. */
static size_t take_block(const struct document *document, const struct comment *begin,
			 struct comment_reader *reader, bool *verdicts)
{
	struct comment_reader ahead = *reader;
	struct comment end;
	bool there;

	*verdicts = is_comment(document->text, begin, "<!-- verdicts -->");
	there = *verdicts ? find_end(document, "<!-- /verdicts -->", begin->start, &ahead,
				     &end)
			  : is_comment(document->text, begin, "<!-- counts -->") &&
				    find_end(document, "<!-- /counts -->", begin->start,
					     &ahead, &end);
	if (!there)
		return 0;
	*reader = ahead;
	return end.end - begin->start;
}

static void add_comments(struct edits *edits, const struct document *document)
{
	struct comment_reader reader = {.text = document->text, .line = 1};
	struct comment comment;

	while (comment_next(&reader, &comment)) {
		bool verdicts;
		size_t block = take_block(document, &comment, &reader, &verdicts);

		if (block && verdicts)
			add_mark(edits, comment.start, MARK_VERDICTS, 0);
		add(edits,
		    (struct edit){.at = comment.start,
				  .taken = block ? block : comment.end - comment.start});
	}
}

/* By place; at the same place a mark is put in before text is taken out. */
static int by_place(const void *left, const void *right)
{
	const struct edit *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->taken > 0) - (b->taken > 0);
}

static char *apply(const char *text, const struct edits *edits)
{
	char *marked = NULL;
	size_t bytes, at = 0;
	FILE *file = edits->failed ? NULL : open_memstream(&marked, &bytes);

	if (!file)
		return NULL;
	for (size_t i = 0; i < edits->count; i++) {
		fwrite(text + at, 1, edits->all[i].at - at, file);
		fputs(edits->all[i].mark, file);
		at = edits->all[i].at + edits->all[i].taken;
	}
	fputs(text + at, file);
	return fclose(file) ? NULL : marked;
}

char *marked_make(const struct document *document)
{
	struct edits edits = {0};
	size_t claims = 0;
	char *marked;

	add_comments(&edits, document);
	for (size_t i = 0; i < document->count; i++)
		if (document->annotations[i].kind == ANNOTATION_CLAIM)
			add_claim(&edits, document->text, &document->annotations[i],
				  claims++);
	if (edits.count)
		qsort(edits.all, edits.count, sizeof(*edits.all), by_place);
	marked = apply(document->text, &edits);
	free(edits.all);
	return marked;
}

/* ---- replacing ---- */

/* Read the mark that the text begins with. Returns its bytes; 0: it is none. */
static size_t read_mark(const char *text, size_t claims, enum mark_kind *kind,
			size_t *claim)
{
	int bytes = 0;
	char sign;

	if (sscanf(text, OPENING "%c%zu" CLOSING "%n", &sign, claim, &bytes) != 2 ||
	    !bytes || (*claim >= claims && sign != signs[MARK_VERDICTS]))
		return 0;
	for (size_t i = 0; i < COUNT(signs); i++)
		if (signs[i] == sign) {
			*kind = (enum mark_kind)i;
			return (size_t)bytes;
		}
	return 0;
}

bool marked_has_verdicts(const char *rendered)
{
	return strstr(rendered, OPENING "v0" CLOSING) != NULL;
}

void marked_write(FILE *file, const char *rendered, size_t claims,
		  void (*write)(FILE *file, enum mark_kind kind, size_t claim,
				void *context),
		  void *context)
{
	const char *mark;

	while ((mark = strstr(rendered, OPENING))) {
		enum mark_kind kind;
		size_t claim, bytes = read_mark(mark, claims, &kind, &claim);

		fwrite(rendered, 1, (size_t)(mark - rendered), file);
		if (bytes)
			write(file, kind, claim, context);
		else
			fputs(OPENING, file);
		rendered = mark + (bytes ? bytes : strlen(OPENING));
	}
	fputs(rendered, file);
}
