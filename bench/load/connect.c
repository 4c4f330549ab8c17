/* SPDX-License-Identifier: MIT */
/* connect.c - thousands of connections, one after the other, each proved by one exchange. */
#include "bench/load/connect.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "bench/load/load.h"
#include "bench/load/loopback.h"
#include "bench/load/payload.h"

/*
 * A request and its answer, blocking; the sizes that a socket takes at once need no more. None is
 * heavy: whoever computes for those does so for many ms.
 */
static int exchange(const struct load *load, int fd, uint64_t number)
{
	const char *request = payload_of(load->pattern, payload_hash(number), false);
	size_t received = 0;
	ssize_t n = send(fd, request, load->size, MSG_NOSIGNAL);

	if (n != (ssize_t)load->size)
		return n < 0 && errno != EAGAIN ? -errno : -ETIMEDOUT;
	while (received < load->size) {
		n = recv(fd, load->buffer, load->size - received, 0);
		if (n <= 0)
			return n == 0 ? -ECONNRESET : errno == EAGAIN ? -ETIMEDOUT : -errno;
		if (memcmp(load->buffer, request + received, (size_t)n))
			return -EPROTO;
		received += (size_t)n;
	}
	return 0;
}

static int watch(const struct load *load, struct client *client)
{
	struct epoll_event event = {
		.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
		.data.ptr = client,
	};

	if (fcntl(client->fd, F_SETFL, O_NONBLOCK) ||
	    epoll_ctl(load->epoll, EPOLL_CTL_ADD, client->fd, &event))
		return -errno;
	return 0;
}

int connect_all(struct load *load, uint16_t port)
{
	int result = 0;

	for (size_t i = 0; i < load->n && !result; i++) {
		struct client *client = &load->clients[i];
		int fd = loopback_connect(port, i);

		if (fd < 0)
			return fd;
		client->fd = fd;
		result = exchange(load, fd, i);
		if (!result)
			result = watch(load, client);
	}
	return result;
}
