/* SPDX-License-Identifier: MIT */
/* loopback.c - sockets on the loopback interface. See loopback.h. */
#include "bench/load/loopback.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define PATIENCE_S 10 /* as loopback.h says */

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

int loopback_connect(uint16_t port, size_t number)
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

/* Bind and listen; tell the port. */
static int open_port(int fd, uint16_t *port)
{
	struct sockaddr_in at = loopback(0, 0);
	socklen_t size = sizeof(at);

	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) || listen(fd, SOMAXCONN) ||
	    getsockname(fd, (struct sockaddr *)&at, &size))
		return -errno;
	*port = ntohs(at.sin_port);
	return 0;
}

int loopback_listen(uint16_t *port)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), error;

	if (fd < 0)
		return -errno;
	error = open_port(fd, port);
	if (error) {
		close(fd);
		return error;
	}
	return fd;
}
