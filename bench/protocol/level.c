/* SPDX-License-Identifier: MIT */
/* level.c - a level as JSON and back, from one table of its members. */
#include "bench/protocol/level.h"

#include <errno.h>
#include <stddef.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct member {
	const char *name;
	size_t offset;
} members[] = {
	{"operations", offsetof(struct level, operations)},
	{"resident_bytes", offsetof(struct level, resident)},
	{"page_table_bytes", offsetof(struct level, page_tables)},
	{"kernel_stack_bytes", offsetof(struct level, kernel_stacks)},
	{"slab_bytes", offsetof(struct level, slab)},
};

int level_to_json(const struct level *level, json_t *answer)
{
	const char *base = (const char *)level;

	for (size_t i = 0; i < COUNT(members); i++) {
		const int64_t *value = (const int64_t *)(base + members[i].offset);

		if (json_object_set_new(answer, members[i].name, json_integer(*value)))
			return -ENOMEM;
	}
	return 0;
}

int level_from_json(const json_t *json, struct level *level)
{
	char *base = (char *)level;

	for (size_t i = 0; i < COUNT(members); i++) {
		const json_t *value = json_object_get(json, members[i].name);

		if (!json_is_integer(value) || json_integer_value(value) < 0)
			return -EINVAL;
		*(int64_t *)(base + members[i].offset) = json_integer_value(value);
	}
	return 0;
}
