/* SPDX-License-Identifier: MIT */
/*
 * comment.c - finds comments. See comment.h.
 *
 * Of Markdown it knows what hides a comment: fences, spans of code and backslashes, as
 * CommonMark 0.30 has them in its sections 4.5, 6.1 and 2.4. Code by indentation it takes
 * for text, since in a list it would be.
 */
#include "bench/evidence/comment.h"

#include <ctype.h>
#include <string.h>

#define FENCE_LEAST 3 /* signs that open a block of code */

static size_t run_length(const char *text, char sign)
{
	size_t length = 0;

	while (text[length] == sign)
		length++;
	return length;
}

static void advance(struct comment_reader *reader, size_t bytes)
{
	for (; bytes; bytes--)
		reader->line += reader->text[reader->at++] == '\n';
}

static bool is_blank_line(const char *line)
{
	line += strspn(line, " \t\r");
	return *line == '\n' || *line == '\0';
}

size_t comment_code_bytes(const char *text)
{
	size_t mark = run_length(text, '`'), at = mark, run;

	while (text[at]) {
		run = run_length(text + at, '`');
		if (run == mark)
			return at + run;
		if (text[at] == '\n' && is_blank_line(text + at + 1))
			break; /* no span goes on in another paragraph */
		at += run ? run : 1;
	}
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

/* ---- comments ---- */

/*
 * Whether nothing stands before a block in its line but what may: the sign of a quote, of a
 * list's item.
 */
static bool stands_first(const char *text, size_t at)
{
	size_t line = at;

	while (line && text[line - 1] != '\n')
		line--;
	line += strspn(text + line, " \t>");
	if (line < at && strchr("-*+", text[line]))
		line++;
	while (line < at && isdigit((unsigned char)text[line]))
		line++;
	if (line < at && (text[line] == '.' || text[line] == ')'))
		line++;
	line += strspn(text + line, " \t");
	return line >= at;
}

static void take_comment(struct comment_reader *reader, struct comment *comment)
{
	const char *start = reader->text + reader->at;
	const char *end = strstr(start + strlen("<!--"), "-->");
	size_t bytes = end ? (size_t)(end - start) + strlen("-->") : strlen(start);

	*comment = (struct comment){
		.start = reader->at,
		.end = reader->at + bytes,
		.line = reader->line,
		.closed = end != NULL,
		.leads = stands_first(reader->text, reader->at) &&
			 !is_blank_line(start + bytes),
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
		advance(reader, comment_code_bytes(text));
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

		if (starts && take_fence(reader)) {
			advance(reader, strcspn(reader->text + reader->at, "\n"));
			if (reader->text[reader->at])
				advance(reader, 1);
		} else if (take_text(reader, comment)) {
			return true;
		}
	}
	return false;
}
