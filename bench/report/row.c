/* SPDX-License-Identifier: MIT */
/* row.c - the names of rows, and which ones a pattern means. See row.h. */
#include "bench/report/row.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_WORKER "duet-worker"

/* An object of the array by its name; NULL: there is none. */
static const json_t *find(const json_t *array, const char *name)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *object = json_array_get(array, i);
		const char *its = json_string_value(json_object_get(object, "name"));

		if (its && strcmp(its, name) == 0)
			return object;
	}
	return NULL;
}

static bool is_default(const json_t *workload, const struct named_value *parameter)
{
	const json_t *known =
		find(json_object_get(workload, "parameters"), parameter->name);
	const json_t *value = json_object_get(known, "default");

	return json_is_integer(value) && json_integer_value(value) == parameter->value;
}

static void write_name(FILE *file, const struct duet_record *duet,
		       const struct contestant_record *contestant, const json_t *workloads)
{
	const json_t *workload = find(workloads, contestant->workload);

	fprintf(file, "%s/", contestant->workload);
	if (strcmp(contestant->worker, DEFAULT_WORKER) != 0)
		fprintf(file, "%s@", contestant->worker);
	fputs(contestant->runtime, file);
	for (size_t i = 0; i < contestant->parameter_count; i++) {
		const struct named_value *parameter = &contestant->parameters[i];

		if (!is_default(workload, parameter))
			fprintf(file, ":%s=%lld", parameter->name,
				(long long)parameter->value);
	}
	if (strcmp(duet->cores, duet->workload_cores) != 0)
		fprintf(file, ":cores=%s", duet->cores);
}

bool row_name(const struct duet_record *duet, const struct contestant_record *contestant,
	      const json_t *workloads, char *text)
{
	FILE *file = fmemopen(text, ROW_TEXT, "w");
	long length;

	if (!file)
		return false;
	write_name(file, duet, contestant, workloads);
	fflush(file);
	length = ftell(file);
	fclose(file);
	return length > 0 && length < ROW_TEXT;
}

bool row_matches(const char *row, const char *pattern)
{
	const char *slash = strchr(row, '/');
	size_t length = slash ? (size_t)(slash - row) : strlen(row);
	const char *runtime = slash ? slash + 1 : "";
	size_t name = strcspn(runtime, ":");
	char other[ROW_TEXT];

	if (fnmatch(pattern, row, 0) == 0)
		return true;
	snprintf(other, sizeof(other), "%.*s", (int)length, row);
	if (fnmatch(pattern, other, 0) == 0)
		return true;
	snprintf(other, sizeof(other), "%.*s", (int)name, runtime);
	if (fnmatch(pattern, other, 0) == 0)
		return true;
	snprintf(other, sizeof(other), "%.*s/%.*s%s", (int)name, runtime, (int)length, row,
		 runtime + name);
	return fnmatch(pattern, other, 0) == 0;
}
