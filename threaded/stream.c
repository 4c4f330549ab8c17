/* SPDX-License-Identifier: MIT */
/*
 * stream.c - blocking sockets: a call waits in the kernel until it can be done, one system call
 * for each. There is no poller, and nothing is shared between tasks.
 *
 * options.spins: a read tries so many times without blocking before it blocks.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/sanitizer.h"
#include "threaded/stream.h"
#include "threaded/task.h"

struct stream {
	int fd;
};

struct stream *th_stream_open(int fd)
{
	struct stream *stream = malloc(sizeof(*stream));

	if (stream)
		stream->fd = fd;
	return stream;
}

/* A connect that a foreign signal interrupted goes on by itself: wait for how it ends. */
static int64_t connect_rest(int fd)
{
	struct pollfd pollfd = {.fd = fd, .events = POLLOUT};
	int64_t r = th_cancel_call(SYS_poll, (long)&pollfd, 1, -1, 0, 0, 0);
	int error;
	socklen_t size = sizeof(error);

	if (r < 0)
		return r;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size))
		return -errno;
	return -error;
}

static int64_t connect_blocking(int fd, const struct address *address)
{
	struct task *self = th_current;
	int64_t r;

	sanitizer_send(self->loop);
	r = th_cancel_point(&self->cancel, SYS_connect, fd, (long)&address->any,
			    address->length, 0, 0, 0);
	if (r == -EINTR)
		return connect_rest(fd);
	return r == -ECANCELED ? th_cancel_take() : r;
}

int64_t th_open_connection(const char *text, uint16_t port, struct stream **stream)
{
	struct address address;
	struct stream *opened;
	int64_t r;
	int fd;

	r = th_address_parse(&address, text, port);
	if (r < 0)
		return r;
	fd = th_address_socket(&address);
	if (fd < 0)
		return fd;
	r = -ENOMEM;
	opened = th_stream_open(fd);
	if (!opened)
		goto close_fd;
	r = connect_blocking(fd, &address);
	if (r < 0)
		goto free_stream;
	*stream = opened;
	return 0;
free_stream:
	free(opened);
close_fd:
	close(fd);
	return r;
}

/* The kernel would wait for a byte also when none is wanted. */
static int64_t receive(struct stream *stream, void *buffer, size_t size, int flags)
{
	int64_t r;

	if (!size)
		return th_cancel_take();
	r = th_cancel_call(SYS_recvfrom, stream->fd, (long)buffer, (long)size, flags, 0, 0);
	sanitizer_receive(th_current->loop);
	return r;
}

int64_t th_read(struct stream *stream, void *buffer, size_t size)
{
	unsigned spins = th_current->loop->spins;
	int64_t r = -EAGAIN;

	while (spins-- && r == -EAGAIN)
		r = receive(stream, buffer, size, MSG_DONTWAIT);
	return r == -EAGAIN ? receive(stream, buffer, size, 0) : r;
}

int64_t th_readexactly(struct stream *stream, void *buffer, size_t size)
{
	size_t done = 0;
	int64_t r;

	do {
		r = receive(stream, (char *)buffer + done, size - done, MSG_WAITALL);
		if (r < 0)
			return r;
		done += r;
	} while (r && done < size);
	return done;
}

int64_t th_write(struct stream *stream, const void *buffer, size_t size)
{
	size_t done = 0;
	int64_t r;

	sanitizer_send(th_current->loop);
	do {
		r = th_cancel_call(SYS_sendto, stream->fd, (long)buffer + done, size - done,
				   MSG_NOSIGNAL, 0, 0);
		if (r < 0)
			return r;
		done += r;
	} while (done < size);
	return done;
}

void th_close(struct stream *stream)
{
	if (!stream)
		return;
	close(stream->fd);
	free(stream);
}
