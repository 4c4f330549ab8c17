/* SPDX-License-Identifier: MIT */
/*
 * client.h - one connection of the load generator: it has one request outstanding at most.
 *
 * What is asked when is no matter of a connection: closed.c and open.c say it.
 */
#ifndef BENCH_LOAD_CLIENT_H
#define BENCH_LOAD_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct load; /* load.h */

struct client {
	int fd;		 /* non-blocking from the loop's start on; -1: none */
	size_t sent;	 /* bytes of the request; `size` of the load when nothing is left */
	size_t received; /* bytes of the answer */
	uint64_t hash;	 /* of the outstanding request */
	const char *request; /* its bytes, in the pattern; NULL: none is outstanding */
	bool heavy;	     /* ... and its latency is not asked for */
	int64_t start_ns;    /* before the first byte was sent */
	int64_t due_ns;	     /* when it was to be sent; of open loops */
	int64_t free_ns;     /* when the last answer was whole; of open loops */
};

/* Send the next request of the slice, as far as the kernel takes it. Returns 0 or -errno. */
int client_ask(struct load *load, struct client *client, int64_t now_ns);

/*
 * Go on with what epoll says of the client: receive, compare, send the rest. Returns 1 when the
 * answer is whole, which is counted then; 0 when more must come; -EPROTO: the answer differs from
 * the request; -ECONNRESET: the server has closed; or another -errno.
 */
int client_continue(struct load *load, struct client *client, uint32_t events);

#endif
