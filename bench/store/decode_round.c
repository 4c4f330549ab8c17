/* SPDX-License-Identifier: MIT */
/* decode_round.c - a line of rounds.jsonl to a round_record. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/store/decode.h"

/*
 * The slopes of levels. They may be negative: the kernel's share since others move it too, the
 * process's own where what is held is less than the pages that come and go with any process.
 */
static bool is_slope(enum measure measure)
{
	return measure == MEASURE_MEMORY || measure == MEASURE_RESIDENT ||
	       measure == MEASURE_PAGE_TABLES || measure == MEASURE_KERNEL;
}

/* A measure that may be missing: NaN then. */
static double decode_measure(struct decoder *decoder, const json_t *json,
			     enum measure measure)
{
	const char *name = measure_names[measure];
	const json_t *value = json_object_get(json, name);

	if (!value)
		return NAN;
	if (json_is_number(value) && is_slope(measure))
		return json_number_value(value);
	if (!json_is_number(value) || json_number_value(value) < 0)
		decode_fail(decoder, "\"%s\" is no number from 0 on", name);
	return json_number_value(value);
}

static void decode_bucket(struct decoder *decoder, const json_t *pair, const char *name,
			  struct latency_bucket *bucket)
{
	const json_t *index = json_array_get(pair, 0), *count = json_array_get(pair, 1);

	if (json_array_size(pair) != 2 || !json_is_integer(index) ||
	    !json_is_integer(count) || json_integer_value(index) < 0 ||
	    json_integer_value(index) >= LATENCY_BUCKETS || json_integer_value(count) < 1) {
		decode_fail(decoder, "a bucket of \"%s\" is no pair of index and count",
			    name);
		return;
	}
	bucket->index = (uint32_t)json_integer_value(index);
	bucket->count = (uint64_t)json_integer_value(count);
}

static void decode_latency(struct decoder *decoder, const json_t *line, const char *name,
			   struct latency_record *latency)
{
	const json_t *json = json_object_get(line, name), *buckets;

	if (!json)
		return;
	latency->max_ns = decode_integer(decoder, json, "max_ns", 0);
	buckets = decode_array(decoder, json, "buckets");
	if (json_array_size(buckets) == 0)
		return;
	latency->buckets = decode_allocate(decoder, json_array_size(buckets),
					   sizeof(*latency->buckets));
	if (!latency->buckets)
		return;
	latency->count = json_array_size(buckets);
	for (size_t i = 0; i < latency->count; i++)
		decode_bucket(decoder, json_array_get(buckets, i), name,
			      &latency->buckets[i]);
}

static void decode_count(struct decoder *decoder, const char *name, const json_t *value,
			 struct round_record *round)
{
	struct count_record *count = &round->counts[round->count_count];

	if (round->count_count == ROUND_COUNTS || !*name ||
	    strlen(name) >= sizeof(count->name)) {
		decode_fail(decoder, "\"counts\" are not up to %d short names",
			    ROUND_COUNTS);
		return;
	}
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		decode_fail(decoder, "the count \"%s\" is no integer from 0 on", name);
	snprintf(count->name, sizeof(count->name), "%s", name);
	count->value = json_integer_value(value);
	round->count_count++;
}

static void decode_counts(struct decoder *decoder, const json_t *json,
			  struct round_record *round)
{
	json_t *counts = json_object_get(json, "counts"), *value;
	const char *name;

	if (counts && !json_is_object(counts))
		decode_fail(decoder, "\"counts\" is no object");
	json_object_foreach(counts, name, value) decode_count(decoder, name, value, round);
}

static void decode_level(struct decoder *decoder, const json_t *json,
			 struct level_record *level)
{
	*level = (struct level_record){
		.operations = decode_integer(decoder, json, "operations", 1),
		.resident = decode_integer(decoder, json, "resident_bytes", INT64_MIN),
		.page_tables = decode_integer(decoder, json, "page_table_bytes", INT64_MIN),
		.kernel = decode_integer(decoder, json, "kernel_bytes", INT64_MIN),
	};
}

static void decode_levels(struct decoder *decoder, const json_t *json,
			  struct round_record *round)
{
	const json_t *levels;

	if (!json_object_get(json, "levels"))
		return;
	levels = decode_array(decoder, json, "levels");
	if (json_array_size(levels) == 0)
		return;
	round->levels =
		decode_allocate(decoder, json_array_size(levels), sizeof(*round->levels));
	if (!round->levels)
		return;
	round->level_count = json_array_size(levels);
	for (size_t i = 0; i < round->level_count; i++)
		decode_level(decoder, json_array_get(levels, i), &round->levels[i]);
}

/* A round has measured times, or memory. */
static void check_complete(struct decoder *decoder, const struct round_record *round)
{
	bool times =
		!isnan(round->values[MEASURE_WALL]) && !isnan(round->values[MEASURE_CPU]);
	bool memory = !isnan(round->values[MEASURE_MEMORY]) && round->level_count > 0;

	if (!times && !memory)
		decode_fail(decoder, "\"wall_ns\" or \"cpu_ns\" is missing");
}

int decode_round(struct decoder *decoder, const json_t *json, struct round_record *round)
{
	memset(round, 0, sizeof(*round));
	round->duet = (size_t)decode_integer(decoder, json, "duet", 0);
	round->round = (size_t)decode_integer(decoder, json, "round", 0);
	round->contestant = (size_t)decode_integer(decoder, json, "contestant", 0);
	round->slices = decode_integer(decoder, json, "slices", 1);
	round->operations = decode_integer(decoder, json, "operations", 1);
	for (enum measure m = 0; m < MEASURES; m++)
		round->values[m] = decode_measure(decoder, json, m);
	for (size_t kind = 0; kind < LATENCIES; kind++)
		decode_latency(decoder, json, latency_names[kind], &round->latencies[kind]);
	decode_counts(decoder, json, round);
	decode_levels(decoder, json, round);
	check_complete(decoder, round);
	return decoder->error;
}
