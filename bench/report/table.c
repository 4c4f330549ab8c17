/* SPDX-License-Identifier: MIT */
/* table.c - a table of text: filling, and writing as Markdown. See table.h. */
#include "bench/report/table_parts.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct table *table_new(const struct column *columns, size_t count)
{
	struct table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->columns = calloc(count ? count : 1, sizeof(*columns));
	for (; table->columns && table->width < count; table->width++) {
		struct column *column = &table->columns[table->width];

		column->alignment = columns[table->width].alignment;
		column->heading = strdup(columns[table->width].heading);
		if (!column->heading)
			break;
	}
	if (!table->columns || table->width < count) {
		table_free(table);
		return NULL;
	}
	return table;
}

void table_free(struct table *table)
{
	if (!table)
		return;
	for (size_t i = 0; i < table->used; i++)
		free(table->cells[i].text);
	for (size_t i = 0; i < table->width; i++)
		free((char *)table->columns[i].heading);
	free(table->cells);
	free(table->columns);
	free(table);
}

static bool table_grow(struct table *table)
{
	size_t room = table->room ? 2 * table->room : 32;
	struct cell *cells = realloc(table->cells, room * sizeof(*cells));

	if (!cells)
		return false;
	table->cells = cells;
	table->room = room;
	return true;
}

void table_cell(struct table *table, enum shade shade, const char *format, ...)
{
	struct cell cell = {.shade = shade};
	va_list arguments;

	if (!table)
		return;
	va_start(arguments, format);
	if (vasprintf(&cell.text, format, arguments) < 0)
		cell.text = NULL;
	va_end(arguments);
	if (!cell.text || (table->used == table->room && !table_grow(table))) {
		free(cell.text);
		table->failed = true;
		return;
	}
	table->cells[table->used++] = cell;
}

size_t table_rows(const struct table *table)
{
	return table->width ? table->used / table->width : 0;
}

const char *table_text(const struct table *table, size_t row, size_t column)
{
	return table->cells[row * table->width + column].text;
}

/* A bar in a cell would end it. */
static void write_escaped(FILE *file, const char *text)
{
	fputs("| ", file);
	for (; *text; text++)
		if (*text == '|')
			fputs("\\|", file);
		else
			fputc(*text, file);
	fputc(' ', file);
}

int table_write_markdown(const struct table *table, FILE *file)
{
	for (size_t i = 0; i < table->width; i++)
		write_escaped(file, table->columns[i].heading);
	fputs("|\n", file);
	for (size_t i = 0; i < table->width; i++)
		fputs(table->columns[i].alignment == ALIGN_LEFT ? "| --- " : "| ---: ",
		      file);
	fputs("|\n", file);
	for (size_t row = 0; row < table_rows(table); row++) {
		for (size_t i = 0; i < table->width; i++)
			write_escaped(file, table_text(table, row, i));
		fputs("|\n", file);
	}
	return table->failed ? -ENOMEM : 0;
}
