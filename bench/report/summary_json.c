/* SPDX-License-Identifier: MIT */
/* summary_json.c - the written form of a summary: summary.json (docs/results.md). */
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/harness.h"
#include "bench/report/open_loop.h"
#include "bench/report/summary_json.h"
#include "bench/report/warnings.h"
#include "bench/store/encode.h"

json_t *summary_estimate_to_json(const struct estimate *estimate)
{
	return json_pack("{s:o, s:o, s:o, s:I}", "value", encode_number(estimate->value),
			 "low", encode_number(estimate->low), "high",
			 encode_number(estimate->high), "rounds",
			 (json_int_t)estimate->rounds);
}

/* Put the estimate under the name, unless it was not measured. */
static void put(json_t *object, const char *name, const struct estimate *estimate)
{
	if (estimate->rounds)
		json_object_set_new(object, name, summary_estimate_to_json(estimate));
}

/* What the harness used of a processor, unless it was not measured. */
static void put_share(json_t *object, double share)
{
	if (share >= 0)
		json_object_set_new(object, "harness_share", json_real(share));
}

static json_t *parameters_to_json(const struct contestant_record *record)
{
	json_t *parameters = json_object();

	for (size_t i = 0; i < record->parameter_count; i++)
		json_object_set_new(parameters, record->parameters[i].name,
				    json_integer(record->parameters[i].value));
	return parameters;
}

static json_t *latency_to_json(const struct latency_summary *summary)
{
	static const char *const names[QUANTILES] = {"p50_ns", "p90_ns", "p99_ns",
						     "p999_ns"};
	json_t *latency = json_object();

	for (size_t q = 0; q < QUANTILES; q++)
		put(latency, names[q], &summary->quantiles[q]);
	put(latency, "max_ns", &summary->max);
	json_object_set_new(latency, "greatest_ns", json_integer(summary->greatest_ns));
	json_object_set_new(latency, "count", json_integer(summary->count));
	return latency;
}

static json_t *levels_to_json(const struct contestant_summary *contestant)
{
	json_t *levels = json_array();

	for (size_t i = 0; i < contestant->level_count; i++) {
		const struct level_summary *level = &contestant->levels[i];
		json_t *json =
			json_pack("{s:I}", "operations", (json_int_t)level->operations);

		put(json, "memory_bytes", &level->memory);
		put(json, "kernel_bytes", &level->kernel);
		json_array_append_new(levels, json);
	}
	return levels;
}

static json_t *counts_to_json(const struct contestant_summary *contestant)
{
	json_t *counts = json_object();

	for (size_t i = 0; i < contestant->count_count; i++) {
		const struct count_summary *count = &contestant->counts[i];
		json_t *json = json_pack("{s:I, s:I}", "total", (json_int_t)count->total,
					 "operations", (json_int_t)contestant->operations);

		put(json, "rate", &count->rate);
		json_object_set_new(counts, count->name, json);
	}
	return counts;
}

/* The ratio to the first contestant; null for the first, and when there is none. */
static json_t *ratio_to_json(const struct duet_summary *duet,
			     const struct contestant_summary *contestant)
{
	const struct estimate *ratio = summary_ratio(duet, contestant);

	return contestant == duet->contestants || !ratio->rounds
		       ? json_null()
		       : summary_estimate_to_json(ratio);
}

static json_t *contestant_to_json(const struct duet_summary *duet,
				  const struct contestant_summary *contestant)
{
	const struct contestant_record *record = contestant->record;
	struct estimate requests = summary_requests(contestant);
	struct estimate offered = open_loop_offered(contestant);
	json_t *json = json_pack("{s:s, s:s, s:s, s:b, s:o, s:o}", "label", record->label,
				 "runtime", record->runtime, "workload", record->workload,
				 "control", record->control, "parameters",
				 parameters_to_json(record), "ratio",
				 ratio_to_json(duet, contestant));

	for (size_t m = 0; m < MEASURES; m++)
		put(json, measure_names[m], &contestant->values[m]);
	put(json, "requests_per_second", &requests);
	put(json, "offered_per_second", &offered);
	for (size_t kind = 0; kind < LATENCIES; kind++)
		if (contestant->latencies[kind].count)
			json_object_set_new(json, latency_names[kind],
					    latency_to_json(&contestant->latencies[kind]));
	json_object_set_new(json, "client_bound",
			    json_boolean(summary_is_client_bound(contestant)));
	if (offered.rounds)
		json_object_set_new(
			json, "open_verdict",
			json_string(open_verdict_name(open_loop_judge(contestant))));
	if (contestant->count_count)
		json_object_set_new(json, "counts", counts_to_json(contestant));
	if (contestant->level_count)
		json_object_set_new(json, "levels", levels_to_json(contestant));
	return json;
}

static void add_warning(void *context, const char *text, const char *remedy)
{
	json_array_append_new(context,
			      json_pack("{s:s, s:s}", "text", text, "remedy", remedy));
}

/* What the reports show: the conductor's, and those that the numbers call for. */
static json_t *warnings_to_json(const struct duet_summary *duet)
{
	json_t *warnings = json_array();

	warnings_of_duet(duet, add_warning, warnings);
	return warnings;
}

static json_t *doubt_to_json(const struct duet_summary *duet)
{
	char why[256];

	return duet_is_doubtful(duet, why, sizeof(why)) ? json_string(why) : json_null();
}

static json_t *duet_to_json(const struct duet_summary *duet)
{
	const struct duet_record *record = duet->record;
	json_t *contestants = json_array(), *json;

	for (size_t i = 0; i < duet->count; i++)
		json_array_append_new(contestants,
				      contestant_to_json(duet, &duet->contestants[i]));
	json = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:f, s:o, s:o, s:o}",
		"workload", record->workload, "question", record->question, "operation",
		record->operation, "metric", record->metric, "cores", record->cores,
		"state", duet_state_name(record->state), "error",
		record->error ? record->error : "", "rounds", (json_int_t)duet->rounds,
		"rounds_planned", (json_int_t)record->rounds_planned, "confidence",
		CONFIDENCE, "contestants", contestants, "warnings", warnings_to_json(duet),
		"doubtful", doubt_to_json(duet));
	put_share(json, harness_share(record));
	return json;
}

static json_t *run_to_json(const struct run_record *run)
{
	json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s}", "state",
				 run_state_name(run->state), "command", run->command,
				 "profile", run->profile ? run->profile : "", "version",
				 run->version, "started", run->started);

	put_share(json, harness_share_of_run(run));
	return json;
}

json_t *summary_to_json(const struct summary *summary)
{
	json_t *duets = json_array();

	for (size_t i = 0; i < summary->count; i++)
		json_array_append_new(duets, duet_to_json(&summary->duets[i]));
	return json_pack("{s:i, s:o, s:o, s:o, s:o}", "format", SUMMARY_FORMAT, "run",
			 run_to_json(&summary->results->run), "duets", duets, "families",
			 summary_families_to_json(summary), "commands",
			 summary_commands_to_json(summary));
}
