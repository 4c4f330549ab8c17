/* SPDX-License-Identifier: MIT */
/* summary_json.c - the written form of a summary: summary.json (docs/results.md). */
#include <math.h>
#include <string.h>

#include "bench/report/summary.h"

static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *estimate_to_json(const struct estimate *estimate)
{
	return json_pack("{s:o, s:o, s:o, s:I}", "value", number(estimate->value), "low",
			 number(estimate->low), "high", number(estimate->high), "rounds",
			 (json_int_t)estimate->rounds);
}

/* Put the estimate under the name, unless it was not measured. */
static void put(json_t *object, const char *name, const struct estimate *estimate)
{
	if (estimate->rounds)
		json_object_set_new(object, name, estimate_to_json(estimate));
}

static json_t *parameters_to_json(const struct contestant_record *record)
{
	json_t *parameters = json_object();

	for (size_t i = 0; i < record->parameter_count; i++)
		json_object_set_new(parameters, record->parameters[i].name,
				    json_integer(record->parameters[i].value));
	return parameters;
}

static json_t *latency_to_json(const struct contestant_summary *contestant)
{
	json_t *latency = json_object();

	for (size_t q = 0; q < QUANTILES; q++)
		put(latency, quantile_names[q], &contestant->latencies[q]);
	json_object_set_new(latency, "max", json_integer(contestant->latency_max_ns));
	json_object_set_new(latency, "answers", json_integer(contestant->latency_count));
	return latency;
}

static json_t *contestant_to_json(const struct duet_summary *duet,
				  const struct contestant_summary *contestant)
{
	const struct contestant_record *record = contestant->record;
	struct estimate requests = summary_requests(contestant);
	json_t *json = json_pack("{s:s, s:s, s:s, s:b, s:o}", "label", record->label,
				 "runtime", record->runtime, "workload", record->workload,
				 "control", record->control, "parameters",
				 parameters_to_json(record));
	json_t *measures = json_object();

	put(json, "value", summary_value(duet, contestant));
	put(json, "ratio", summary_ratio(duet, contestant));
	for (size_t m = 0; m < MEASURES; m++)
		put(measures, measure_names[m], &contestant->values[m]);
	json_object_set_new(json, "measures", measures);
	put(json, "requests_per_second", &requests);
	if (contestant->latency_count)
		json_object_set_new(json, "latency_ns", latency_to_json(contestant));
	return json;
}

static json_t *warnings_to_json(const struct duet_record *record)
{
	json_t *warnings = json_array();

	for (size_t i = 0; i < record->warning_count; i++)
		json_array_append_new(
			warnings, json_pack("{s:s, s:s}", "text", record->warnings[i].text,
					    "remedy", record->warnings[i].remedy));
	return warnings;
}

static json_t *duet_to_json(const struct duet_summary *duet)
{
	const struct duet_record *record = duet->record;
	json_t *contestants = json_array();

	for (size_t i = 0; i < duet->count; i++)
		json_array_append_new(contestants,
				      contestant_to_json(duet, &duet->contestants[i]));
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:o, s:o}", "workload",
			 record->workload, "question", record->question, "operation",
			 record->operation, "metric", record->metric, "cores", record->cores,
			 "state", duet_state_name(record->state), "error",
			 record->error ? record->error : "", "rounds",
			 (json_int_t)duet->rounds, "rounds_planned",
			 (json_int_t)record->rounds_planned, "contestants", contestants,
			 "warnings", warnings_to_json(record));
}

json_t *summary_to_json(const struct summary *summary)
{
	const struct run_record *run = &summary->results->run;
	json_t *duets = json_array();

	for (size_t i = 0; i < summary->count; i++)
		json_array_append_new(duets, duet_to_json(&summary->duets[i]));
	return json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:f, s:o}", "format", SUMMARY_FORMAT,
			 "state", run_state_name(run->state), "command", run->command,
			 "profile", run->profile ? run->profile : "", "version", run->version,
			 "started", run->started, "confidence", CONFIDENCE, "duets", duets);
}
