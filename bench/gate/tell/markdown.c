/* SPDX-License-Identifier: MIT */
/* markdown.c - what a gate found out, for GitHub. See markdown.h. */
#include "bench/gate/tell/markdown.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/gate/tell/row_table.h"
#include "bench/gate/tell/words.h"
#include "bench/report/draft.h"
#include "bench/report/utf8.h"

/* Text as text: every ASCII punctuation that means something is marked. */
static void write_text(FILE *file, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\`*_<>[]#~&|", *text))
			fputc('\\', file);
		fputc(*text, file);
	}
}

/* How many of the character stand in a row, at most. */
static size_t longest_run(const char *text, char of)
{
	size_t longest = 0, run = 0;

	for (; *text; text++) {
		run = *text == of ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void write_times(FILE *file, char c, size_t count)
{
	while (count--)
		fputc(c, file);
}

/* A text of one line as a code span: in more backticks than stand in it. */
static void write_code(FILE *file, const char *text)
{
	size_t ticks = longest_run(text, '`') + 1;
	const char *space = ticks > 1 ? " " : "";

	if (!*text)
		return;
	write_times(file, '`', ticks);
	fprintf(file, "%s%s%s", space, text, space);
	write_times(file, '`', ticks);
}

static char *code_name(const char *name)
{
	struct draft code = {0};
	char *line = strdup(name);

	if (line && draft_start(&code) == 0) {
		utf8_one_line(line);
		write_code(code.file, line);
		draft_end(&code);
	}
	free(line);
	return code.text;
}

static int write_name(FILE *file, const char *name)
{
	char *code = code_name(name);

	fputs(code ? code : "", file);
	free(code);
	return code ? 0 : -ENOMEM;
}

/* End a line, and write it as one line of text. */
static int write_line(FILE *file, struct draft *line)
{
	int result = draft_end(line);

	if (result == 0) {
		utf8_one_line(line->text);
		write_text(file, line->text);
	}
	free(line->text);
	return result;
}

static int write_heading(FILE *file, const struct gate_record *record,
			 const struct gate_row *const *rows)
{
	struct draft line;
	int result = draft_start(&line);

	if (result)
		return result;
	gate_write_answer(line.file, record, rows);
	fprintf(file, "### %s: ", gate_word(record));
	result = write_line(file, &line);
	fputs("\n\n", file);
	if (result == 0)
		result = write_name(file, record->base);
	fputs(" → ", file);
	if (result == 0)
		result = write_name(file, record->head);
	fputs(" · ", file);
	gate_write_extent(file, record, " · ");
	fputs("\n\n", file);
	return result;
}

static int write_table(FILE *file, const struct gate_record *record,
		       const struct gate_row *const *rows, size_t count, bool control)
{
	struct gate_columns columns = {.control = control, .values = true};
	struct table *table = gate_table(record, rows, count, columns, code_name);
	int result = table ? table_write_markdown(table, file) : -ENOMEM;

	table_free(table);
	fputc('\n', file);
	return result;
}

/* "- `echo/threads`: why it is what it is" */
static int write_reason(FILE *file, const struct gate_row *row)
{
	struct draft line;
	int result = draft_start(&line);

	if (result)
		return result;
	fprintf(line.file, ", %s: %s%s%s%s", gate_metric_words(row->metric), row->reason,
		*row->reason && *row->waiver ? "; " : "", gate_waiver_label(row),
		row->waiver);
	fputs("- ", file);
	write_name(file, row->name);
	return write_line(file, &line);
}

static int write_reasons(FILE *file, const struct gate_record *record,
			 const struct gate_row *const *rows)
{
	bool some = false;
	int result = 0;

	for (size_t i = 0; i < record->row_count && result == 0; i++) {
		if (!*rows[i]->reason && !*rows[i]->waiver)
			continue;
		result = write_reason(file, rows[i]);
		fputc('\n', file);
		some = true;
	}
	if (some)
		fputc('\n', file);
	return result;
}

static int write_warning(FILE *file, const struct warning_record *warning)
{
	struct draft line;
	int result = draft_start(&line);

	if (result)
		return result;
	fprintf(line.file, "%s.%s%s%s", warning->text, *warning->remedy ? " Remedy: " : "",
		warning->remedy, *warning->remedy ? "." : "");
	fputs("> **Warning:** ", file);
	result = write_line(file, &line);
	fputs("\n\n", file);
	return result;
}

static int write_warnings(FILE *file, const struct gate_record *record)
{
	int result = 0;

	for (size_t i = 0; i < record->warning_count && result == 0; i++)
		result = write_warning(file, &record->warnings[i]);
	return result;
}

/* The rows that were folded above, and every row's control. */
static int write_folded(FILE *file, const struct gate_record *record,
			const struct gate_row *const *rows, size_t shown)
{
	size_t count = record->row_count;
	int result;

	if (!count)
		return 0;
	fputs("<details><summary>", file);
	if (shown < count) {
		gate_write_folded(file, rows + shown, count - shown);
		fputs("; every row with its A/A control", file);
	} else {
		fputs("Every row with its A/A control", file);
	}
	fputs("</summary>\n\n", file);
	result = write_table(file, record, rows, count, true);
	fputs("A change is what the head costs over what the base costs, in rounds of "
	      "fresh "
	      "processes that take turns, as a mean over layouts of both programs. A row "
	      "fails when the whole interval of fresh rounds is beyond its tolerance, and "
	      "passes when its interval ends below the margin. The A/A control is the base "
	      "against itself: what it shows is noise.\n\n</details>\n\n",
	      file);
	return result;
}

/* One line, so that a fence within it does not end the block. */
static int write_repeat(FILE *file, const struct gate_record *record)
{
	char *command = strdup(record->command);

	if (!command)
		return -ENOMEM;
	utf8_one_line(command);
	fprintf(file, "Repeat it, and see the rounds:\n\n```\n%s", command);
	gate_write_more_budget(file, record);
	gate_write_report_command(file, "\n", record);
	fputs("\n```\n", file);
	free(command);
	return 0;
}

int gate_markdown_write(FILE *file, const struct gate_record *record)
{
	const struct gate_row **rows = gate_order(record);
	size_t shown = gate_shown(record, false);
	int result = rows ? write_heading(file, record, rows) : -ENOMEM;

	if (result == 0 && record->row_count)
		result = write_table(file, record, rows, shown, false);
	if (result == 0)
		result = write_reasons(file, record, rows);
	if (result == 0)
		result = write_warnings(file, record);
	if (result == 0)
		result = write_folded(file, record, rows, shown);
	if (result == 0)
		result = write_repeat(file, record);
	free(rows);
	return result;
}
