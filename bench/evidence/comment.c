/* SPDX-License-Identifier: MIT */
/*
 * comment.c - finds comments. See comment.h.
 *
 * Of Markdown it knows what hides a comment: fences, code by indentation, spans of code and
 * backslashes, as CommonMark 0.30 has them in its sections 4.5, 4.4, 6.1 and 2.4. Within a
 * list it takes what is indented for text: better an example that is judged than a claim
 * that is not.
 */
#include "bench/evidence/comment.h"

#include <ctype.h>
#include <string.h>

#include "bench/evidence/annotation.h"

#define FENCE_LEAST 3 /* signs that open a block of code */
#define CODE_INDENT 4 /* columns that do */
#define DIGITS_MOST 9 /* of the number of a list's item */

static size_t run_length(const char *text, char sign)
{
	size_t length = 0;

	while (text[length] == sign)
		length++;
	return length;
}

static void advance(struct comment_reader *reader, size_t bytes)
{
	for (; bytes; bytes--) {
		char byte = reader->text[reader->at++];

		reader->characters += annotation_begins_character(byte);
		if (byte == '\n') {
			reader->line++;
			reader->characters = 0;
		}
	}
}

static bool is_blank_line(const char *line)
{
	line += strspn(line, " \t\r");
	return *line == '\n' || *line == '\0';
}

/*
 * The bytes of the span of code that a mark of that length begins; 0: none ends in the
 * paragraph, of which *read is how much was looked through.
 */
static size_t span_bytes(const char *text, size_t mark, size_t *read)
{
	size_t at = mark, run;

	while (text[at]) {
		run = run_length(text + at, '`');
		if (run == mark)
			return at + run;
		if (text[at] == '\n' && is_blank_line(text + at + 1))
			break; /* no span goes on in another paragraph */
		at += run ? run : 1;
	}
	*read = at;
	return 0;
}

size_t comment_code_bytes(const char *text)
{
	size_t mark = run_length(text, '`'), read = 0;
	size_t bytes = mark > COMMENT_MARK_MOST ? 0 : span_bytes(text, mark, &read);

	return bytes ? bytes : mark;
}

/* The same of what reading is at, and looks through a paragraph once for each length. */
static size_t code_bytes(struct comment_reader *reader)
{
	const char *text = reader->text + reader->at;
	size_t mark = run_length(text, '`'), bytes, read = 0;

	if (mark > COMMENT_MARK_MOST || reader->at < reader->open_until[mark])
		return mark;
	bytes = span_bytes(text, mark, &read);
	if (bytes)
		return bytes;
	reader->open_until[mark] = reader->at + read;
	return mark;
}

/* ---- blocks of code ---- */

static bool opens_fence(struct comment_reader *reader, const char *mark)
{
	size_t length = run_length(mark, *mark), rest = strcspn(mark, "\n");

	if ((*mark != '`' && *mark != '~') || length < FENCE_LEAST)
		return false;
	if (*mark == '`' && memchr(mark + length, '`', rest - length))
		return false; /* a span of code */
	reader->fence = length;
	reader->sign = *mark;
	return true;
}

/* Whether the line that reading is at opens a block of code or belongs to one. */
static bool take_fence(struct comment_reader *reader)
{
	const char *line = reader->text + reader->at;
	const char *mark = line + strspn(line, " \t>");
	size_t length;

	if (!reader->fence)
		return opens_fence(reader, mark);
	length = run_length(mark, reader->sign);
	if (length >= reader->fence && is_blank_line(mark + length))
		reader->fence = 0;
	return true;
}

/* ---- code by indentation ---- */

static size_t indent_of(const char *line)
{
	size_t columns = 0;

	for (; *line == ' ' || *line == '\t'; line++)
		columns += *line == '\t' ? CODE_INDENT - columns % CODE_INDENT : 1;
	return columns;
}

/* The bytes of the sign of a list's item; 0: there is none. */
static size_t item_bytes(const char *text)
{
	size_t digits = 0;

	if (*text && strchr("-*+", *text))
		return 1;
	while (digits < DIGITS_MOST && isdigit((unsigned char)text[digits]))
		digits++;
	return digits && (text[digits] == '.' || text[digits] == ')') ? digits + 1 : 0;
}

/*
 * Whether what is indented below the line may belong to it, and be text: an item of a list;
 * a footnote, a definition, an admonition or a tab, as many sites have them.
 */
static bool opens_indented(const char *line)
{
	static const char *const signs[] = {"[^", ": ", "!!!", "???", "==="};

	line += strspn(line, " ");
	if (item_bytes(line))
		return true;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strncmp(line, signs[i], strlen(signs[i])) == 0)
			return true;
	return false;
}

/* Whether the line that reading is at is code by its indentation. */
static bool take_indented(struct comment_reader *reader)
{
	const char *line = reader->text + reader->at;
	size_t indent = indent_of(line);

	if (is_blank_line(line)) {
		reader->behind_text = false;
		return false;
	}
	if (indent >= CODE_INDENT && !reader->behind_text && !reader->may_go_on)
		return true;
	if (opens_indented(line))
		reader->may_go_on = true;
	else if (!indent && !reader->behind_text)
		reader->may_go_on = false;
	reader->behind_text = true;
	return false;
}

/* ---- lines ---- */

/* The bytes before a block in its line: the sign of a quote, of a list's item. */
static size_t lead_bytes(const char *line)
{
	size_t bytes = strspn(line, " \t>");

	bytes += item_bytes(line + bytes);
	return bytes + strspn(line + bytes, " \t");
}

/* Read what the line's start tells. Returns whether the line is code. */
static bool take_line(struct comment_reader *reader)
{
	reader->lead = reader->at + lead_bytes(reader->text + reader->at);
	if (!reader->fence && take_indented(reader))
		return true;
	if (!take_fence(reader))
		return false;
	reader->behind_text = false;
	return true;
}

/* ---- comments ---- */

static void take_comment(struct comment_reader *reader, struct comment *comment)
{
	const char *start = reader->text + reader->at;
	const char *end = strstr(start + strlen("<!--"), "-->");
	size_t bytes = end ? (size_t)(end - start) + strlen("-->") : strlen(start);

	*comment = (struct comment){
		.start = reader->at,
		.end = reader->at + bytes,
		.line = reader->line,
		.column = reader->characters + 1,
		.closed = end != NULL,
		.leads = reader->at <= reader->lead && !is_blank_line(start + bytes),
	};
	advance(reader, bytes);
}

/* Go on by what reading is at, which is no fence. Returns whether that was a comment. */
static bool take_text(struct comment_reader *reader, struct comment *comment)
{
	const char *text = reader->text + reader->at;

	if (strncmp(text, "<!--", 4) == 0) {
		take_comment(reader, comment);
		return true;
	}
	if (*text == '`')
		advance(reader, code_bytes(reader));
	else if (*text == '\\' && text[1] && text[1] != '\n')
		advance(reader, 2);
	else if (*text == '\n')
		advance(reader, 1);
	else
		advance(reader, 1 + strcspn(text + 1, "\\`<\n"));
	return false;
}

bool comment_next(struct comment_reader *reader, struct comment *comment)
{
	while (reader->text[reader->at]) {
		bool starts = reader->at == 0 || reader->text[reader->at - 1] == '\n';

		if (starts && take_line(reader)) {
			advance(reader, strcspn(reader->text + reader->at, "\n"));
			if (reader->text[reader->at])
				advance(reader, 1);
		} else if (take_text(reader, comment)) {
			return true;
		}
	}
	return false;
}
