/* SPDX-License-Identifier: MIT */
/* place.c - complaints that begin with their place. */
#include "bench/evidence/predicate/place.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bench/protocol/nearest.h"

int place_refuse(struct place place, struct problem *problem, const char *format, ...)
{
	char text[PROBLEM_BYTES];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return problem_set(problem, -EINVAL, "%zu:%zu: %s", place.line, place.column, text);
}

static void list_all(struct problem *problem, const char *kind, const char *const *known,
		     size_t count)
{
	char list[PROBLEM_BYTES / 2] = "";
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		if (used + strlen(known[i]) + 3 > sizeof(list))
			return; /* too many to be of help */
		used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s",
					 used ? ", " : "", known[i]);
	}
	if (used)
		problem_remedy(problem, "a %s is one of: %s", kind, list);
}

int place_refuse_name(struct place place, struct problem *problem, const char *kind,
		      const char *name, const char *const *known, size_t count)
{
	struct nearest nearest = {.wanted = name};

	place_refuse(place, problem, "there is no %s \"%s\"", kind, name);
	for (size_t i = 0; i < count; i++)
		nearest_try(&nearest, known[i]);
	if (nearest.name)
		problem_remedy(problem, "did you mean \"%s\"?", nearest.name);
	else
		list_all(problem, kind, known, count);
	return -EINVAL;
}
