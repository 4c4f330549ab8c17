/* SPDX-License-Identifier: MIT */
/* latency.c - a histogram's buckets as JSON and back. */
#include "bench/protocol/latency.h"

#include <errno.h>

static json_t *pairs(const uint64_t *buckets, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < n; i++) {
		if (!buckets[i])
			continue;
		if (json_array_append_new(array, json_pack("[I, I]", (json_int_t)i,
							   (json_int_t)buckets[i]))) {
			json_decref(array);
			array = NULL;
		}
	}
	return array;
}

json_t *latency_to_json(const uint64_t *buckets, size_t n, int64_t max_ns)
{
	json_t *array = pairs(buckets, n);

	return array ? json_pack("{s:I, s:o}", "max_ns", (json_int_t)max_ns, "buckets",
				 array)
		     : NULL;
}

static int read_pair(const json_t *pair, size_t n, size_t *index, uint64_t *count)
{
	const json_t *i = json_array_get(pair, 0), *c = json_array_get(pair, 1);

	if (!json_is_integer(i) || !json_is_integer(c) || json_integer_value(i) < 0 ||
	    (uint64_t)json_integer_value(i) >= n || json_integer_value(c) < 0)
		return -EINVAL;
	*index = (size_t)json_integer_value(i);
	*count = (uint64_t)json_integer_value(c);
	return 0;
}

int64_t latency_from_json(const json_t *json, uint64_t *buckets, size_t n, int64_t *max_ns)
{
	const json_t *max = json_object_get(json, "max_ns");
	const json_t *array = json_object_get(json, "buckets");
	const json_t *pair;
	int64_t total = 0;
	uint64_t count;
	size_t k, index;

	if (!json_is_integer(max) || json_integer_value(max) < 0 || !json_is_array(array))
		return -EINVAL;
	json_array_foreach(array, k, pair)
	{
		if (read_pair(pair, n, &index, &count))
			return -EINVAL;
	}
	json_array_foreach(array, k, pair)
	{
		if (read_pair(pair, n, &index, &count))
			continue; /* never: all were read before */
		buckets[index] += count;
		total += (int64_t)count;
	}
	if (json_integer_value(max) > *max_ns)
		*max_ns = json_integer_value(max);
	return total;
}
