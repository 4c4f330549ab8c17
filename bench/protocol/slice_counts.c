/* SPDX-License-Identifier: MIT */
/* slice_counts.c - a slice's own counts from JSON. */
#include "bench/protocol/slice_counts.h"

#include <errno.h>
#include <string.h>

static int add(struct slice_counts *counts, const char *name, const json_t *value)
{
	struct slice_count *row = &counts->rows[counts->size];
	size_t length = strlen(name);

	if (counts->size == SLICE_COUNTS_MAX || length == 0 ||
	    length >= sizeof(row->name) || !json_is_integer(value) ||
	    json_integer_value(value) < 0)
		return -EINVAL;
	memcpy(row->name, name, length + 1);
	row->value = json_integer_value(value);
	counts->size++;
	return 0;
}

int slice_counts_from_json(const json_t *json, struct slice_counts *counts)
{
	const char *name;
	const json_t *value;

	*counts = (struct slice_counts){0};
	if (json && !json_is_object(json))
		return -EINVAL;
	json_object_foreach((json_t *)json, name,
			    value) if (add(counts, name, value)) return -EINVAL;
	return 0;
}

int64_t slice_counts_value(const struct slice_counts *counts, const char *name)
{
	for (size_t i = 0; i < counts->size; i++)
		if (!strcmp(counts->rows[i].name, name))
			return counts->rows[i].value;
	return 0;
}
