/* SPDX-License-Identifier: MIT */
/* relative.c - the way from a document to a file. See relative.h. */
#include "bench/evidence/relative.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How much of both is the same folders, with the slash behind them. */
static size_t common(const char *a, const char *b)
{
	size_t same = 0;

	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			same = i + 1;
	return same;
}

static void write_way(FILE *out, const char *from, const char *to)
{
	size_t same = common(from, to);

	for (const char *at = from + same; (at = strchr(at, '/')); at++)
		fputs("../", out);
	fputs(to + same, out);
}

char *relative_path(const char *document, const char *file)
{
	char *from = realpath(document, NULL), *to = realpath(file, NULL), *way = NULL;
	size_t bytes;
	FILE *out = from && to ? open_memstream(&way, &bytes) : NULL;

	if (out) {
		write_way(out, from, to);
		if (fclose(out))
			way = NULL;
	}
	free(from);
	free(to);
	return way;
}
