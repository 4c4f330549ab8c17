/* SPDX-License-Identifier: MIT */
/* encode.c - records to JSON; docs/results.md says what the members mean. */
#include "bench/store/encode.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

json_t *encode_number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *encode_parameters(const struct contestant_record *contestant)
{
	json_t *parameters = json_object();

	for (size_t i = 0; i < contestant->parameter_count; i++) {
		const struct named_value *p = &contestant->parameters[i];

		json_object_set_new(parameters, p->name, json_integer(p->value));
	}
	return parameters;
}

static json_t *encode_contestant(const struct contestant_record *contestant)
{
	json_t *json = json_pack("{s:s, s:s, s:I, s:s, s:s, s:o, s:I, s:s, s:b}", "label",
				 contestant->label, "worker", contestant->worker, "workers",
				 (json_int_t)contestant->worker_count, "runtime",
				 contestant->runtime, "workload", contestant->workload,
				 "parameters", encode_parameters(contestant), "operations",
				 (json_int_t)contestant->operations, "checksum",
				 contestant->checksum, "control", contestant->control);

	if (json && contestant->version && *contestant->version)
		json_object_set_new(json, "version", json_string(contestant->version));
	return json;
}

static json_t *encode_contestants(const struct duet_record *duet)
{
	json_t *contestants = json_array();

	for (size_t i = 0; i < duet->contestant_count; i++)
		json_array_append_new(contestants,
				      encode_contestant(&duet->contestants[i]));
	return contestants;
}

static json_t *encode_warnings(const struct duet_record *duet)
{
	json_t *warnings = json_array();

	for (size_t i = 0; i < duet->warning_count; i++)
		json_array_append_new(warnings, json_pack("{s:s, s:s}", "text",
							  duet->warnings[i].text, "remedy",
							  duet->warnings[i].remedy));
	return warnings;
}

static json_t *encode_duet(const struct duet_record *duet)
{
	return json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s?, s:i, s:i, s:s, s:s, s:I, "
		"s:I, s:I, s:I, s:I, s:I,"
		" s:o, s:o}",
		"workload", duet->workload, "question", duet->question, "operation",
		duet->operation, "caution", duet->caution, "metric", duet->metric, "cores",
		duet->cores, "workload_cores", duet->workload_cores, "driver", duet->driver,
		"contestant_core", duet->contestant_core, "driver_core", duet->driver_core,
		"state", duet_state_name(duet->state), "error", duet->error,
		"rounds_planned", (json_int_t)duet->rounds_planned, "rounds_done",
		(json_int_t)duet->rounds_done, "slice_ns", (json_int_t)duet->slice_ns,
		"slices_kept", (json_int_t)duet->slices_kept, "measured_ns",
		(json_int_t)duet->measured_ns, "harness_ns", (json_int_t)duet->harness_ns,
		"contestants", encode_contestants(duet), "warnings", encode_warnings(duet));
}

static json_t *encode_duets(const struct run_record *run)
{
	json_t *duets = json_array();

	for (size_t i = 0; i < run->duet_count; i++)
		json_array_append_new(duets, encode_duet(&run->duets[i]));
	return duets;
}

json_t *encode_run(const struct run_record *run)
{
	char seed[24];

	/* JSON's readers lose what a double cannot hold: a string keeps all 64 bits. */
	snprintf(seed, sizeof(seed), "%" PRIu64, run->seed);
	return json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:o}",
			 "format", RESULTS_FORMAT, "state", run_state_name(run->state),
			 "command", run->command, "profile", run->profile, "seed", seed,
			 "version", run->version, "worker_version", run->worker_version,
			 "started", run->started, "elapsed_ns", (json_int_t)run->elapsed_ns,
			 "stack_size", (json_int_t)run->stack_size, "duets",
			 encode_duets(run));
}

static json_t *encode_latency(const struct latency_record *latency)
{
	json_t *buckets = json_array();

	for (size_t i = 0; i < latency->count; i++) {
		const struct latency_bucket *bucket = &latency->buckets[i];

		json_array_append_new(buckets,
				      json_pack("[I, I]", (json_int_t)bucket->index,
						(json_int_t)bucket->count));
	}
	return json_pack("{s:I, s:o}", "max_ns", (json_int_t)latency->max_ns, "buckets",
			 buckets);
}

static json_t *encode_levels(const struct round_record *round)
{
	json_t *levels = json_array();

	for (size_t i = 0; i < round->level_count; i++) {
		const struct level_record *level = &round->levels[i];

		json_array_append_new(
			levels, json_pack("{s:I, s:I, s:I, s:I}", "operations",
					  (json_int_t)level->operations, "resident_bytes",
					  (json_int_t)level->resident, "page_table_bytes",
					  (json_int_t)level->page_tables, "kernel_bytes",
					  (json_int_t)level->kernel));
	}
	return levels;
}

static json_t *encode_counts(const struct round_record *round)
{
	json_t *counts = json_object();

	for (size_t i = 0; i < round->count_count; i++)
		json_object_set_new(counts, round->counts[i].name,
				    json_integer(round->counts[i].value));
	return counts;
}

json_t *encode_round(const struct round_record *round)
{
	json_t *line = json_pack("{s:I, s:I, s:I, s:I, s:I}", "duet",
				 (json_int_t)round->duet, "round", (json_int_t)round->round,
				 "contestant", (json_int_t)round->contestant, "slices",
				 (json_int_t)round->slices, "operations",
				 (json_int_t)round->operations);

	for (size_t m = 0; m < MEASURES; m++)
		if (!isnan(round->values[m]))
			json_object_set_new(line, measure_names[m],
					    json_real(round->values[m]));
	for (size_t kind = 0; kind < LATENCIES; kind++)
		if (round->latencies[kind].count > 0)
			json_object_set_new(line, latency_names[kind],
					    encode_latency(&round->latencies[kind]));
	if (round->count_count > 0)
		json_object_set_new(line, "counts", encode_counts(round));
	if (round->level_count > 0)
		json_object_set_new(line, "levels", encode_levels(round));
	return line;
}
