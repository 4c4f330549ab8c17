/* SPDX-License-Identifier: MIT */
/* address.c - numeric addresses, and sockets for them. Names are not looked up. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>

#include "runtime/stream.h"

int co_address_parse(struct address *address, const char *text, uint16_t port)
{
	*address = (struct address){.length = sizeof(address->v4)};
	if (text && inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons(port);
		return 0;
	}
	*address = (struct address){.length = sizeof(address->v6)};
	if (text && inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1) {
		address->v6.sin6_family = AF_INET6;
		address->v6.sin6_port = htons(port);
		return 0;
	}
	return -EINVAL;
}

uint16_t co_address_port(const struct address *address)
{
	return ntohs(address->any.sa_family == AF_INET ? address->v4.sin_port
						       : address->v6.sin6_port);
}

int co_address_socket(const struct address *address)
{
	int one = 1;
	int fd = socket(address->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
			0);

	if (fd < 0)
		return -errno;
	/* Accepted sockets inherit it from the listener. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}
