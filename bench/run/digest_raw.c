/* SPDX-License-Identifier: MIT */
/* digest_raw.c - a contestant's takes of a round, nothing summed up, as a line. See digest.h. */
#include "bench/run/digest.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* An int64_t of every take, under its name in slices.jsonl. */
struct column {
	const char *name;
	size_t offset; /* in struct take, or struct held_take */
};

static const struct column slices[] = {
	{"at_ns", offsetof(struct take, at_ns)},
	{"operations", offsetof(struct take, slice.operations)},
	{"wall_ns", offsetof(struct take, slice.wall_ns)},
	{"cpu_ns", offsetof(struct take, slice.cpu_ns)},
	{"voluntary", offsetof(struct take, slice.voluntary)},
	{"involuntary", offsetof(struct take, slice.involuntary)},
	{"minor_faults", offsetof(struct take, slice.minor_faults)},
	{"major_faults", offsetof(struct take, slice.major_faults)},
};

static const struct column driven[] = {
	{"driver_wall_ns", offsetof(struct take, driver.wall_ns)},
	{"driver_cpu_ns", offsetof(struct take, driver.cpu_ns)},
};

static const struct column open_loop[] = {
	{"offered_ns", offsetof(struct take, offered_ns)},
	{"refused", offsetof(struct take, refused)},
	{"queued", offsetof(struct take, queued)},
};

static const struct column levels[] = {
	{"at_ns", offsetof(struct held_take, at_ns)},
	{"operations", offsetof(struct held_take, after.operations)},
	{"resident_bytes_before", offsetof(struct held_take, before.resident)},
	{"resident_bytes", offsetof(struct held_take, after.resident)},
	{"page_table_bytes_before", offsetof(struct held_take, before.page_tables)},
	{"page_table_bytes", offsetof(struct held_take, after.page_tables)},
	{"kernel_stack_bytes_before", offsetof(struct held_take, before.kernel_stacks)},
	{"kernel_stack_bytes", offsetof(struct held_take, after.kernel_stacks)},
	{"slab_bytes_before", offsetof(struct held_take, before.slab)},
	{"slab_bytes", offsetof(struct held_take, after.slab)},
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

/* The workload's own, an array under each name; none where it counts nothing. */
static void add_counts(json_t *line, const struct part *part)
{
	const struct slice_counts *first = &part->takes[0].counts;
	json_t *object;

	if (first->size == 0)
		return;
	object = json_object();
	for (size_t c = 0; c < first->size; c++) {
		const char *name = first->rows[c].name;
		json_t *array = json_array();

		for (size_t i = 0; i < part->count; i++)
			json_array_append_new(array,
					      json_integer(slice_counts_value(
						      &part->takes[i].counts, name)));
		json_object_set_new(object, name, array);
	}
	json_object_set_new(line, "counts", object);
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
	if (part_is_open(part))
		add_columns(line, open_loop, COUNT(open_loop), &played);
	add_counts(line, part);
	return line;
}
