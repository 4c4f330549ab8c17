/* SPDX-License-Identifier: MIT */
/* history_line.c - a line of a history, to JSON and back. See history_line.h. */
#include "bench/store/history_line.h"

#include <inttypes.h>
#include <math.h>

#include "bench/store/encode.h"

json_t *history_encode(const struct history_entry *entry)
{
	json_t *line = json_pack(
		"{s:i, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:I, s:b, s:s, s:s, s:s, "
		"s:O}",
		"format", HISTORY_FORMAT, "revision", entry->revision, "date", entry->date,
		"row", entry->row, "metric", entry->metric, "unit", entry->unit, "value",
		encode_number(entry->value), "low", encode_number(entry->low), "high",
		encode_number(entry->high), "rounds", (json_int_t)entry->rounds, "judged",
		entry->judged, "machine", entry->machine, "cpu", entry->cpu, "results",
		entry->results, "parameters", entry->parameters);

	if (line && *entry->over)
		json_object_set_new(line, "over", json_string(entry->over));
	if (line && *entry->doubtful)
		json_object_set_new(line, "doubtful", json_string(entry->doubtful));
	return line;
}

/* A member that may be missing. */
static const char *optional_string(struct decoder *decoder, const json_t *json,
				   const char *name)
{
	return json_object_get(json, name) ? decode_string(decoder, json, name) : "";
}

static double decode_value(struct decoder *decoder, const json_t *json)
{
	const json_t *member = json_object_get(json, "value");
	double value = json_number_value(member);

	if (!json_is_number(member) || !(value >= 0))
		decode_fail(decoder, "\"value\" is missing or no number from 0 on");
	return value;
}

static void decode_interval(struct decoder *decoder, const json_t *json,
			    struct history_entry *entry)
{
	entry->low = decode_double(decoder, json, "low");
	entry->high = decode_double(decoder, json, "high");
	if (isnan(entry->low) && isnan(entry->high))
		return;
	if (!(entry->low <= entry->value && entry->value <= entry->high))
		decode_fail(decoder, "the interval of \"value\" does not hold it");
}

static const json_t *decode_parameters(struct decoder *decoder, const json_t *json)
{
	json_t *parameters = json_object_get(json, "parameters"), *value;
	const char *name;

	if (!json_is_object(parameters))
		decode_fail(decoder, "\"parameters\" is missing or no object");
	json_object_foreach(parameters, name, value) if (!json_is_integer(value))
		decode_fail(decoder, "\"%s\" of \"parameters\" is no integer", name);
	return parameters;
}

static void decode_format_of(struct decoder *decoder, const json_t *json)
{
	int64_t format = decode_integer(decoder, json, "format", 1);

	if (!decoder->error && format != HISTORY_FORMAT)
		decode_fail(decoder,
			    "format %" PRId64 " is unknown to this version, which reads "
			    "histories of format %d",
			    format, HISTORY_FORMAT);
}

int history_decode(struct decoder *decoder, const json_t *json, struct history_entry *entry)
{
	decode_format_of(decoder, json);
	*entry = (struct history_entry){
		.revision = decode_string(decoder, json, "revision"),
		.date = decode_string(decoder, json, "date"),
		.row = decode_string(decoder, json, "row"),
		.over = optional_string(decoder, json, "over"),
		.metric = decode_string(decoder, json, "metric"),
		.unit = decode_string(decoder, json, "unit"),
		.value = decode_value(decoder, json),
		.rounds = decode_integer(decoder, json, "rounds", 1),
		.judged = json_is_true(json_object_get(json, "judged")),
		.doubtful = optional_string(decoder, json, "doubtful"),
		.machine = decode_string(decoder, json, "machine"),
		.cpu = decode_string(decoder, json, "cpu"),
		.results = decode_string(decoder, json, "results"),
		.parameters = decode_parameters(decoder, json),
	};
	decode_interval(decoder, json, entry);
	return decoder->error;
}
