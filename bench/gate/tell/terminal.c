/* SPDX-License-Identifier: MIT */
/* terminal.c - what a gate found out, for a terminal. See terminal.h. */
#include "bench/gate/tell/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/gate/tell/row_table.h"
#include "bench/gate/tell/words.h"
#include "bench/report/draft.h"
#include "bench/report/table.h"
#include "bench/report/utf8.h"
#include "bench/report/wrap.h"

#define INDENT "  "
#define NAME_SHORT 24 /* characters, where the table is too wide */

/* Where it goes to, and a line that is being written: it is wrapped once it is whole. */
struct screen {
	FILE *file;
	const struct gate_record *record;
	const struct gate_row **rows; /* in gate_order */
	struct gate_view view;
	int result;
};

/* A name as one line. */
static char *plain_name(const char *name)
{
	char *copy = strdup(name);

	if (copy)
		utf8_one_line(copy);
	return copy;
}

/* The same, for a terminal that has no room for it. */
static char *short_name(const char *name)
{
	struct draft text = {0};
	char *plain = plain_name(name);

	if (plain && draft_start(&text) == 0) {
		utf8_write_short(text.file, plain, NAME_SHORT);
		draft_end(&text);
	}
	free(plain);
	return text.text;
}

/* Whether a line could be started: want of memory is remembered. */
static bool line_start(struct screen *screen, struct draft *line)
{
	int error = draft_start(line);

	if (error)
		screen->result = error;
	return !error;
}

/* Wrap and write it, from column `at` on, further lines after `indent`. */
static void line_end(struct screen *screen, struct draft *line, size_t at, size_t indent)
{
	int error = draft_end(line);

	if (error) {
		screen->result = error;
		return;
	}
	utf8_one_line(line->text);
	wrap_write(screen->file, line->text, at, indent, screen->view.width);
	free(line->text);
}

static void write_heading(struct screen *screen)
{
	struct draft line;

	if (!line_start(screen, &line))
		return;
	fprintf(line.file, "%s → %s, ", screen->record->base, screen->record->head);
	gate_write_extent(line.file, screen->record, ", ");
	fputs("gate  ", screen->file);
	line_end(screen, &line, strlen("gate  "), strlen("gate  "));
}

/* The columns that the widest line of a text takes. */
static size_t widest_line(char *text)
{
	size_t widest = 0;

	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (table_text_width(line) > widest)
			widest = table_text_width(line);
	return widest;
}

static bool fits(const struct table *table, size_t width)
{
	struct draft text;
	bool result = true;

	if (width == SIZE_MAX || draft_start(&text))
		return true;
	table_write_text(table, text.file, INDENT, false);
	if (draft_end(&text) == 0)
		result = widest_line(text.text) <= width;
	free(text.text);
	return result;
}

/* The fullest table that fits; at last with short names, fit or not. NULL: no memory. */
static struct table *make_table(const struct screen *screen, size_t count)
{
	static const struct {
		bool values;
		gate_name_writer *name;
	} ways[] = {{true, plain_name}, {false, plain_name}, {false, short_name}};
	struct table *table = NULL;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct gate_columns columns = {screen->view.verbose, ways[i].values};

		table_free(table);
		table = gate_table(screen->record, screen->rows, count, columns,
				   ways[i].name);
		if (!table || fits(table, screen->view.width))
			break;
	}
	return table;
}

static void write_table(struct screen *screen, size_t count)
{
	struct table *table = make_table(screen, count);

	if (!table || table_write_text(table, screen->file, INDENT, screen->view.colour))
		screen->result = -ENOMEM;
	table_free(table);
}

static void write_rows(struct screen *screen)
{
	size_t count = screen->record->row_count;
	size_t shown = gate_shown(screen->record, screen->view.verbose);

	if (!count)
		return;
	write_table(screen, shown);
	if (shown < count) {
		fputs(INDENT "... ", screen->file);
		gate_write_folded(screen->file, screen->rows + shown, count - shown);
		fputc('\n', screen->file);
	}
}

/* Why the row is what it is, in a line of its own. */
static void write_reason(struct screen *screen, const struct gate_row *row)
{
	struct draft line;

	if ((!*row->reason && !*row->waiver) || !line_start(screen, &line))
		return;
	gate_write_name(line.file, screen->record, row);
	fprintf(line.file, ": %s%s%s%s", row->reason,
		*row->reason && *row->waiver ? "; " : "", gate_waiver_label(row),
		row->waiver);
	fputs(INDENT, screen->file);
	line_end(screen, &line, 2, 4);
}

static void write_control(struct screen *screen)
{
	const struct gate_row *row = gate_widest_control(screen->record);
	struct draft line;

	if (!row || !line_start(screen, &line))
		return;
	fprintf(line.file, "A/A control, the base against itself: %s %% at the widest, in ",
		gate_bounds(&row->control).text);
	gate_write_name(line.file, screen->record, row);
	fputs(INDENT, screen->file);
	line_end(screen, &line, 2, 4);
}

static void write_warning(struct screen *screen, const struct warning_record *warning)
{
	struct draft line;

	if (!line_start(screen, &line))
		return;
	fprintf(line.file, "warning: %s.%s%s%s", warning->text,
		*warning->remedy ? " Remedy: " : "", warning->remedy,
		*warning->remedy ? "." : "");
	line_end(screen, &line, 0, 2);
}

static void write_verdict(struct screen *screen)
{
	const char *word = gate_word(screen->record);
	size_t at = strlen(word) + strlen("  ");
	enum shade shade = screen->record->verdict == GATE_FAIL	  ? SHADE_WORSE
			   : screen->record->verdict == GATE_PASS ? SHADE_BETTER
								  : SHADE_NONE;
	struct draft line;

	if (!line_start(screen, &line))
		return;
	gate_write_conclusion(line.file, screen->record, screen->rows);
	if (screen->view.colour && shade != SHADE_NONE)
		table_paint(screen->file, shade, word);
	else
		fputs(word, screen->file);
	fputs("  ", screen->file);
	line_end(screen, &line, at, 2);
}

int gate_terminal_write(FILE *file, const struct gate_record *record, struct gate_view view)
{
	struct screen screen = {file, record, gate_order(record), view, 0};

	if (!screen.rows)
		return -ENOMEM;
	write_heading(&screen);
	write_rows(&screen);
	for (size_t i = 0; i < record->row_count; i++)
		write_reason(&screen, screen.rows[i]);
	write_control(&screen);
	for (size_t i = 0; i < record->warning_count; i++)
		write_warning(&screen, &record->warnings[i]);
	write_verdict(&screen);
	free(screen.rows);
	return screen.result;
}
