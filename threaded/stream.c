/* SPDX-License-Identifier: MIT */
/*
 * stream.c - blocking sockets: a call waits in the kernel until it can be done, one system call
 * for each. There is no poller, and nothing is shared between tasks.
 *
 * options.spins: a read tries so many times without blocking before it blocks.
 */
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "threaded/address.h"
#include "threaded/cancel.h"
#include "threaded/loop.h"
#include "threaded/sanitizer.h"
#include "threaded/stream.h"
#include "threaded/task.h"

struct stream {
	int fd;
};

struct stream *stream_adopt(int fd)
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
	int64_t r = cancel_call(SYS_poll, (long)&pollfd, 1, -1, 0, 0, 0);
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
	struct task *self = task_current;
	int64_t r;

	sanitizer_send(self->loop);
	r = cancel_point(&self->cancel, SYS_connect, fd, (long)&address->any, address->size,
			 0, 0, 0);
	if (r == -EINTR)
		return connect_rest(fd);
	return r == -ECANCELED ? cancel_take() : r;
}

int64_t stream_open_connection(const char *text, uint16_t port, struct stream **stream)
{
	struct address address;
	struct stream *opened;
	int64_t r;
	int fd, on = 1;

	r = address_parse(&address, text, port);
	if (r < 0)
		return r;
	fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	r = -ENOMEM;
	opened = stream_adopt(fd);
	if (!opened)
		goto close_fd;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
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
		return cancel_take();
	r = cancel_call(SYS_recvfrom, stream->fd, (long)buffer, (long)size, flags, 0, 0);
	sanitizer_receive(task_current->loop);
	return r;
}

int64_t stream_read(struct stream *stream, void *buffer, size_t size)
{
	unsigned spins = task_current->loop->spins;
	int64_t r = -EAGAIN;

	while (spins-- && r == -EAGAIN)
		r = receive(stream, buffer, size, MSG_DONTWAIT);
	return r == -EAGAIN ? receive(stream, buffer, size, 0) : r;
}

int64_t stream_readexactly(struct stream *stream, void *buffer, size_t size)
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

int64_t stream_write(struct stream *stream, const void *buffer, size_t size)
{
	size_t done = 0;
	int64_t r;

	sanitizer_send(task_current->loop);
	do {
		r = cancel_call(SYS_sendto, stream->fd, (long)buffer + done, size - done,
				MSG_NOSIGNAL, 0, 0);
		if (r < 0)
			return r;
		done += r;
	} while (done < size);
	return done;
}

void stream_close(struct stream *stream)
{
	if (!stream)
		return;
	close(stream->fd);
	free(stream);
}
