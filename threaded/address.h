/* SPDX-License-Identifier: MIT */
/* address.h - numeric IPv4 and IPv6 addresses. No names are looked up. */
#ifndef THREADED_ADDRESS_H
#define THREADED_ADDRESS_H

#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>

struct address {
	socklen_t size;
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	};
};

/* Returns 0, or -EINVAL when text is no address. */
int address_parse(struct address *address, const char *text, uint16_t port);

#endif
