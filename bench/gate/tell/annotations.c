/* SPDX-License-Identifier: MIT */
/* annotations.c - what a gate found out, as GitHub's workflow commands. See annotations.h. */
#include "bench/gate/tell/annotations.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/gate/tell/words.h"
#include "bench/report/draft.h"
#include "bench/report/plain.h"

#define SHOWN_MOST 10 /* of a kind and step */

enum kind { KIND_ERROR, KIND_WARNING, KIND_NOTICE, KINDS };

static const char *const kind_names[KINDS] = {"error", "warning", "notice"};

static enum kind kind_of(enum gate_verdict verdict)
{
	if (verdict == GATE_FAIL || verdict == GATE_UNMEASURED)
		return KIND_ERROR;
	return verdict == GATE_INCONCLUSIVE ? KIND_WARNING : KIND_NOTICE;
}

/* In a property, a colon or a comma would end it. A log is shown on a terminal, or like one. */
static void write_escaped(FILE *file, const char *text, bool property)
{
	const char *special = property ? "%\r\n:," : "%\r\n";

	while (*text)
		if (strchr(special, *text))
			fprintf(file, "%%%02X", (unsigned char)*text++);
		else
			text += plain_write_one(file, text);
}

static void write_command(FILE *file, enum kind kind, const char *title, const char *text)
{
	fprintf(file, "::%s title=", kind_names[kind]);
	write_escaped(file, title, true);
	fputs("::", file);
	write_escaped(file, text, false);
	fputc('\n', file);
}

static int write_titled(FILE *file, const char *title, const struct gate_row *row)
{
	struct draft text;
	int result = draft_start(&text);

	if (result)
		return result;
	gate_write_row(text.file, row);
	result = draft_end(&text);
	if (result == 0)
		write_command(file, kind_of(row->verdict), title, text.text);
	free(text.text);
	return result;
}

static int write_row(FILE *file, const struct gate_record *record,
		     const struct gate_row *row)
{
	struct draft title;
	int result = draft_start(&title);

	if (result)
		return result;
	gate_write_name(title.file, record, row);
	fprintf(title.file, ": %s", gate_verdict_words(row).text);
	result = draft_end(&title);
	if (result == 0)
		result = write_titled(file, title.text, row);
	free(title.text);
	return result;
}

static int write_rows(FILE *file, const struct gate_record *record,
		      const struct gate_row *const *rows, enum kind kind)
{
	size_t count = 0, written = 0, room = SHOWN_MOST - 1; /* one for the verdict */
	char text[96];
	int result = 0;

	for (size_t i = 0; i < record->row_count; i++)
		count += rows[i]->verdict != GATE_PASS && kind_of(rows[i]->verdict) == kind;
	room = count > room ? room - 1 : room;
	for (size_t i = 0; i < record->row_count && result == 0 && written < room; i++) {
		if (rows[i]->verdict == GATE_PASS || kind_of(rows[i]->verdict) != kind)
			continue;
		result = write_row(file, record, rows[i]);
		written++;
	}
	snprintf(text, sizeof(text), "%zu more are in gate.json and the table.",
		 count - written);
	if (count > written)
		write_command(file, kind, "more rows", text);
	return result;
}

static int write_verdict(FILE *file, const struct gate_record *record,
			 const struct gate_row *const *rows)
{
	struct draft text;
	int result = draft_start(&text);

	if (result)
		return result;
	gate_write_conclusion(text.file, record, rows);
	result = draft_end(&text);
	if (result == 0)
		write_command(file, kind_of(record->verdict), gate_word(record), text.text);
	free(text.text);
	return result;
}

int gate_annotations_write(FILE *file, const struct gate_record *record)
{
	const struct gate_row **rows = gate_order(record);
	int result = rows ? 0 : -ENOMEM;

	for (int kind = 0; kind < KINDS && result == 0; kind++)
		result = write_rows(file, record, rows, (enum kind)kind);
	if (result == 0)
		result = write_verdict(file, record, rows);
	free(rows);
	return result;
}
