/* SPDX-License-Identifier: MIT */
/* record_json.c - the record to JSON, and written. See record_json.h. */
#include "bench/gate/record/record_json.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/report/utf8.h"
#include "bench/store/encode.h"
#include "bench/store/store.h"

/* NULL, for json_pack to give up, when there is no memory. */
static json_t *text_to_json(const char *text)
{
	json_t *json = json_string(text);
	char *repaired;

	if (json)
		return json;
	repaired = utf8_repair(text);
	json = repaired ? json_string(repaired) : NULL;
	free(repaired);
	return json;
}

static json_t *ratio_to_json(const struct gate_ratio *ratio)
{
	if (!gate_is_measured(ratio))
		return json_null();
	return json_pack(
		"{s:o, s:o, s:o, s:I, s:o}", "value", encode_number(ratio->ratio.value),
		"low", encode_number(ratio->ratio.low), "high",
		encode_number(ratio->ratio.high), "rounds", (json_int_t)ratio->ratio.rounds,
		"confidence", encode_number(ratio->confidence));
}

static json_t *row_to_json(const struct gate_row *row)
{
	return json_pack("{s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, "
			 "s:b, s:I, s:o, "
			 "s:o, s:s, s:o, s:o}",
			 "name", text_to_json(row->name), "metric",
			 text_to_json(row->metric), "counted", row->counted, "tolerance",
			 encode_number(row->tolerance), "margin",
			 encode_number(row->margin), "base", encode_number(row->base),
			 "head", encode_number(row->head), "unit", text_to_json(row->unit),
			 "stage", gate_stage_names[row->stage], "decisive",
			 ratio_to_json(&row->decisive), "first", ratio_to_json(&row->first),
			 "control", ratio_to_json(&row->control), "control_failed",
			 row->control_failed, "layouts", (json_int_t)row->layouts,
			 "rounds_needed", encode_number(row->rounds_needed),
			 "seconds_needed", encode_number(row->seconds_needed), "verdict",
			 gate_verdict_names[row->verdict], "reason",
			 text_to_json(row->reason), "waiver", text_to_json(row->waiver));
}

static json_t *rows_to_json(const struct gate_record *record)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < record->row_count; i++)
		if (json_array_append_new(rows, row_to_json(&record->rows[i])) < 0) {
			json_decref(rows);
			return NULL;
		}
	return rows;
}

static json_t *warnings_to_json(const struct gate_record *record)
{
	json_t *warnings = json_array();

	for (size_t i = 0; i < record->warning_count; i++)
		json_array_append_new(warnings,
				      json_pack("{s:o, s:o}", "text",
						text_to_json(record->warnings[i].text),
						"remedy",
						text_to_json(record->warnings[i].remedy)));
	return warnings;
}

json_t *gate_to_json(const struct gate_record *record)
{
	return json_pack(
		"{s:i, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:I, s:b, s:o, "
		"s:o}",
		"format", RESULTS_FORMAT, "verdict", gate_verdict_names[record->verdict],
		"reason", text_to_json(record->reason), "base", text_to_json(record->base),
		"head", text_to_json(record->head), "command",
		text_to_json(record->command), "version", text_to_json(record->version),
		"started", text_to_json(record->started), "elapsed_ns",
		(json_int_t)record->elapsed_ns, "measured_ns",
		(json_int_t)record->measured_ns, "budget_ns", (json_int_t)record->budget_ns,
		"layouts", (json_int_t)record->layouts, "same", record->same, "rows",
		rows_to_json(record), "warnings", warnings_to_json(record));
}

int gate_write(const struct gate_record *record, struct problem *problem)
{
	json_t *json = gate_to_json(record);
	int result;

	if (!json)
		return problem_set(problem, -ENOMEM, "no memory for writing %s/gate.json",
				   record->folder);
	result = store_write_document(record->folder, "gate.json", json, problem);
	json_decref(json);
	return result;
}
