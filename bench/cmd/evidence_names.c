/* SPDX-License-Identifier: MIT */
/* evidence_names.c - the names that exist. See evidence_names.h. */
#include "bench/cmd/evidence_names.h"

static size_t list(const json_t *description, const char *kind, const char **names)
{
	const json_t *array = json_object_get(description, kind);
	size_t count = 0;

	for (; count < json_array_size(array) && count < CATALOGUE_NAMES; count++)
		names[count] = catalogue_string(json_array_get(array, count), "name");
	return count;
}

void evidence_names_get(struct evidence_names *names)
{
	const json_t *description;

	*names = (struct evidence_names){0};
	description = catalogue_get(&names->catalogue, NULL);
	names->names = (struct scope_names){
		.workloads = names->workloads,
		.contestants = names->contestants,
		.workload_count = list(description, "workloads", names->workloads),
		.contestant_count = list(description, "runtimes", names->contestants),
	};
}

void evidence_names_free(struct evidence_names *names)
{
	catalogue_free(&names->catalogue);
}
