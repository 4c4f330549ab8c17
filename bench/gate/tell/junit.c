/* SPDX-License-Identifier: MIT */
/* junit.c - what a gate found out, as tests. See junit.h. */
#include "bench/gate/tell/junit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/gate/tell/words.h"
#include "bench/report/draft.h"
#include "bench/report/xml.h"

/*
 * What was not a success: the same line as its message and as its text, since some readers
 * show the one (Jenkins) and some the other (GitLab).
 */
static void write_outcome(FILE *file, const char *element, const char *type,
			  const char *text)
{
	fprintf(file, "<%s", element);
	xml_write_attribute(file, "type", type);
	xml_write_attribute(file, "message", text);
	fputc('>', file);
	xml_write(file, text);
	fprintf(file, "</%s>", element);
}

/* The element that says what came of a row, and its type; NULL: it passes. */
static const char *outcome(const struct gate_row *row, const char **type)
{
	*type = gate_verdict_names[row->verdict];
	switch (row->verdict) {
	case GATE_PASS:
		return NULL;
	case GATE_FAIL:
		return "failure";
	case GATE_UNMEASURED:
		return "error";
	default:
		return "skipped";
	}
}

static int write_row(FILE *file, const struct gate_row *row)
{
	const char *type, *element = outcome(row, &type);
	struct draft text;
	int result = draft_start(&text);

	if (result)
		return result;
	gate_write_row(text.file, row);
	result = draft_end(&text);
	if (result)
		return result;
	fputs("\t\t<testcase classname=\"duet.gate\" name=\"", file);
	xml_write(file, row->name);
	fputs(", ", file);
	xml_write(file, gate_metric_words(row->metric));
	fputs("\">\n\t\t\t", file);
	if (element) {
		write_outcome(file, element, type, text.text);
	} else {
		fputs("<system-out>", file);
		xml_write(file, text.text);
		fputs("</system-out>", file);
	}
	fputs("\n\t\t</testcase>\n", file);
	free(text.text);
	return 0;
}

/* The gate itself is a test where its rows do not say what came of it. */
static bool has_own_case(const struct gate_record *record)
{
	return !record->row_count ||
	       (record->verdict == GATE_UNMEASURED && !gate_count(record, GATE_UNMEASURED));
}

static void write_own_case(FILE *file, const struct gate_record *record)
{
	fputs("\t\t<testcase classname=\"duet.gate\" name=\"the gate\">\n\t\t\t", file);
	if (gate_exit_code(record, 0) == 0) {
		fputs("<system-out>", file);
		gate_write_answer(file, record, NULL);
		fputs("</system-out>", file);
	} else {
		write_outcome(file, "error", "unmeasured",
			      *record->reason ? record->reason
					      : "nothing could be compared");
	}
	fputs("\n\t\t</testcase>\n", file);
}

static void write_property(FILE *file, const char *name, const char *value)
{
	fputs("\t\t\t<property", file);
	xml_write_attribute(file, "name", name);
	xml_write_attribute(file, "value", value);
	fputs("/>\n", file);
}

static void write_counts(FILE *file, const struct gate_record *record)
{
	bool own = has_own_case(record);
	bool own_error = own && gate_exit_code(record, 0) != 0;

	fprintf(file, " name=\"duet gate\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"",
		record->row_count + own, gate_count(record, GATE_FAIL),
		gate_count(record, GATE_UNMEASURED) + own_error);
	fprintf(file, " time=\"%.3f\"", (double)record->elapsed_ns / 1e9);
}

/* As xs:dateTime has it, with a colon in the offset, which a record's date has not. */
static void write_timestamp(FILE *file, const char *started)
{
	size_t length = strlen(started);
	char text[64];
	const char *end =
		length > 4 && length + 1 < sizeof(text) ? started + length - 4 : NULL;

	if (end && (end[-1] == '+' || end[-1] == '-') && strspn(end, "0123456789") == 4) {
		snprintf(text, sizeof(text), "%.*s:%s", (int)(length - 2), started,
			 end + 2);
		started = text;
	}
	xml_write_attribute(file, "timestamp", started);
}

static size_t skipped(const struct gate_record *record)
{
	return record->row_count - gate_count(record, GATE_PASS) -
	       gate_count(record, GATE_FAIL) - gate_count(record, GATE_UNMEASURED);
}

int gate_junit_write(FILE *file, const struct gate_record *record)
{
	int result = 0;

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", file);
	write_counts(file, record);
	fputs(">\n\t<testsuite", file);
	write_counts(file, record);
	fprintf(file, " skipped=\"%zu\"", skipped(record));
	write_timestamp(file, record->started);
	fputs(">\n\t\t<properties>\n", file);
	write_property(file, "base", record->base);
	write_property(file, "head", record->head);
	write_property(file, "command", record->command);
	write_property(file, "version", record->version);
	fputs("\t\t</properties>\n", file);
	for (size_t i = 0; i < record->row_count && result == 0; i++)
		result = write_row(file, &record->rows[i]);
	if (has_own_case(record))
		write_own_case(file, record);
	fputs("\t</testsuite>\n</testsuites>\n", file);
	return result;
}
