/* SPDX-License-Identifier: MIT */
/*
 * stream.c - TCP connections.
 *
 * Calls try first and wait only for what the last one found missing: a read that filled less
 * than its buffer, or a write that the kernel took in part, knows without asking again that it
 * has to wait. After the peer has hung up there are no more edges, so reads are then always tried.
 */
#include "runtime/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"

/* Calls that one task may make in a row without waiting before others get a turn. */
#define STREAK 64

/*
 * A call that did not have to wait returns value: but a task whose peer is always ready would
 * keep the loop to itself, so from time to time it goes round the ring first.
 */
static int64_t return_fairly(struct loop *loop, struct task *self, int64_t value)
{
	if (loop->io_streak_of != self)
		loop->io_streak = 0;
	loop->io_streak_of = self;
	if (likely(++loop->io_streak < STREAK))
		return value;
	loop->io_streak = 0;
	return loop_yield(loop, self, value);
}

struct stream *co_stream_open(struct loop *loop, int fd)
{
	struct stream *stream = calloc(1, sizeof(*stream));

	if (!stream)
		return NULL;
	stream->socket.fd = fd;
	stream->socket.readable = stream->socket.writable = true;
	if (co_pollable_add(loop, &stream->socket) < 0)
		goto free_stream;
	return stream;
free_stream:
	free(stream);
	return NULL;
}

void co_close(struct stream *stream)
{
	co_pollable_close(co_current_loop, &stream->socket);
	free(stream);
}

/* ---- connecting ---- */

/* Wait for the answer of a connection that is on its way. */
static int64_t finish_connecting(struct loop *loop, struct stream *stream)
{
	int error = 0;
	socklen_t length = sizeof(error);
	int64_t result;

	stream->socket.writable = false;
	result = co_pollable_wait(loop, &stream->socket, WAITS_CONNECT);
	if (result)
		return result;
	if (getsockopt(stream->socket.fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0)
		return -errno;
	return -error;
}

static int64_t connect_socket(struct loop *loop, int fd, const struct address *address,
			      struct stream **result)
{
	bool at_once = connect(fd, &address->any, address->length) == 0;
	struct stream *stream;
	int64_t error = 0;

	if (!at_once && errno != EINPROGRESS) {
		error = -errno;
		goto close_socket;
	}
	stream = co_stream_open(loop, fd);
	if (!stream) {
		error = -ENOMEM;
		goto close_socket;
	}
	if (!at_once)
		error = finish_connecting(loop, stream);
	if (error)
		goto close_stream;
	*result = stream;
	return 0;
close_stream:
	co_close(stream);
	return error;
close_socket:
	close(fd);
	return error;
}

int64_t co_open_connection(const char *address, uint16_t port, struct stream **stream)
{
	struct loop *loop = co_current_loop;
	struct address parsed;
	int fd;

	if (co_address_parse(&parsed, address, port) < 0)
		return -EINVAL;
	if (task_take_cancellation(loop->current))
		return -ECANCELED;
	fd = co_address_socket(&parsed);
	if (fd < 0)
		return fd;
	return connect_socket(loop, fd, &parsed, stream);
}

/* ---- reading ---- */

static int64_t receive(struct loop *loop, struct pollable *socket, void *buffer,
		       size_t size)
{
	for (;;) {
		int64_t waited = 0;
		ssize_t n;

		if (!socket->readable)
			waited = co_pollable_wait(loop, socket, WAITS_READ);
		if (waited < 0)
			return waited;
		n = recv(socket->fd, buffer, size, 0);
		if (n >= 0) {
			socket->readable = (size_t)n == size || socket->hung_up;
			return n;
		}
		if (errno == EAGAIN)
			socket->readable = false;
		else if (errno != EINTR)
			return -errno;
	}
}

int64_t co_read(struct stream *stream, void *buffer, size_t size)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;

	if (task_take_cancellation(self))
		return -ECANCELED;
	if (!size)
		return 0;
	return return_fairly(loop, self, receive(loop, &stream->socket, buffer, size));
}

int64_t co_readexactly(struct stream *stream, void *buffer, size_t size)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;
	size_t got = 0;

	if (task_take_cancellation(self))
		return -ECANCELED;
	while (got < size) {
		int64_t n =
			receive(loop, &stream->socket, (char *)buffer + got, size - got);

		if (n < 0)
			return n;
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return return_fairly(loop, self, (int64_t)got);
}

/* ---- writing ---- */

static int64_t send_some(struct loop *loop, struct pollable *socket, const void *buffer,
			 size_t size)
{
	for (;;) {
		int64_t waited = 0;
		ssize_t n;

		if (!socket->writable)
			waited = co_pollable_wait(loop, socket, WAITS_WRITE);
		if (waited < 0)
			return waited;
		n = send(socket->fd, buffer, size, MSG_NOSIGNAL);
		if (n >= 0) {
			socket->writable = (size_t)n == size;
			return n;
		}
		if (errno == EAGAIN)
			socket->writable = false;
		else if (errno != EINTR)
			return -errno;
	}
}

int64_t co_write(struct stream *stream, const void *buffer, size_t size)
{
	struct loop *loop = co_current_loop;
	struct task *self = loop->current;
	size_t sent = 0;

	if (task_take_cancellation(self))
		return -ECANCELED;
	while (sent < size) {
		int64_t n = send_some(loop, &stream->socket, (const char *)buffer + sent,
				      size - sent);

		if (n < 0)
			return n;
		sent += (size_t)n;
	}
	return return_fairly(loop, self, (int64_t)sent);
}
