/* SPDX-License-Identifier: MIT */
/*
 * table.h - a table of text, laid out for a terminal or written as Markdown.
 *
 * A table is filled cell by cell, row by row, and then written. It knows nothing of what its
 * cells mean. Running out of memory while filling is remembered, and told by the writing.
 */
#ifndef BENCH_REPORT_TABLE_H
#define BENCH_REPORT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

/* How the cells of a column stand under each other on a terminal. */
enum alignment {
	ALIGN_LEFT,
	ALIGN_POINT, /* decimal point under decimal point */
	ALIGN_RANGE, /* "low … high": both aligned on their points */
};

/* How a cell looks where colours are wanted; never the only sign of what it means. */
enum shade {
	SHADE_NONE,
	SHADE_BETTER,
	SHADE_WORSE,
	SHADE_FAINT,
};

struct column {
	const char *heading;
	enum alignment alignment;
};

struct table;

/* Returns an empty table with a copy of the columns, or NULL. */
struct table *table_new(const struct column *columns, size_t count);
void table_free(struct table *table);

/* The next cell, from left to right; after the last column a new row begins. */
void table_cell(struct table *table, enum shade shade, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The complete rows, and the text of one of their cells. */
size_t table_rows(const struct table *table);
const char *table_text(const struct table *table, size_t row, size_t column);

/* Write it with spaces, each line after `indent`. Returns 0 or -ENOMEM. */
int table_write_text(const struct table *table, FILE *file, const char *indent,
		     bool colour);

/* Write it as a Markdown table of GitHub's kind. Returns 0 or -ENOMEM. */
int table_write_markdown(const struct table *table, FILE *file);

/* Write a text in a shade's colour. */
void table_paint(FILE *file, enum shade shade, const char *text);

/* How many columns of a terminal the UTF-8 text takes; every character counts one. */
size_t table_text_width(const char *text);

#endif
