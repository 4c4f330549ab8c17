/* SPDX-License-Identifier: MIT */
/* rules.c - parameters against the rows of names that say which go together. See rules.h. */
#include "bench/protocol/rules.h"

#include <stdio.h>
#include <string.h>

/* The i-th name of a row; "" when there is none. */
static const char *name_of(const json_t *row, size_t i)
{
	const char *name = json_string_value(json_array_get(row, i));

	return name ? name : "";
}

static bool is_given(const json_t *parameters, const char *name)
{
	return json_integer_value(json_object_get(parameters, name)) != 0;
}

/* Whether at most one of the row is given; if not, *first and *second are two that are. */
static bool keeps_apart(const json_t *row, const json_t *parameters, const char **first,
			const char **second)
{
	*first = NULL;
	for (size_t i = 0; i < json_array_size(row); i++) {
		*second = name_of(row, i);
		if (!is_given(parameters, *second))
			continue;
		if (*first)
			return false;
		*first = *second;
	}
	return true;
}

/* Whether the first of the row is not given, or another is. */
static bool has_needed(const json_t *row, const json_t *parameters)
{
	if (!is_given(parameters, name_of(row, 0)))
		return true;
	for (size_t i = 1; i < json_array_size(row); i++)
		if (is_given(parameters, name_of(row, i)))
			return true;
	return false;
}

static void write_needs(const json_t *row, char *text, size_t size)
{
	snprintf(text, size, "%s needs", name_of(row, 0));
	for (size_t i = 1; i < json_array_size(row); i++)
		snprintf(text + strlen(text), size - strlen(text), "%s %s",
			 i > 1 ? " or" : "", name_of(row, i));
}

bool rules_keep(const json_t *workload, const json_t *parameters, char *text, size_t size)
{
	const json_t *excludes = json_object_get(workload, "excludes");
	const json_t *needs = json_object_get(workload, "needs");
	const char *first, *second;

	for (size_t i = 0; i < json_array_size(excludes); i++) {
		if (keeps_apart(json_array_get(excludes, i), parameters, &first, &second))
			continue;
		snprintf(text, size, "%s and %s exclude each other: give one of them",
			 first, second);
		return false;
	}
	for (size_t i = 0; i < json_array_size(needs); i++) {
		if (has_needed(json_array_get(needs, i), parameters))
			continue;
		write_needs(json_array_get(needs, i), text, size);
		return false;
	}
	return true;
}
