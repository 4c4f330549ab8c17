/* SPDX-License-Identifier: MIT */
/* table_text.c - lays a table out for a terminal: measures the columns, aligns, writes. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/table_parts.h"

#define GAP "  " /* between columns */
#define RANGE "…"

size_t table_text_width(const char *text)
{
	size_t width = 0;

	for (; *text; text++)
		width += (*text & 0xc0) != 0x80; /* the first byte of a character */
	return width;
}

/* Columns of a terminal left of the decimal point and from it on. */
struct extent {
	size_t before, after;
};

/* A column's extents: of its cells, or of the two sides of its ranges. */
struct layout {
	struct extent first, second;
	size_t width;
};

/* Where the number in the text has its point: after the last digit of its whole part. */
static struct extent extent_of(const char *text, size_t bytes)
{
	char copy[256];
	size_t digit, end;

	if (bytes >= sizeof(copy))
		bytes = sizeof(copy) - 1;
	memcpy(copy, text, bytes);
	copy[bytes] = '\0';
	digit = strcspn(copy, "0123456789");
	end = digit + strspn(copy + digit, "0123456789,");
	struct extent extent = {.after = table_text_width(copy + end)};
	copy[end] = '\0';
	extent.before = table_text_width(copy);
	return extent;
}

/* Split a range at its sign. Returns the second part, NULL for what is no range. */
static const char *range_split(const char *text, size_t *first_bytes)
{
	const char *sign = strstr(text, RANGE);

	*first_bytes = sign ? (size_t)(sign - text) : strlen(text);
	return sign ? sign + strlen(RANGE) : NULL;
}

static void extent_widen(struct extent *extent, struct extent by)
{
	if (by.before > extent->before)
		extent->before = by.before;
	if (by.after > extent->after)
		extent->after = by.after;
}

/* How wide a column must be: its cells aligned, its heading at least. */
static struct layout layout_of(const struct table *table, size_t column)
{
	struct layout layout = {.width = 0};
	size_t heading = table_text_width(table->columns[column].heading), first;
	enum alignment alignment = table->columns[column].alignment;

	for (size_t row = 0; row < table_rows(table); row++) {
		const char *text = table_text(table, row, column), *second = NULL;

		first = strlen(text);
		if (alignment == ALIGN_RANGE)
			second = range_split(text, &first);
		if (alignment == ALIGN_LEFT)
			extent_widen(&layout.first,
				     (struct extent){.after = table_text_width(text)});
		else
			extent_widen(&layout.first, extent_of(text, first));
		if (second)
			extent_widen(&layout.second, extent_of(second, strlen(second)));
	}
	layout.width = layout.first.before + layout.first.after;
	if (layout.second.before + layout.second.after)
		layout.width += 1 + layout.second.before + layout.second.after;
	if (layout.width < heading)
		layout.width = heading;
	return layout;
}

static void write_spaces(FILE *file, size_t count)
{
	fprintf(file, "%*s", (int)count, "");
}

static void write_aligned(FILE *file, const char *text, size_t bytes, struct extent room)
{
	struct extent extent = extent_of(text, bytes);

	write_spaces(file, room.before - extent.before);
	fprintf(file, "%.*s", (int)bytes, text);
	write_spaces(file, room.after - extent.after);
}

static void write_numbers(FILE *file, const struct layout *layout, const char *text,
			  enum alignment alignment)
{
	size_t first = strlen(text);
	const char *second = NULL;
	size_t width = layout->first.before + layout->first.after;

	if (alignment == ALIGN_RANGE)
		second = range_split(text, &first);
	if (layout->second.before + layout->second.after)
		width += 1 + layout->second.before + layout->second.after;
	write_spaces(file, layout->width - width);
	write_aligned(file, text, first, layout->first);
	if (second) {
		fputs(RANGE, file);
		write_aligned(file, second, strlen(second), layout->second);
	} else {
		write_spaces(file, width - layout->first.before - layout->first.after);
	}
}

static const char *const shades[] = {[SHADE_NONE] = "",
				     [SHADE_BETTER] = "\033[32m",
				     [SHADE_WORSE] = "\033[31m",
				     [SHADE_FAINT] = "\033[2m"};

void table_paint(FILE *file, enum shade shade, const char *text)
{
	fprintf(file, "%s%s\033[0m", shades[shade], text);
}

static void write_cell(FILE *file, const struct table *table, const struct layout *layout,
		       size_t row, size_t column, bool colour)
{
	const struct cell *cell = &table->cells[row * table->width + column];
	bool last = column + 1 == table->width;
	bool painted = colour && cell->shade != SHADE_NONE;

	if (painted)
		fputs(shades[cell->shade], file);
	if (table->columns[column].alignment == ALIGN_LEFT) {
		fputs(cell->text, file);
		if (!last)
			write_spaces(file, layout->width - table_text_width(cell->text));
	} else {
		write_numbers(file, layout, cell->text, table->columns[column].alignment);
	}
	if (painted)
		fputs("\033[0m", file);
	fputs(last ? "\n" : GAP, file);
}

static void write_heading(FILE *file, const struct table *table,
			  const struct layout *layout)
{
	for (size_t i = 0; i < table->width; i++) {
		const char *heading = table->columns[i].heading;
		size_t space = layout[i].width - table_text_width(heading);
		bool left = table->columns[i].alignment == ALIGN_LEFT;
		bool last = i + 1 == table->width;

		write_spaces(file, left ? 0 : space);
		fputs(heading, file);
		if (!last)
			write_spaces(file, left ? space : 0);
		fputs(last ? "\n" : GAP, file);
	}
}

static void write_rows(FILE *file, const struct table *table, const struct layout *layout,
		       const char *indent, bool colour)
{
	fputs(indent, file);
	write_heading(file, table, layout);
	for (size_t row = 0; row < table_rows(table); row++) {
		fputs(indent, file);
		for (size_t i = 0; i < table->width; i++)
			write_cell(file, table, &layout[i], row, i, colour);
	}
}

/* Copy the lines without the spaces at their ends. */
static void write_trimmed(FILE *file, const char *text)
{
	while (*text) {
		size_t line = strcspn(text, "\n"), end = line;

		while (end && text[end - 1] == ' ')
			end--;
		fprintf(file, "%.*s\n", (int)end, text);
		text += line + (text[line] == '\n');
	}
}

int table_write_text(const struct table *table, FILE *file, const char *indent, bool colour)
{
	struct layout *layout = calloc(table->width + 1, sizeof(*layout));
	char *text = NULL;
	size_t bytes;
	FILE *memory = layout ? open_memstream(&text, &bytes) : NULL;
	int result = memory ? 0 : -ENOMEM;

	if (!memory)
		goto free_layout;
	for (size_t i = 0; i < table->width; i++)
		layout[i] = layout_of(table, i);
	write_rows(memory, table, layout, indent, colour);
	if (fclose(memory) != 0 || table->failed)
		result = -ENOMEM;
	else
		write_trimmed(file, text);
	free(text);
free_layout:
	free(layout);
	return result;
}
