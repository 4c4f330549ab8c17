/* SPDX-License-Identifier: MIT */
/* protocol.c - slices and latencies survive the journey between worker and conductor. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/protocol/latency.h"
#include "bench/protocol/slice.h"

static const struct slice example = {
	.operations = 1,
	.wall_ns = 2,
	.cpu_ns = 3,
	.voluntary = 4,
	.involuntary = 5,
	.minor_faults = 6,
	.major_faults = INT64_MAX,
};

static void a_slice_survives_the_journey(void **state)
{
	json_t *json = slice_to_json(&example);
	struct slice back = {0};

	(void)state;
	assert_int_equal(slice_from_json(json, &back), 0);
	assert_memory_equal(&back, &example, sizeof(back));
	json_decref(json);
}

static void a_slice_without_a_member_is_refused(void **state)
{
	static const char *const names[] = {"operations",  "wall_ns",	  "cpu_ns",
					    "voluntary",   "involuntary", "minor_faults",
					    "major_faults"};
	struct slice back;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		json_t *json = slice_to_json(&example);

		json_object_set_new(json, names[i], json_integer(-1));
		assert_int_equal(slice_from_json(json, &back), -EINVAL);
		json_object_set_new(json, names[i], json_real(1));
		assert_int_equal(slice_from_json(json, &back), -EINVAL);
		json_object_del(json, names[i]);
		assert_int_equal(slice_from_json(json, &back), -EINVAL);
		json_decref(json);
	}
}

static void latencies_survive_the_journey(void **state)
{
	uint64_t buckets[8] = {0, 3, 0, 0, 9, 0, 0, 1}, back[8] = {0, 1};
	json_t *json = latency_to_json(buckets, 8, 77);
	int64_t max_ns = 5;

	(void)state;
	assert_int_equal(json_array_size(json_object_get(json, "buckets")), 3);
	assert_int_equal(latency_from_json(json, back, 8, &max_ns), 13);
	assert_int_equal(max_ns, 77);
	buckets[1] += 1; /* added to what was there */
	assert_memory_equal(back, buckets, sizeof(back));
	json_decref(json);
}

static void damaged_latencies_add_nothing(void **state)
{
	static const char *const damaged[] = {
		"{}",
		"{\"max_ns\": 1}",
		"{\"max_ns\": -1, \"buckets\": []}",
		"{\"max_ns\": 1, \"buckets\": 3}",
		"{\"max_ns\": 1, \"buckets\": [[0, 1], [8, 1]]}",
		"{\"max_ns\": 1, \"buckets\": [[0, 1], [-1, 1]]}",
		"{\"max_ns\": 1, \"buckets\": [[0, 1], [1, -1]]}",
		"{\"max_ns\": 1, \"buckets\": [[0, 1], [1]]}",
		"{\"max_ns\": 1, \"buckets\": [[0, 1], \"no\"]}",
	};
	uint64_t buckets[8] = {0}, empty[8] = {0};
	int64_t max_ns = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(damaged) / sizeof(damaged[0]); i++) {
		json_t *json = json_loads(damaged[i], 0, NULL);

		assert_non_null(json);
		assert_int_equal(latency_from_json(json, buckets, 8, &max_ns), -EINVAL);
		assert_memory_equal(buckets, empty, sizeof(buckets));
		assert_int_equal(max_ns, 0);
		json_decref(json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slice_survives_the_journey),
		cmocka_unit_test(a_slice_without_a_member_is_refused),
		cmocka_unit_test(latencies_survive_the_journey),
		cmocka_unit_test(damaged_latencies_add_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
