/* SPDX-License-Identifier: MIT */
/* stream.h - connected TCP sockets: functions of the table, and what server.c needs. */
#ifndef THREADED_STREAM_H
#define THREADED_STREAM_H

#include <stddef.h>
#include <stdint.h>

struct stream;

/* A stream that owns the connected descriptor fd, or NULL: no memory. */
struct stream *stream_adopt(int fd);

int64_t stream_open_connection(const char *address, uint16_t port, struct stream **stream);
int64_t stream_read(struct stream *stream, void *buffer, size_t size);
int64_t stream_readexactly(struct stream *stream, void *buffer, size_t size);
int64_t stream_write(struct stream *stream, const void *buffer, size_t size);
void stream_close(struct stream *stream);

#endif
