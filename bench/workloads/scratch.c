/* SPDX-License-Identifier: MIT */
/* scratch.c - a fresh folder for the files of a workload. See scratch.h. */
#include "bench/workloads/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int64_t set_path(struct scratch *scratch)
{
	const char *parent = getenv("TMPDIR");
	int length = snprintf(scratch->path, sizeof(scratch->path), "%s/duet-XXXXXX",
			      parent && *parent ? parent : "/tmp");

	return (size_t)length < sizeof(scratch->path) ? 0 : -ENAMETOOLONG;
}

int64_t scratch_create(struct scratch *scratch)
{
	int64_t result = set_path(scratch);

	if (!result && !mkdtemp(scratch->path))
		result = -errno;
	if (result) {
		scratch->path[0] = '\0';
		return result;
	}
	scratch->folder = open(scratch->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (scratch->folder >= 0)
		return 0;
	result = -errno;
	rmdir(scratch->path);
	scratch->path[0] = '\0';
	return result;
}

static int64_t write_all(int fd, const char *bytes, size_t size)
{
	ssize_t n;

	while (size > 0) {
		n = write(fd, bytes, size);
		if (n < 0 && errno != EINTR)
			return -errno;
		bytes += n > 0 ? n : 0;
		size -= n > 0 ? (size_t)n : 0;
	}
	return 0;
}

int64_t scratch_write(const struct scratch *scratch, const char *name, const void *bytes,
		      size_t size)
{
	int fd = openat(scratch->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			S_IRUSR | S_IWUSR);
	int64_t result;

	if (fd < 0)
		return -errno;
	result = write_all(fd, bytes, size);
	if (close(fd) && !result)
		result = -errno;
	return result;
}

/* Takes the descriptor. */
static void empty(int folder)
{
	DIR *directory = fdopendir(folder);
	const struct dirent *entry;

	if (!directory) {
		close(folder);
		return;
	}
	while ((entry = readdir(directory)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(folder, entry->d_name, 0);
	closedir(directory);
}

void scratch_remove(struct scratch *scratch)
{
	if (!scratch->path[0])
		return;
	empty(scratch->folder);
	rmdir(scratch->path);
	scratch->path[0] = '\0';
}
