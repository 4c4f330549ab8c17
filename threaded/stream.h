/* SPDX-License-Identifier: MIT */
/* stream.h - connections and listeners, as asyncio.h has them. */
#ifndef THREADED_STREAM_H
#define THREADED_STREAM_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "asyncio.h"

struct loop;

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
int th_address_parse(struct address *address, const char *text, uint16_t port);
uint16_t th_address_port(const struct address *address);

/* A blocking socket that sends small segments at once. Returns it or -errno. */
int th_address_socket(const struct address *address);

/* ---- stream.c ---- */

/* A stream that owns the socket, or NULL: no memory. */
struct stream *th_stream_open(int fd);

int64_t th_open_connection(const char *address, uint16_t port, struct stream **stream);
int64_t th_read(struct stream *stream, void *buffer, size_t size);
int64_t th_readexactly(struct stream *stream, void *buffer, size_t size);
int64_t th_write(struct stream *stream, const void *buffer, size_t size);
void th_close(struct stream *stream);

/* ---- server.c ---- */

int64_t th_start_server(connection_handler *handler, void *arg, const char *address,
			uint16_t port, struct server **server);
uint16_t th_server_port(const struct server *server);
int64_t th_close_server(struct server *server);

/* Free the servers that nobody closed. Their accepting threads have been joined. */
void th_servers_free(struct loop *loop);

#endif
