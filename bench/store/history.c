/* SPDX-License-Identifier: MIT */
/* history.c - reads a history, and adds to it. See history.h. */
#include "bench/store/history.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/store/decode.h"
#include "bench/store/folder.h"
#include "bench/store/history_line.h"

static int decode_all(const char *path, struct history *history, struct problem *problem)
{
	struct decoder decoder = {.file = path, .problem = problem};
	const json_t *documents = history->lines.documents;

	history->entries = decode_allocate(&decoder, json_array_size(documents),
					   sizeof(*history->entries));
	while (!decoder.error && history->count < json_array_size(documents)) {
		decoder.line = history->count + 1;
		if (!history_decode(&decoder, json_array_get(documents, history->count),
				    &history->entries[history->count]))
			history->count++;
	}
	return decoder.error;
}

static int compare(const struct history_entry *a, const struct history_entry *b)
{
	int order = strcmp(a->results, b->results);

	if (!order)
		order = strcmp(a->row, b->row);
	if (!order)
		order = strcmp(a->over, b->over);
	return order ? order : strcmp(a->metric, b->metric);
}

/* What is the same stays in the order of the file, in which the entries lie. */
static int by_identity(const void *left, const void *right)
{
	const struct history_entry *a = *(const struct history_entry *const *)left;
	const struct history_entry *b = *(const struct history_entry *const *)right;
	int order = compare(a, b);

	return order ? order : (a > b) - (a < b);
}

/* Find those that are the same as an earlier one. */
static void find_repeated(const struct history *history,
			  const struct history_entry **sorted, bool *repeated)
{
	for (size_t i = 0; i < history->count; i++)
		sorted[i] = &history->entries[i];
	qsort(sorted, history->count, sizeof(*sorted), by_identity);
	for (size_t i = 1; i < history->count; i++)
		repeated[sorted[i] - history->entries] = !compare(sorted[i - 1], sorted[i]);
}

/* Merged line by line, two histories may have a run twice, which is one run still. */
static int leave_out_repeated(struct history *history, struct problem *problem)
{
	const struct history_entry **sorted = calloc(history->count + 1, sizeof(*sorted));
	bool *repeated = calloc(history->count + 1, sizeof(*repeated));
	size_t kept = 0;
	int error = 0;

	if (sorted && repeated) {
		find_repeated(history, sorted, repeated);
		for (size_t i = 0; i < history->count; i++)
			if (!repeated[i])
				history->entries[kept++] = history->entries[i];
		history->repeated = history->count - kept;
		history->count = kept;
	} else {
		error = problem_set(problem, -ENOMEM, "out of memory");
	}
	free(sorted);
	free(repeated);
	return error;
}

int history_read(const char *path, struct history *history, struct problem *problem)
{
	int error;

	*history = (struct history){0};
	error = lines_check(path, problem);
	if (!error)
		error = lines_read(path, &history->lines, problem);
	if (!error)
		error = decode_all(path, history, problem);
	if (!error)
		error = leave_out_repeated(history, problem);
	if (error == -EBADMSG)
		problem_remedy(problem, "a history has a line of JSON a metric, as duet "
					"trend add writes it");
	if (error)
		history_free(history);
	return error;
}

void history_free(struct history *history)
{
	free(history->entries);
	lines_free(&history->lines);
	*history = (struct history){0};
}

static bool has(const struct history *history, const struct history_entry *entry)
{
	for (size_t i = 0; i < history->count; i++)
		if (!compare(&history->entries[i], entry))
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

/* To the file, which is locked. */
static int append(int fd, const struct history *history,
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
	if (!error && added)
		error = lines_cut(fd, &history->lines);
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
	int result = history_read(path, &history, problem);

	if (result)
		return result;
	result = append(fd, &history, entries, count);
	if (result < 0)
		problem_set(problem, result, "cannot add to %s: %s", path,
			    strerror(-result));
	history_free(&history);
	return result;
}

int history_add(const char *path, const struct history_entry *entries, size_t count,
		struct problem *problem)
{
	int result, fd = lines_open(path, true, problem);

	if (fd < 0)
		return fd;
	result = add_locked(fd, path, entries, count, problem);
	close(fd);
	return result;
}
