/* SPDX-License-Identifier: MIT */
/* folder.c - files put in their place whole, and logs appended to. */
#include "bench/store/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int make_directory(const char *path)
{
	return mkdir(path, 0777) ? -errno : 0;
}

/* Make all but the last part. */
static int make_parents(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		int error;

		*slash = 0;
		error = make_directory(path);
		*slash = '/';
		if (error && error != -EEXIST)
			return error;
	}
	return 0;
}

int folder_make_new(const char *path)
{
	char part[PATH_MAX];
	size_t length = strlen(path);
	int error;

	if (length == 0)
		return -ENOENT;
	if (length >= sizeof(part))
		return -ENAMETOOLONG;
	while (length > 1 && path[length - 1] == '/')
		length--;
	memcpy(part, path, length);
	part[length] = 0;
	error = make_parents(part);
	return error ? error : make_directory(part);
}

int folder_make(const char *path)
{
	int error = folder_make_new(path);

	return error == -EEXIST ? 0 : error;
}

char *folder_dated(const char *prefix, int attempt)
{
	char stamp[32], *path = NULL;
	time_t now = time(NULL);
	struct tm local;
	int length;

	localtime_r(&now, &local);
	strftime(stamp, sizeof(stamp), "%Y-%m-%d-%H%M%S", &local);
	length = attempt == 1 ? asprintf(&path, "results/%s%s", prefix, stamp)
			      : asprintf(&path, "results/%s%s-%d", prefix, stamp, attempt);
	return length < 0 ? NULL : path;
}

static int write_all(int fd, const char *text, size_t bytes)
{
	while (bytes > 0) {
		ssize_t n = write(fd, text, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		bytes -= (size_t)n;
	}
	return 0;
}

int folder_write_whole(int directory, const char *name, const char *text, size_t bytes)
{
	char temporary[NAME_MAX];
	int error, fd;

	snprintf(temporary, sizeof(temporary), ".%s.%d", name, (int)getpid());
	fd = openat(directory, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return -errno;
	error = write_all(fd, text, bytes);
	if (!error && fsync(fd))
		error = -errno;
	if (close(fd) && !error)
		error = -errno;
	if (!error && renameat(directory, temporary, directory, name))
		error = -errno;
	if (error)
		unlinkat(directory, temporary, 0);
	else
		fsync(directory); /* best effort: not every file system syncs directories */
	return error;
}

int folder_put(const char *path, const char *name, const char *text, size_t bytes)
{
	int error, directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (directory < 0)
		return -errno;
	error = folder_write_whole(directory, name, text, bytes);
	close(directory);
	return error;
}

/* Fill the new file, with the old one's mode, and have it take its name. */
static int replace(int fd, const char *temporary, const char *file, const char *text,
		   size_t bytes)
{
	struct stat status;
	int error = stat(file, &status) || fchmod(fd, status.st_mode & 07777) ? -errno : 0;

	if (!error)
		error = write_all(fd, text, bytes);
	if (!error && fsync(fd))
		error = -errno;
	if (close(fd) && !error)
		error = -errno;
	if (!error && rename(temporary, file))
		error = -errno;
	if (error)
		unlink(temporary);
	return error;
}

int folder_replace(const char *path, const char *text, size_t bytes)
{
	char *file = realpath(path, NULL), *temporary = NULL;
	int fd, error = -ENOMEM;

	if (!file)
		return -errno;
	if (asprintf(&temporary, "%s.XXXXXX", file) < 0)
		temporary = NULL;
	if (temporary) {
		fd = mkostemp(temporary, O_CLOEXEC);
		error = fd < 0 ? -errno : replace(fd, temporary, file, text, bytes);
	}
	free(temporary);
	free(file);
	return error;
}

int folder_append(int fd, const char *text, size_t bytes)
{
	off_t end = lseek(fd, 0, SEEK_END);
	ssize_t n;

	if (end < 0)
		return -errno;
	do
		n = write(fd, text, bytes);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	if ((size_t)n == bytes)
		return 0;
	/* Half a line would look like damage to those who read the log while it grows. */
	if (ftruncate(fd, end))
		return -errno;
	return -ENOSPC;
}
