/* SPDX-License-Identifier: MIT */
/* stream.h - connections and listeners, as asyncio.h has them. */
#ifndef RUNTIME_STREAM_H
#define RUNTIME_STREAM_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "runtime/poll.h"

struct stream {
	struct pollable socket;
	connection_handler *handler; /* of a connection that a server accepted */
	void *arg;
};

/* ---- address.c ---- */

struct address {
	socklen_t length;
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	};
};

/* Returns 0, or -EINVAL when text is no numeric IPv4 or IPv6 address. */
int co_address_parse(struct address *address, const char *text, uint16_t port);
uint16_t co_address_port(const struct address *address);

/* A socket that does not block and sends small segments at once. Returns it or -errno. */
int co_address_socket(const struct address *address);

/* ---- stream.c ---- */

/* A stream on a connected or connecting socket, or NULL: no memory. */
struct stream *co_stream_open(struct loop *loop, int fd);

int64_t co_open_connection(const char *address, uint16_t port, struct stream **stream);
int64_t co_read(struct stream *stream, void *buffer, size_t size);
int64_t co_readexactly(struct stream *stream, void *buffer, size_t size);
int64_t co_write(struct stream *stream, const void *buffer, size_t size);
void co_close(struct stream *stream);

/* ---- server.c ---- */

int64_t co_start_server(connection_handler *handler, void *arg, const char *address,
			uint16_t port, struct server **server);
uint16_t co_server_port(const struct server *server);
int64_t co_close_server(struct server *server);

#endif
