/* SPDX-License-Identifier: MIT */
/* line.h - JSON objects as lines on descriptors: what workers and the conductor exchange. */
#ifndef BENCH_PROTOCOL_LINE_H
#define BENCH_PROTOCOL_LINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROTOCOL_VERSION 1
#define LINE_MAX_BYTES                                                                     \
	((size_t)16 << 20) /* a longer line is an error, not a reason to grow */
#define LINE_MAX_DEPTH 64  /* of nesting: the parser recurses, perhaps on a small stack */

/* Bytes read from a descriptor and not yet given out as lines. Zeroed, with fd set, it is ready. */
struct line_reader {
	int fd;
	char *buffer;
	size_t used, size; /* bytes */
	size_t taken;	   /* bytes of the buffer that were given out */
	bool skipping;	   /* inside a line that was too long: drop up to its end */
};

/*
 * Read the next line as a JSON object, waiting for at most timeout_ns (negative: for ever).
 * Returns 1 and a new reference in *object; 0 at the end of the file; -ETIMEDOUT; -EINTR: a signal
 * came while waiting, nothing is lost, call again; -EBADMSG: the line is no JSON object, is nested
 * too deep, is cut short by the end of the file or too long, and the next call takes the line
 * after it; -ENOMEM; read(2)'s errors.
 */
int line_read(struct line_reader *reader, int64_t timeout_ns, json_t **object);

/* Whether a whole line has been read already, so that line_read would not wait. */
bool line_waiting(const struct line_reader *reader);

/* Free the buffer; the descriptor stays open. */
void line_reader_free(struct line_reader *reader);

/*
 * Write the object as one line, whole, waiting while the pipe is full. Returns 0 or -errno
 * (-EPIPE without a signal when the caller ignores SIGPIPE).
 */
int line_write(int fd, const json_t *object);

#endif
