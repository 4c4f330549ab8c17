/* SPDX-License-Identifier: MIT */
/* lines.c - reads lines, and opens their file to add to it. See lines.h. */
#include "bench/store/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/store/decode.h"
#include "bench/store/folder.h"

static int fail(struct problem *problem, const char *what, const char *path, int error)
{
	return problem_set(problem, error, "cannot %s %s: %s", what, path,
			   strerror(-error));
}

int lines_check(const char *path, struct problem *problem)
{
	struct stat status;

	if (stat(path, &status) || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
		return 0;
	problem_set(problem, -ENOTSUP, "%.200s is no regular file", path);
	problem_remedy(problem, "name a file that can grow");
	return -ENOTSUP;
}

/* ---- reading ---- */

static void read_line(struct decoder *decoder, struct lines *lines, const char *text,
		      size_t bytes)
{
	json_error_t where;
	json_t *json = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &where);

	if (!json_is_object(json))
		decode_fail(decoder, "%s", json ? "no JSON object" : where.text);
	if (json_array_append_new(lines->documents, json) && !decoder->error)
		decoder->error = problem_set(decoder->problem, -ENOMEM, "out of memory");
}

static void read_lines(struct decoder *decoder, struct lines *lines, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	while (!decoder->error && (length = getline(&line, &size, file)) > 0) {
		decoder->line++;
		lines->torn = line[length - 1] != '\n';
		if (lines->torn)
			break;
		read_line(decoder, lines, line, (size_t)length);
		lines->end += length;
	}
	free(line);
	if (!decoder->error && ferror(file))
		decode_fail(decoder, "%s", strerror(errno));
}

int lines_read(const char *path, struct lines *lines, struct problem *problem)
{
	struct decoder decoder = {.file = path, .problem = problem};
	FILE *file = fopen(path, "re");

	*lines = (struct lines){0};
	if (!file)
		return fail(problem, "read", path, -errno);
	lines->documents = json_array();
	if (lines->documents)
		read_lines(&decoder, lines, file);
	else
		decoder.error = problem_set(problem, -ENOMEM, "out of memory");
	fclose(file);
	if (decoder.error)
		lines_free(lines);
	return decoder.error;
}

void lines_free(struct lines *lines)
{
	json_decref(lines->documents);
	*lines = (struct lines){0};
}

/* ---- adding ---- */

static int make_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;
	int error;

	if (!slash || slash == path)
		return 0;
	folder = strndup(path, (size_t)(slash - path));
	error = folder ? folder_make(folder) : -ENOMEM;
	free(folder);
	return error;
}

static int lock(int fd, bool wait)
{
	while (flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB)) {
		if (errno == EWOULDBLOCK)
			return -EBUSY;
		if (errno != EINTR)
			return -errno;
	}
	return 0;
}

int lines_open(const char *path, bool wait, struct problem *problem)
{
	int error = make_folder_of(path);
	int fd = error ? error : open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);

	if (fd < 0)
		return fail(problem, "add to", path, error ? error : -errno);
	error = lock(fd, wait);
	if (!error)
		return fd;
	close(fd);
	if (error == -EBUSY)
		return problem_set(problem, error, "%s is in use", path);
	return fail(problem, "add to", path, error);
}

int lines_cut(int fd, const struct lines *lines)
{
	return lines->torn && ftruncate(fd, lines->end) ? -errno : 0;
}
