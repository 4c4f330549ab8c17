/* SPDX-License-Identifier: MIT */
/*
 * client.h - the connections of the load generator: each has one request outstanding at most.
 *
 * Held by load.c. Not thread safe: one thread calls all of it. What is asked when is no matter of
 * a connection: closed.c and open.c say it.
 */
#ifndef BENCH_LOAD_CLIENT_H
#define BENCH_LOAD_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client {
	int fd;		 /* non-blocking from the loop's start on; -1: none */
	size_t sent;	 /* bytes of the request; `size` of the load when nothing is left */
	size_t received; /* bytes of the answer */
	uint64_t hash;	 /* of the outstanding request */
	const char *request; /* its bytes, in the pattern; NULL: none is outstanding */
	int64_t start_ns;    /* before the first byte was sent */
	int64_t due_ns;	     /* when it was to be sent; of open loops */
	int64_t free_ns;     /* when the last answer was whole; of open loops */
};

/* How an open loop asks; rate 0: the loop is closed. */
struct arrivals {
	int64_t rate; /* requests a second */
	bool poisson;
	int64_t patience_ns; /* 0: for ever */
	uint64_t slice;	     /* number of the next slice of this process */
};

struct load {
	int epoll;
	int control;   /* the connection to the server's control port */
	size_t size;   /* bytes a request */
	char *pattern; /* see payload.h */
	char *buffer; /* for answers; one byte more than a request: a read never fills it */
	struct arrivals arrivals;
	struct client *
		*idle; /* a ring of n: those of an open loop without a request, ... */
	size_t idle_first, idle_count;	  /* ... the one that waits longest first */
	int64_t issued, answered, wanted; /* requests of this slice */
	uint64_t checksum;		  /* of the requests answered in this slice */
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
int client_ask(struct load *load, struct client *client, int64_t now_ns);

/*
 * Go on with what epoll says of the client: receive, compare, send the rest. Returns 1 when the
 * answer is whole, which is counted then; 0 when more must come; -EPROTO: the answer differs from
 * the request; -ECONNRESET: the server has closed; or another -errno.
 */
int client_continue(struct load *load, struct client *client, uint32_t events);

#endif
