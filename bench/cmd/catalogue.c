/* SPDX-License-Identifier: MIT */
/* catalogue.c - descriptions of worker programs, asked for once each. See catalogue.h. */
#include "bench/cmd/catalogue.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/run/describe.h"
#include "bench/store/problem.h"

/* Ask the program and keep its answer. Takes over the string `program`. */
static const json_t *add(struct catalogue *catalogue, char *program,
			 struct problem *problem)
{
	json_t *description = NULL;

	if (catalogue->count == CATALOGUE_PROGRAMS) {
		problem_set(problem, -E2BIG, "more than %d worker programs in one command",
			    CATALOGUE_PROGRAMS);
		goto free_program;
	}
	if (describe_worker(NULL, program, -1, &description, problem) < 0)
		goto free_program;
	catalogue->entries[catalogue->count].program = program;
	catalogue->entries[catalogue->count++].description = description;
	return description;

free_program:
	free(program);
	return NULL;
}

const json_t *catalogue_ask(struct catalogue *catalogue, const char *program,
			    struct problem *problem)
{
	char *path = program ? strdup(program) : default_worker();

	if (!path) {
		problem_set(problem, -ENOMEM, "out of memory");
		return NULL;
	}
	for (size_t i = 0; i < catalogue->count; i++)
		if (strcmp(catalogue->entries[i].program, path) == 0) {
			free(path);
			return catalogue->entries[i].description;
		}
	return add(catalogue, path, problem);
}

const json_t *catalogue_get(struct catalogue *catalogue, const char *program)
{
	struct problem problem = {0};
	const json_t *description = catalogue_ask(catalogue, program, &problem);

	if (!description)
		complain_problem(&problem);
	return description;
}

void catalogue_free(struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->count; i++) {
		free(catalogue->entries[i].program);
		json_decref(catalogue->entries[i].description);
	}
	catalogue->count = 0;
}

const char *catalogue_string(const json_t *object, const char *member)
{
	const char *string = json_string_value(json_object_get(object, member));

	return string ? string : "";
}

bool catalogue_plays(const json_t *runtime, const char *workload)
{
	const json_t *plays = json_object_get(runtime, "workloads");

	for (size_t i = 0; i < json_array_size(plays); i++) {
		const char *name = json_string_value(json_array_get(plays, i));

		if (name && strcmp(name, workload) == 0)
			return true;
	}
	return false;
}

bool catalogue_plays_with(const json_t *runtime, const char *workload,
			  const char *parameter, const char *value)
{
	const json_t *only = json_object_get(
		json_object_get(json_object_get(runtime, "only"), workload), parameter);
	long long number;
	char *end;

	if (!json_is_integer(only) || !value || !*value)
		return true;
	number = strtoll(value, &end, 10);
	return *end || number == json_integer_value(only);
}

int catalogue_unknown_parameter(const json_t *workload, const char *name)
{
	char kind[128];

	snprintf(kind, sizeof(kind), "parameter of %.100s",
		 catalogue_string(workload, "name"));
	return catalogue_unknown(json_object_get(workload, "parameters"), kind, name,
				 "see: duet list workloads");
}

int catalogue_unknown(const json_t *array, const char *kind, const char *name,
		      const char *see)
{
	const char *names[CATALOGUE_NAMES];
	size_t count = 0;

	for (; count < json_array_size(array) && count < CATALOGUE_NAMES; count++)
		names[count] = catalogue_string(json_array_get(array, count), "name");
	return complain_unknown(kind, name, names, count, see);
}
