/* SPDX-License-Identifier: MIT */
/* digest_raw.c - a contestant's takes of a round, nothing summed up, as a line. See digest.h. */
#include "bench/run/digest.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* An int64_t of every take, under its name in slices.jsonl. */
struct column {
	const char *name;
	size_t offset; /* in struct take, or struct held_take */
};

#define SLICE(name, field)                                                                 \
	{                                                                                  \
		name, offsetof(struct take, field)                                         \
	}
#define LEVEL(name, field)                                                                 \
	{                                                                                  \
		name, offsetof(struct held_take, field)                                    \
	}

static const struct column slices[] = {
	SLICE("at_ns", at_ns),
	SLICE("operations", slice.operations),
	SLICE("wall_ns", slice.wall_ns),
	SLICE("cpu_ns", slice.cpu_ns),
	SLICE("voluntary", slice.voluntary),
	SLICE("involuntary", slice.involuntary),
	SLICE("minor_faults", slice.minor_faults),
	SLICE("major_faults", slice.major_faults),
};

static const struct column driven[] = {
	SLICE("driver_wall_ns", driver.wall_ns),
	SLICE("driver_cpu_ns", driver.cpu_ns),
};

static const struct column levels[] = {
	LEVEL("at_ns", at_ns),
	LEVEL("operations", after.operations),
	LEVEL("resident_bytes_before", before.resident),
	LEVEL("resident_bytes", after.resident),
	LEVEL("page_table_bytes_before", before.page_tables),
	LEVEL("page_table_bytes", after.page_tables),
	LEVEL("kernel_stack_bytes_before", before.kernel_stacks),
	LEVEL("kernel_stack_bytes", after.kernel_stacks),
	LEVEL("slab_bytes_before", before.slab),
	LEVEL("slab_bytes", after.slab),
};

/* Takes of any kind: `count` of them, `size` bytes each. */
struct takes {
	const char *first;
	size_t size, count;
};

static void add_columns(json_t *line, const struct column *columns, size_t n,
			const struct takes *takes)
{
	for (size_t c = 0; c < n; c++) {
		json_t *array = json_array();

		for (size_t i = 0; i < takes->count; i++) {
			const char *take = takes->first + i * takes->size;

			json_array_append_new(
				array,
				json_integer(*(const int64_t *)(take + columns[c].offset)));
		}
		json_object_set_new(line, columns[c].name, array);
	}
}

json_t *digest_raw(const struct part *part, const struct round_record *record)
{
	const struct takes played = {(const char *)part->takes, sizeof(*part->takes),
				     part->count};
	const struct takes held = {(const char *)part->held, sizeof(*part->held),
				   part->held_count};
	json_t *line = json_pack("{s:I, s:I, s:I, s:I}", "duet", (json_int_t)record->duet,
				 "round", (json_int_t)record->round, "contestant",
				 (json_int_t)record->contestant, "discarded",
				 (json_int_t)part->discarded);

	if (part->held_count) {
		add_columns(line, levels, COUNT(levels), &held);
		return line;
	}
	add_columns(line, slices, COUNT(slices), &played);
	if (part_is_driven(part))
		add_columns(line, driven, COUNT(driven), &played);
	return line;
}
