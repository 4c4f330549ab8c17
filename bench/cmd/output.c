/* SPDX-License-Identifier: MIT */
/* output.c - writes a file that a command was told to write. See output.h. */
#include "bench/cmd/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/store/folder.h"

bool output_is_same(const char *a, const char *b)
{
	struct stat one, other;

	return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

bool output_is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static int write_new(const char *path, const char *text, size_t bytes)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char *folder = slash ? strndup(path, (size_t)(name - path)) : strdup(".");
	int error = folder ? folder_put(folder, name, text, bytes) : -ENOMEM;

	free(folder);
	return error;
}

/* A terminal, a pipe, a device. */
static int write_into(const char *path, const char *text, size_t bytes)
{
	FILE *file = fopen(path, "we");
	int error = 0;

	if (!file)
		return -errno;
	if (fwrite(text, 1, bytes, file) < bytes)
		error = -errno;
	if (fclose(file) && !error)
		error = -errno;
	return error;
}

int output_write(const char *path, const char *text, size_t bytes)
{
	struct stat status;

	if (stat(path, &status) == 0)
		return S_ISREG(status.st_mode) ? folder_replace(path, text, bytes)
					       : write_into(path, text, bytes);
	return errno == ENOENT ? write_new(path, text, bytes) : -errno;
}
