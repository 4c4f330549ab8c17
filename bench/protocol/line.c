/* SPDX-License-Identifier: MIT */
/*
 * line.c - JSON objects as lines on descriptors.
 *
 * Not a stream parser: a line is gathered whole, then parsed. Knows nothing of what the objects
 * mean.
 */
#include "bench/protocol/line.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FIRST_BYTES ((size_t)4096)

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static const char *end_of_line(const struct line_reader *reader)
{
	if (reader->taken == reader->used)
		return NULL;
	return memchr(reader->buffer + reader->taken, '\n', reader->used - reader->taken);
}

bool line_waiting(const struct line_reader *reader)
{
	return end_of_line(reader);
}

/* Brackets inside strings count too: good enough for a bound that nobody meets honestly. */
static bool too_deep(const char *text, size_t bytes)
{
	int depth = 0;

	for (size_t i = 0; i < bytes; i++) {
		if (text[i] == '{' || text[i] == '[')
			depth++;
		else if (text[i] == '}' || text[i] == ']')
			depth--;
		if (depth > LINE_MAX_DEPTH)
			return true;
	}
	return false;
}

static int parse(const char *text, size_t bytes, json_t **object)
{
	json_t *parsed = NULL;

	if (!too_deep(text, bytes))
		parsed = json_loadb(text, bytes, 0, NULL);
	if (json_is_object(parsed)) {
		*object = parsed;
		return 1;
	}
	json_decref(parsed);
	return -EBADMSG;
}

/* Give out the line that ends at `end`. */
static int take(struct line_reader *reader, const char *end, json_t **object)
{
	const char *start = reader->buffer + reader->taken;
	bool tail = reader->skipping;

	reader->taken = (size_t)(end - reader->buffer) + 1;
	reader->skipping = false;
	/* What was too long has been reported when it passed the limit: 0 means "go on". */
	return tail ? 0 : parse(start, (size_t)(end - start), object);
}

/* Make room for at least one more byte, -EBADMSG when the line has no right to it. */
static int make_room(struct line_reader *reader)
{
	size_t left = reader->used - reader->taken, size;
	char *buffer;

	if (reader->taken) {
		memmove(reader->buffer, reader->buffer + reader->taken, left);
		reader->used = left;
		reader->taken = 0;
	}
	if (reader->skipping)
		reader->used = 0;
	if (reader->used < reader->size)
		return 0;
	if (reader->size >= LINE_MAX_BYTES) {
		reader->used = 0;
		reader->skipping = true;
		return -EBADMSG;
	}
	size = reader->size ? reader->size * 2 : FIRST_BYTES;
	buffer = realloc(reader->buffer, size);
	if (!buffer)
		return -ENOMEM;
	reader->buffer = buffer;
	reader->size = size;
	return 0;
}

/* Wait until the descriptor can be used, or the deadline (negative: none) has passed. */
static int wait_until(int fd, short events, int64_t deadline_ns)
{
	struct pollfd p = {.fd = fd, .events = events};
	int64_t left = deadline_ns < 0 ? -1 : deadline_ns - now_ns();
	struct timespec t = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
	int n;

	if (deadline_ns >= 0 && left < 0)
		t = (struct timespec){0};
	n = ppoll(&p, 1, deadline_ns < 0 ? NULL : &t, NULL);
	if (n < 0)
		return -errno;
	return n ? 0 : -ETIMEDOUT;
}

/* Read more into the buffer. Returns the bytes, 0 at the end of the file, or -errno. */
static ssize_t fill(struct line_reader *reader, int64_t deadline_ns)
{
	ssize_t n;
	int result = make_room(reader);

	if (result)
		return result;
	if (deadline_ns >= 0 && (result = wait_until(reader->fd, POLLIN, deadline_ns)))
		return result;
	n = read(reader->fd, reader->buffer + reader->used, reader->size - reader->used);
	if (n < 0 && errno == EAGAIN) /* it does not block: wait first, then */
		return (result = wait_until(reader->fd, POLLIN, deadline_ns))
			       ? result
			       : fill(reader, deadline_ns);
	if (n < 0)
		return -errno;
	reader->used += (size_t)n;
	return n;
}

int line_read(struct line_reader *reader, int64_t timeout_ns, json_t **object)
{
	int64_t deadline_ns = timeout_ns < 0 ? -1 : now_ns() + timeout_ns;
	const char *end;
	ssize_t n;
	int result;

	for (;;) {
		end = end_of_line(reader);
		if (end) {
			result = take(reader, end, object);
			if (result)
				return result;
			continue;
		}
		n = fill(reader, deadline_ns);
		if (n < 0)
			return (int)n;
		if (n == 0)
			break;
	}
	result = reader->used > reader->taken && !reader->skipping ? -EBADMSG : 0;
	reader->taken = reader->used;
	return result;
}

void line_reader_free(struct line_reader *reader)
{
	free(reader->buffer);
	*reader = (struct line_reader){.fd = reader->fd};
}

static int write_all(int fd, const char *bytes, size_t left)
{
	ssize_t n;
	int result;

	while (left) {
		n = write(fd, bytes, left);
		if (n < 0 && errno == EAGAIN) {
			result = wait_until(fd, POLLOUT, -1);
			if (result && result != -EINTR)
				return result;
		} else if (n < 0 && errno != EINTR) {
			return -errno;
		} else if (n > 0) {
			bytes += n;
			left -= (size_t)n;
		}
	}
	return 0;
}

int line_write(int fd, const json_t *object)
{
	size_t bytes = json_dumpb(object, NULL, 0, 0);
	char *line;
	int result;

	if (!bytes)
		return -EINVAL;
	line = malloc(bytes + 1);
	if (!line)
		return -ENOMEM;
	json_dumpb(object, line, bytes, 0);
	line[bytes] = '\n';
	result = write_all(fd, line, bytes + 1);
	free(line);
	return result;
}
