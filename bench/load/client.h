/* SPDX-License-Identifier: MIT */
/*
 * client.h - the clients of a closed loop: each has one request outstanding at most.
 *
 * Held by load.c. Not thread safe: one thread calls all of it.
 */
#ifndef BENCH_LOAD_CLIENT_H
#define BENCH_LOAD_CLIENT_H

#include <stddef.h>
#include <stdint.h>

struct histogram;

struct client {
	int fd;		 /* non-blocking from the loop's start on; -1: none */
	size_t sent;	 /* bytes of the request; `size` of the load when nothing is left */
	size_t received; /* bytes of the answer */
	uint64_t hash;	 /* of the outstanding request */
	const char *request; /* its bytes, in the pattern; NULL: none is outstanding */
	int64_t start_ns;    /* before the first byte was sent */
};

struct load {
	int epoll;
	int control;   /* the connection to the server's control port */
	size_t size;   /* bytes a request */
	char *pattern; /* see payload.h */
	char *buffer; /* for answers; one byte more than a request: a read never fills it */
	int64_t issued, answered, wanted; /* requests of this slice */
	uint64_t checksum;		  /* of the requests answered in this slice */
	struct histogram *latency;	  /* of this slice, held by the caller of play */
	size_t n;
	struct client clients[];
};

/*
 * Connect every client to the port on the loopback interface, one after the other, and wait until
 * it has had one answer: no backlog can overflow, and the server has really taken it. Waits at
 * most 10 s for each. Returns 0; -EPROTO: the answer is no echo; -ETIMEDOUT, -ECONNREFUSED and
 * the like.
 */
int client_connect_all(struct load *load, uint16_t port);

/*
 * Connect the client of that number to the port on the loopback interface, blocking. Returns the
 * socket or -errno.
 */
int client_socket(uint16_t port, size_t number);

/* Send the next request of the slice, as far as the kernel takes it. Returns 0 or -errno. */
int client_ask(struct load *load, struct client *client);

/*
 * Go on with what epoll says of the client: receive, compare, and ask again when the answer is
 * whole and the slice wants more. Returns 0; -EPROTO: the answer differs from the request;
 * -ECONNRESET: the server has closed; or another -errno.
 */
int client_continue(struct load *load, struct client *client, uint32_t events);

#endif
