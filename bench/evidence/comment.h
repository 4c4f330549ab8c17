/* SPDX-License-Identifier: MIT */
/* comment.h - the HTML comments of a Markdown text, but for those that are shown as code. */
#ifndef BENCH_EVIDENCE_COMMENT_H
#define BENCH_EVIDENCE_COMMENT_H

#include <stdbool.h>
#include <stddef.h>

struct comment {
	size_t start, end; /* bytes of the text, with its marks <!-- and --> */
	size_t line;	   /* of its start, from 1 */
	bool closed;	   /* false: the text ends first */
	bool leads; /* its line begins with it, and goes on behind it: Markdown takes that for HTML */
};

/* How far a text is read. Zeroed, with the text set and line = 1, it is at the start. */
struct comment_reader {
	const char *text; /* ends with 0 */
	size_t at, line;
	size_t fence; /* how long the mark is that opened a block of code; 0: none is open */
	char sign;    /* of that mark: ` or ~ */
};

/* The next comment outside of blocks and spans of code. Returns false at the end. */
bool comment_next(struct comment_reader *reader, struct comment *comment);

/* How many bytes the span of code takes that the text, which begins with `, begins with; or the mark alone. */
size_t comment_code_bytes(const char *text);

#endif
