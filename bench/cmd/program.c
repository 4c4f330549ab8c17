/* SPDX-License-Identifier: MIT */
/* program.c - worker programs besides duet-worker. See program.h. */
#include "bench/cmd/program.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/run/describe.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const struct program programs[] = {
	{
		.prefix = "python-",
		.name = "duet-python",
		.variable = "DUET_PYTHON",
		.places = {"../../bench/peers/python/duet-python",
			   "../lib/duet/python/duet-python"},
		.summary = "CPython",
		.remedy = "install the package python3",
	},
	{0},
};

const struct program *program_of(const char *runtime)
{
	for (const struct program *it = programs; it->prefix; it++)
		if (strncmp(runtime, it->prefix, strlen(it->prefix)) == 0)
			return it;
	return NULL;
}

char *program_path(const struct program *program)
{
	const char *named = getenv(program->variable);
	char *path = NULL;

	if (named && *named)
		return strdup(named);
	for (size_t i = 0; i < COUNT(program->places); i++) {
		free(path);
		path = program_beside(program->places[i]);
		if (path && access(path, F_OK) == 0)
			break;
	}
	return path;
}
