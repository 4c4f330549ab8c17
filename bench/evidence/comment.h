/* SPDX-License-Identifier: MIT */
/* comment.h - the HTML comments of a Markdown text, but for those shown as code. */
#ifndef BENCH_EVIDENCE_COMMENT_H
#define BENCH_EVIDENCE_COMMENT_H

#include <stdbool.h>
#include <stddef.h>

struct comment {
	size_t start, end; /* bytes of the text, with its marks <!-- and --> */
	size_t line;	   /* of its start, from 1 */
	size_t column;	   /* likewise, in characters */
	bool closed;	   /* false: the text ends first */
	/* Its line begins with it and goes on behind it, which Markdown takes for HTML. */
	bool leads;
};

/* A longer mark opens no span of code, as in cmark. */
#define COMMENT_MARK_MOST 80

/*
 * How far a text is read. Zeroed, with the text set and line = 1, it is at the start. What
 * is found out of a line or a paragraph is kept, so that each is read once.
 */
struct comment_reader {
	const char *text; /* ends with 0 */
	size_t at, line;
	size_t characters; /* of the line that are behind */
	size_t lead;  /* where a block may begin in the line whose start was read last */
	size_t fence; /* the length of the mark that opened a block of code; 0: none did */
	char sign;    /* of that mark: ` or ~ */
	/* Up to where no mark of that length ends a span of code. */
	size_t open_until[COMMENT_MARK_MOST + 1];
	bool behind_text; /* the line before was neither blank nor code by indentation */
	bool may_go_on; /* by indentation: a list's item, or something like it, was there */
};

/*
 * The next comment outside of blocks and spans of code. The time for all of them is linear
 * in the length of the text, whatever its lines. Returns false at the end.
 */
bool comment_next(struct comment_reader *reader, struct comment *comment);

/*
 * The bytes of the span of code at the front of a text that begins with `; where none ends,
 * of its mark alone.
 */
size_t comment_code_bytes(const char *text);

#endif
