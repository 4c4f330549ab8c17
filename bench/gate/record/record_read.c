/* SPDX-License-Identifier: MIT */
/* record_read.c - gate.json back to a record. See record_json.h. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/gate/record/record_json.h"
#include "bench/store/decode.h"

static size_t read_size(struct decoder *decoder, const json_t *object, const char *name)
{
	return (size_t)decode_integer(decoder, object, name, 0);
}

/* null: not measured */
static struct gate_ratio read_ratio(struct decoder *decoder, const json_t *row,
				    const char *name)
{
	const json_t *json = json_object_get(row, name);

	if (json_is_null(json))
		return (struct gate_ratio){{NAN, NAN, NAN, 0}, NAN};
	if (!json_is_object(json))
		decode_fail(decoder, "\"%s\" is missing, or neither an object nor null",
			    name);
	return (struct gate_ratio){{
					   .value = decode_double(decoder, json, "value"),
					   .low = decode_double(decoder, json, "low"),
					   .high = decode_double(decoder, json, "high"),
					   .rounds = read_size(decoder, json, "rounds"),
				   },
				   decode_double(decoder, json, "confidence")};
}

static void read_row(struct decoder *decoder, const json_t *json, struct gate_row *row)
{
	row->name = decode_string(decoder, json, "name");
	row->metric = decode_string(decoder, json, "metric");
	row->counted = decode_flag(decoder, json, "counted");
	row->tolerance = decode_double(decoder, json, "tolerance");
	row->margin = decode_double(decoder, json, "margin");
	row->base = decode_double(decoder, json, "base");
	row->head = decode_double(decoder, json, "head");
	row->unit = decode_string(decoder, json, "unit");
	row->stage = (enum gate_stage)decode_choice(decoder, json, "stage",
						    gate_stage_names, GATE_STAGES);
	row->decisive = read_ratio(decoder, json, "decisive");
	row->first = read_ratio(decoder, json, "first");
	row->control = read_ratio(decoder, json, "control");
	row->control_failed = decode_flag(decoder, json, "control_failed");
	row->layouts = read_size(decoder, json, "layouts");
	row->rounds_needed = decode_double(decoder, json, "rounds_needed");
	row->seconds_needed = decode_double(decoder, json, "seconds_needed");
	row->verdict = (enum gate_verdict)decode_choice(decoder, json, "verdict",
							gate_verdict_names, GATE_VERDICTS);
	row->reason = decode_string(decoder, json, "reason");
	row->waiver = decode_string(decoder, json, "waiver");
}

static void read_rows(struct decoder *decoder, const json_t *json,
		      struct gate_record *record)
{
	const json_t *rows = decode_array(decoder, json, "rows");

	record->rows =
		decode_allocate(decoder, json_array_size(rows), sizeof(*record->rows));
	if (!record->rows)
		return;
	record->row_count = json_array_size(rows);
	for (size_t i = 0; i < record->row_count; i++)
		read_row(decoder, json_array_get(rows, i), &record->rows[i]);
}

static void read_warnings(struct decoder *decoder, const json_t *json,
			  struct gate_record *record)
{
	const json_t *warnings = decode_array(decoder, json, "warnings");
	size_t count = json_array_size(warnings);
	struct warning_record *records = decode_allocate(decoder, count, sizeof(*records));

	record->warnings = records;
	record->warning_count = records ? count : 0;
	for (size_t i = 0; i < record->warning_count; i++) {
		const json_t *warning = json_array_get(warnings, i);

		records[i].text = decode_string(decoder, warning, "text");
		records[i].remedy = decode_string(decoder, warning, "remedy");
	}
}

static int read_record(struct decoder *decoder, const json_t *json,
		       struct gate_record *record)
{
	if (!decode_format(decoder, json))
		return decoder->error;
	record->verdict = (enum gate_verdict)decode_choice(
		decoder, json, "verdict", gate_verdict_names, GATE_VERDICTS);
	record->reason = decode_string(decoder, json, "reason");
	record->base = decode_string(decoder, json, "base");
	record->head = decode_string(decoder, json, "head");
	record->command = decode_string(decoder, json, "command");
	record->version = decode_string(decoder, json, "version");
	record->started = decode_string(decoder, json, "started");
	record->elapsed_ns = decode_integer(decoder, json, "elapsed_ns", 0);
	record->measured_ns = decode_integer(decoder, json, "measured_ns", 0);
	if (json_object_get(json, "budget_ns")) /* earlier versions do not tell */
		record->budget_ns = decode_integer(decoder, json, "budget_ns", 0);
	record->layouts = read_size(decoder, json, "layouts");
	record->same = decode_flag(decoder, json, "same");
	read_rows(decoder, json, record);
	read_warnings(decoder, json, record);
	return decoder->error;
}

bool gate_is_in(const char *folder)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%.4000s/gate.json", folder);
	return access(path, F_OK) == 0;
}

int gate_read(const char *folder, struct gate_document *document, struct problem *problem)
{
	struct decoder decoder = {
		.folder = folder, .file = "gate.json", .problem = problem};

	*document = (struct gate_document){.folder = strdup(folder)};
	if (!document->folder)
		return problem_set(problem, -ENOMEM, "no memory for reading %s", folder);
	document->json = decode_file(&decoder);
	document->record.folder = document->folder;
	if (!decoder.error)
		read_record(&decoder, document->json, &document->record);
	if (decoder.error)
		gate_document_free(document);
	return decoder.error;
}

void gate_document_free(struct gate_document *document)
{
	free(document->record.rows);
	free((void *)document->record.warnings);
	json_decref(document->json);
	free(document->folder);
	*document = (struct gate_document){0};
}
