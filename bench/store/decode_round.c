/* SPDX-License-Identifier: MIT */
/* decode_round.c - a line of rounds.jsonl to a round_record. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/store/decode.h"

/* A measure that may be missing: NaN then. */
static double decode_measure(struct decoder *decoder, const json_t *json, const char *name)
{
	const json_t *value = json_object_get(json, name);

	if (!value)
		return NAN;
	if (!json_is_number(value) || json_number_value(value) < 0)
		decode_fail(decoder, "\"%s\" is no number from 0 on", name);
	return json_number_value(value);
}

static void decode_bucket(struct decoder *decoder, const json_t *pair,
			  struct latency_bucket *bucket)
{
	const json_t *index = json_array_get(pair, 0), *count = json_array_get(pair, 1);

	if (json_array_size(pair) != 2 || !json_is_integer(index) ||
	    !json_is_integer(count) || json_integer_value(index) < 0 ||
	    json_integer_value(index) >= LATENCY_BUCKETS || json_integer_value(count) < 1) {
		decode_fail(decoder,
			    "a bucket of \"latency\" is no pair of index and count");
		return;
	}
	bucket->index = (uint32_t)json_integer_value(index);
	bucket->count = (uint64_t)json_integer_value(count);
}

static void decode_latency(struct decoder *decoder, const json_t *json,
			   struct latency_record *latency)
{
	const json_t *buckets;

	if (!json)
		return;
	latency->max_ns = decode_integer(decoder, json, "max_ns", 0);
	buckets = decode_array(decoder, json, "buckets");
	if (json_array_size(buckets) == 0)
		return;
	latency->buckets = calloc(json_array_size(buckets), sizeof(*latency->buckets));
	if (!latency->buckets) {
		decoder->error = problem_set(decoder->problem, -ENOMEM,
					     "no memory for reading %s", decoder->folder);
		return;
	}
	latency->count = json_array_size(buckets);
	for (size_t i = 0; i < latency->count; i++)
		decode_bucket(decoder, json_array_get(buckets, i), &latency->buckets[i]);
}

int decode_round(struct decoder *decoder, const json_t *json, struct round_record *round)
{
	memset(round, 0, sizeof(*round));
	round->duet = (size_t)decode_integer(decoder, json, "duet", 0);
	round->round = (size_t)decode_integer(decoder, json, "round", 0);
	round->contestant = (size_t)decode_integer(decoder, json, "contestant", 0);
	round->slices = decode_integer(decoder, json, "slices", 1);
	round->operations = decode_integer(decoder, json, "operations", 1);
	for (size_t m = 0; m < MEASURES; m++)
		round->values[m] = decode_measure(decoder, json, measure_names[m]);
	if (isnan(round->values[MEASURE_WALL]) || isnan(round->values[MEASURE_CPU]))
		decode_fail(decoder, "\"wall_ns\" or \"cpu_ns\" is missing");
	decode_latency(decoder, json_object_get(json, "latency"), &round->latency);
	return decoder->error;
}
