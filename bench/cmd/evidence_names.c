/* SPDX-License-Identifier: MIT */
/* evidence_names.c - the names that exist. See evidence_names.h. */
#include "bench/cmd/evidence_names.h"

#include <stdlib.h>

#include "bench/cmd/program.h"
#include "bench/store/problem.h"

/* Put the names of a kind behind the first `count`. Returns how many there are then. */
static size_t list(const json_t *description, const char *kind, const char **names,
		   size_t count)
{
	const json_t *array = json_object_get(description, kind);

	for (size_t i = 0; i < json_array_size(array) && count < CATALOGUE_NAMES; i++)
		names[count++] = catalogue_string(json_array_get(array, i), "name");
	return count;
}

/*
 * Add who plays in another worker program. Returns 0 where it cannot be asked: then any
 * name may be a contestant's.
 */
static size_t add_program(struct evidence_names *names, const struct program *program,
			  size_t count)
{
	struct problem problem = {0};
	char *path = program_path(program);
	const json_t *description =
		path ? catalogue_ask(&names->catalogue, path, &problem) : NULL;

	free(path);
	if (!description)
		return 0;
	return list(description, "runtimes", names->contestants, count);
}

void evidence_names_get(struct evidence_names *names)
{
	const json_t *description;
	size_t workloads, contestants;

	*names = (struct evidence_names){0};
	description = catalogue_get(&names->catalogue, NULL);
	workloads = list(description, "workloads", names->workloads, 0);
	contestants = list(description, "runtimes", names->contestants, 0);
	for (const struct program *it = programs; it->prefix && contestants; it++)
		contestants = add_program(names, it, contestants);
	names->names = (struct scope_names){
		.workloads = names->workloads,
		.contestants = names->contestants,
		.workload_count = workloads,
		.contestant_count = contestants,
	};
}

void evidence_names_free(struct evidence_names *names)
{
	catalogue_free(&names->catalogue);
}
