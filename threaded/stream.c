/* SPDX-License-Identifier: MIT */
/*
 * stream.c - blocking sockets: a call waits in the kernel until it can be done, one system call
 * for each. There is no poller, and tasks share nothing but a mark that a direction is in use.
 *
 * options.spins: a read tries so many times without blocking before it blocks.
 */
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "threaded/cancel.h"
#include "threaded/gil/gil.h"
#include "threaded/loop.h"
#include "threaded/sanitizer.h"
#include "threaded/stream.h"
#include "threaded/task.h"

struct stream {
	int fd;
	_Atomic bool read, written; /* a task is in a call of this direction */
};

struct stream *th_stream_open(int fd)
{
	struct stream *stream = calloc(1, sizeof(*stream));

	if (stream)
		stream->fd = fd;
	return stream;
}

/* ---- connecting ---- */

/* A connect that a foreign signal interrupted goes on by itself: wait for how it ends. */
static int64_t finish_connecting(int fd)
{
	struct pollfd pollfd = {.fd = fd, .events = POLLOUT};
	int64_t result = th_cancel_call(SYS_poll, (long)&pollfd, 1, -1, 0, 0, 0);
	int error;
	socklen_t length = sizeof(error);

	if (result < 0)
		return result;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0)
		return -errno;
	return -error;
}

static int64_t connect_socket(int fd, const struct address *address)
{
	struct task *self = th_current;
	int64_t result;

	sanitizer_send(self->loop);
	th_gil_release();
	result = th_cancel_point(&self->cancel, SYS_connect, fd, (long)&address->any,
				 address->length, 0, 0, 0);
	th_gil_take();
	if (result == -EINTR)
		return finish_connecting(fd);
	return result == -ECANCELED ? th_cancel_take() : result;
}

int64_t th_open_connection(const char *address, uint16_t port, struct stream **stream)
{
	struct address parsed;
	struct stream *opened;
	int64_t error;
	int fd;

	if (th_address_parse(&parsed, address, port) < 0)
		return -EINVAL;
	fd = th_address_socket(&parsed);
	if (fd < 0)
		return fd;
	error = -ENOMEM;
	opened = th_stream_open(fd);
	if (!opened)
		goto close_fd;
	error = connect_socket(fd, &parsed);
	if (error < 0)
		goto free_stream;
	*stream = opened;
	return 0;
free_stream:
	free(opened);
close_fd:
	close(fd);
	return error;
}

/* ---- one task a direction: a second one would get some of the first one's bytes ---- */

/* Returns 0, and the call ends with leave; -EBUSY, or -ECANCELED, which comes first. */
static int64_t enter(_Atomic bool *direction)
{
	int64_t cancelled;

	if (!atomic_exchange_explicit(direction, true, memory_order_acquire))
		return 0;
	cancelled = th_cancel_take();
	return cancelled ? cancelled : -EBUSY;
}

static int64_t leave(_Atomic bool *direction, int64_t result)
{
	atomic_store_explicit(direction, false, memory_order_release);
	return result;
}

/* ---- reading ---- */

/* The kernel would wait for a byte also when none is wanted. */
static int64_t receive(struct stream *stream, void *buffer, size_t size, int flags)
{
	int64_t n;

	if (!size)
		return th_cancel_take();
	n = th_cancel_call(SYS_recvfrom, stream->fd, (long)buffer, (long)size, flags, 0, 0);
	sanitizer_receive(th_current->loop);
	return n;
}

static int64_t receive_some(struct stream *stream, void *buffer, size_t size)
{
	unsigned spins = th_current->loop->spins;
	int64_t n = -EAGAIN;

	while (spins-- && n == -EAGAIN)
		n = receive(stream, buffer, size, MSG_DONTWAIT);
	return n == -EAGAIN ? receive(stream, buffer, size, 0) : n;
}

static int64_t receive_all(struct stream *stream, char *buffer, size_t size)
{
	size_t got = 0;
	int64_t n;

	do {
		n = receive(stream, buffer + got, size - got, MSG_WAITALL);
		if (n < 0)
			return n;
		got += (size_t)n;
	} while (n && got < size);
	return (int64_t)got;
}

int64_t th_read(struct stream *stream, void *buffer, size_t size)
{
	int64_t error = enter(&stream->read);

	if (error)
		return error;
	return leave(&stream->read, receive_some(stream, buffer, size));
}

int64_t th_readexactly(struct stream *stream, void *buffer, size_t size)
{
	int64_t error = enter(&stream->read);

	if (error)
		return error;
	return leave(&stream->read, receive_all(stream, buffer, size));
}

/* ---- writing ---- */

static int64_t send_all(struct stream *stream, const char *buffer, size_t size)
{
	size_t sent = 0;
	int64_t n;

	sanitizer_send(th_current->loop);
	do {
		n = th_cancel_call(SYS_sendto, stream->fd, (long)buffer + (long)sent,
				   (long)(size - sent), MSG_NOSIGNAL, 0, 0);
		if (n < 0)
			return n;
		sent += (size_t)n;
	} while (sent < size);
	return (int64_t)sent;
}

int64_t th_write(struct stream *stream, const void *buffer, size_t size)
{
	int64_t error = enter(&stream->written);

	if (error)
		return error;
	return leave(&stream->written, send_all(stream, buffer, size));
}

void th_close(struct stream *stream)
{
	if (!stream)
		return;
	close(stream->fd);
	free(stream);
}
