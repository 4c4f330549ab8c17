/* SPDX-License-Identifier: MIT */
/* history.c - reads a history, and adds to it. See history.h. */
#include "bench/store/history.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/store/decode.h"
#include "bench/store/folder.h"
#include "bench/store/history_line.h"

/* Where the file is, in two parts as problems name it. */
struct place {
	char folder[PATH_MAX];
	const char *file;
};

static void place_split(struct place *place, const char *path)
{
	const char *slash = strrchr(path, '/');

	place->file = slash ? slash + 1 : path;
	snprintf(place->folder, sizeof(place->folder), "%.*s",
		 slash ? (int)(slash - path) : 1, slash ? path : ".");
}

static int fail(struct problem *problem, const char *what, const char *path, int error)
{
	problem_set(problem, error, "cannot %s %s: %s", what, path, strerror(-error));
	return error;
}

/* Room for one more. Returns 0 or the decoder's error. */
static int grow(struct decoder *decoder, struct history *history)
{
	size_t count = history->count;
	struct history_entry *grown;

	if (count & (count - 1)) /* neither a power of two nor 0: there is room */
		return 0;
	grown = realloc(history->entries, (count ? 2 * count : 1) * sizeof(*grown));
	if (!grown) {
		decoder->error = problem_set(decoder->problem, -ENOMEM, "out of memory");
		return decoder->error;
	}
	history->entries = grown;
	return 0;
}

static void read_line(struct decoder *decoder, struct history *history, const char *text,
		      size_t bytes)
{
	json_error_t where;
	json_t *json = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &where);

	if (!json_is_object(json))
		decode_fail(decoder, "%s", json ? "no JSON object" : where.text);
	else if (!grow(decoder, history) &&
		 !history_decode(decoder, json, &history->entries[history->count]))
		history->count++;
	if (json && json_array_append_new(history->documents, json))
		decoder->error = -ENOMEM;
}

/* Read all whole lines. Returns where the last of them ends. */
static off_t read_lines(struct decoder *decoder, struct history *history, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	off_t end = 0;

	while (!decoder->error && (length = getline(&line, &size, file)) > 0) {
		decoder->line++;
		history->torn = line[length - 1] != '\n';
		if (history->torn)
			break;
		read_line(decoder, history, line, (size_t)length);
		end += length;
	}
	free(line);
	if (!decoder->error && ferror(file))
		decode_fail(decoder, "%s", strerror(errno));
	return end;
}

/* Read what the file has; *end is where its whole lines do. Frees nothing when it fails. */
static int read_file(const char *path, FILE *file, struct history *history, off_t *end,
		     struct problem *problem)
{
	struct place place;
	struct decoder decoder = {.problem = problem};

	place_split(&place, path);
	decoder.folder = place.folder;
	decoder.file = place.file;
	*history = (struct history){.documents = json_array()};
	if (!history->documents)
		return problem_set(problem, -ENOMEM, "out of memory");
	*end = read_lines(&decoder, history, file);
	if (decoder.error == -EBADMSG)
		problem_remedy(problem, "a history has a line of JSON a metric, as duet "
					"trend add writes it");
	return decoder.error;
}

/* By an own description of the file, so that no place in it is shared with who adds. */
static int read_path(const char *path, struct history *history, off_t *end,
		     struct problem *problem)
{
	FILE *file = fopen(path, "re");
	int error;

	*history = (struct history){0};
	if (!file)
		return fail(problem, "read", path, -errno);
	error = read_file(path, file, history, end, problem);
	fclose(file);
	if (error)
		history_free(history);
	return error;
}

int history_read(const char *path, struct history *history, struct problem *problem)
{
	off_t end = 0;

	return read_path(path, history, &end, problem);
}

void history_free(struct history *history)
{
	free(history->entries);
	json_decref(history->documents);
	*history = (struct history){0};
}

static bool is_same(const struct history_entry *a, const struct history_entry *b)
{
	return !strcmp(a->results, b->results) && !strcmp(a->row, b->row) &&
	       !strcmp(a->over, b->over) && !strcmp(a->metric, b->metric);
}

static bool has(const struct history *history, const struct history_entry *entry)
{
	for (size_t i = 0; i < history->count; i++)
		if (is_same(&history->entries[i], entry))
			return true;
	return false;
}

/* Write the lines of what the history lacks. Returns how many, or -EINVAL for what is no text. */
static int write_lines(FILE *stream, const struct history *history,
		       const struct history_entry *entries, size_t count)
{
	int added = 0;

	for (size_t i = 0; i < count; i++) {
		json_t *line;

		if (has(history, &entries[i]))
			continue;
		line = history_encode(&entries[i]);
		if (!line)
			return -EINVAL;
		json_dumpf(line, stream, JSON_COMPACT | JSON_REAL_PRECISION(9));
		fputc('\n', stream);
		json_decref(line);
		added++;
	}
	return added;
}

/* To the file, which is locked and of which the first `end` bytes are whole lines. */
static int append(int fd, off_t end, const struct history *history,
		  const struct history_entry *entries, size_t count)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *stream = open_memstream(&text, &bytes);
	int added, error;

	if (!stream)
		return -ENOMEM;
	added = write_lines(stream, history, entries, count);
	error = fclose(stream) ? -ENOMEM : added < 0 ? added : 0;
	if (!error && added && history->torn && ftruncate(fd, end))
		error = -errno;
	if (!error && added)
		error = folder_append(fd, text, bytes);
	if (!error && added && fsync(fd))
		error = -errno;
	free(text);
	return error ? error : added;
}

static int add_locked(int fd, const char *path, const struct history_entry *entries,
		      size_t count, struct problem *problem)
{
	struct history history;
	off_t end = 0;
	int result = read_path(path, &history, &end, problem);

	if (!result) {
		result = append(fd, end, &history, entries, count);
		if (result < 0)
			fail(problem, "add to", path, result);
	}
	history_free(&history);
	return result;
}

/* Open the file to be added to, made where it is missing, and wait for its lock. */
static int open_locked(const char *path)
{
	struct place place;
	int error, fd;

	place_split(&place, path);
	if (*place.folder) {
		error = folder_make(place.folder);
		if (error)
			return error;
	}
	fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0)
		return -errno;
	while (flock(fd, LOCK_EX)) {
		if (errno == EINTR)
			continue;
		error = -errno;
		close(fd);
		return error;
	}
	return fd;
}

int history_add(const char *path, const struct history_entry *entries, size_t count,
		struct problem *problem)
{
	int result, fd = open_locked(path);

	if (fd < 0)
		return fail(problem, "add to", path, fd);
	result = add_locked(fd, path, entries, count, problem);
	close(fd);
	return result;
}
