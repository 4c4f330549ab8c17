/* SPDX-License-Identifier: MIT */
/* slice.c - a slice as JSON and back, from one table of its members. */
#include "bench/protocol/slice.h"

#include <errno.h>
#include <stddef.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct member {
	const char *name;
	size_t offset;
} members[] = {
	{"operations", offsetof(struct slice, operations)},
	{"wall_ns", offsetof(struct slice, wall_ns)},
	{"cpu_ns", offsetof(struct slice, cpu_ns)},
	{"voluntary", offsetof(struct slice, voluntary)},
	{"involuntary", offsetof(struct slice, involuntary)},
	{"minor_faults", offsetof(struct slice, minor_faults)},
	{"major_faults", offsetof(struct slice, major_faults)},
};

/* Told by those who can tell. */
static const char harness[] = "harness_ns";

json_t *slice_to_json(const struct slice *slice)
{
	json_t *json = json_object();
	const char *base = (const char *)slice;

	for (size_t i = 0; json && i < COUNT(members); i++) {
		const int64_t *value = (const int64_t *)(base + members[i].offset);

		if (json_object_set_new(json, members[i].name, json_integer(*value))) {
			json_decref(json);
			json = NULL;
		}
	}
	if (json && slice->harness_ns >= 0)
		json_object_set_new(json, harness, json_integer(slice->harness_ns));
	return json;
}

int slice_from_json(const json_t *json, struct slice *slice)
{
	char *base = (char *)slice;

	for (size_t i = 0; i < COUNT(members); i++) {
		const json_t *value = json_object_get(json, members[i].name);

		if (!json_is_integer(value) || json_integer_value(value) < 0)
			return -EINVAL;
		*(int64_t *)(base + members[i].offset) = json_integer_value(value);
	}
	slice->harness_ns = -1;
	if (!json_object_get(json, harness))
		return 0;
	slice->harness_ns = json_integer_value(json_object_get(json, harness));
	return json_is_integer(json_object_get(json, harness)) && slice->harness_ns >= 0
		       ? 0
		       : -EINVAL;
}
