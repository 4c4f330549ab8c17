/* SPDX-License-Identifier: MIT */
/* callgrind.c - adds up a file of callgrind's. See callgrind.h. */
#include "bench/run/callgrind.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A file on its way: whose calls the next lines tell. */
struct reading {
	struct callgrind_totals totals;
	bool inside;	/* the calling function is itself an allocator */
	bool allocates; /* the called one is */
	bool ended;	/* the last line was there */
};

/* The name without version ("@@GLIBC_2.2.5") and recursion ("'2"). */
static bool is_allocator(const char *name)
{
	static const char *const names[] = {
		"aligned_alloc",  "calloc",  "malloc",	"memalign",	"mmap",	  "mmap64",
		"posix_memalign", "pvalloc", "realloc", "reallocarray", "valloc",
	};
	size_t bytes = strcspn(name, "@'\n");

	for (size_t i = 0; i < COUNT(names); i++)
		if (strlen(names[i]) == bytes && memcmp(names[i], name, bytes) == 0)
			return true;
	return false;
}

/* What follows the prefix, or NULL. */
static const char *after(const char *line, const char *prefix)
{
	size_t bytes = strlen(prefix);

	return strncmp(line, prefix, bytes) ? NULL : line + bytes;
}

static void take_line(struct reading *reading, const char *line)
{
	const char *rest;

	if ((rest = after(line, "fn=")))
		reading->inside = is_allocator(rest);
	else if ((rest = after(line, "cfn=")))
		reading->allocates = is_allocator(rest);
	else if ((rest = after(line, "calls="))) {
		if (reading->allocates && !reading->inside)
			reading->totals.allocations += strtoll(rest, NULL, 10);
	} else if ((rest = after(line, "totals:"))) {
		reading->totals.instructions = strtoll(rest, NULL, 10);
		reading->ended = true;
	}
}

int callgrind_read(const char *path, struct callgrind_totals *totals)
{
	struct reading reading = {0};
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	int error;

	if (!file)
		return -errno;
	while (getline(&line, &size, file) > 0)
		take_line(&reading, line);
	error = ferror(file) ? -EIO : reading.ended ? 0 : -EBADMSG;
	free(line);
	fclose(file);
	*totals = reading.totals;
	return error;
}
