/* SPDX-License-Identifier: MIT */
/* address.c - "127.0.0.1" and "::1" become what the kernel wants. */
#include <arpa/inet.h>
#include <errno.h>

#include "threaded/address.h"

int address_parse(struct address *address, const char *text, uint16_t port)
{
	*address = (struct address){.size = sizeof(address->v4)};
	if (!text)
		return -EINVAL;
	if (inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons(port);
		return 0;
	}
	if (inet_pton(AF_INET6, text, &address->v6.sin6_addr) != 1)
		return -EINVAL;
	address->size = sizeof(address->v6);
	address->v6.sin6_family = AF_INET6;
	address->v6.sin6_port = htons(port);
	return 0;
}
