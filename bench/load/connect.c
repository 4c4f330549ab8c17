/* SPDX-License-Identifier: MIT */
/* connect.c - thousands of connections, one after the other, each proved by one exchange. */
#include "bench/load/connect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "bench/load/load.h"
#include "bench/load/payload.h"

#define PATIENCE_S 10 /* for one connection and its first answer */

/*
 * The kernel looks for a free port by trying one after the other. Connections from one address of
 * the loopback network slow down by their number, so every thousand has an address of its own.
 */
#define PORTS_AN_ADDRESS 1000

static struct sockaddr_in loopback(uint32_t host, uint16_t port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host),
	};
}

/*
 * The machine's congestion control may pace what it sends, by timers and a reckoning for every
 * acknowledgement: that would be the generator's own delay and cost. Where reno may not be chosen,
 * the machine's stays.
 */
static void set_options(int fd)
{
	struct timeval patience = {.tv_sec = PATIENCE_S};
	int one = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, "reno", strlen("reno"));
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof(one));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
}

int connect_one(uint16_t port, size_t number)
{
	struct sockaddr_in from = loopback((uint32_t)(number / PORTS_AN_ADDRESS), 0);
	struct sockaddr_in to = loopback(0, port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), error;

	if (fd < 0)
		return -errno;
	set_options(fd);
	if (bind(fd, (struct sockaddr *)&from, sizeof(from)) ||
	    connect(fd, (struct sockaddr *)&to, sizeof(to))) {
		error = errno == EINPROGRESS ? ETIMEDOUT : errno;
		close(fd);
		return -error;
	}
	return fd;
}

/* A request and its answer, blocking; the sizes that a socket takes at once need no more. */
static int exchange(const struct load *load, int fd, uint64_t number)
{
	const char *request = payload_of(load->pattern, payload_hash(number));
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
		int fd = connect_one(port, i);

		if (fd < 0)
			return fd;
		client->fd = fd;
		result = exchange(load, fd, i);
		if (!result)
			result = watch(load, client);
	}
	return result;
}
