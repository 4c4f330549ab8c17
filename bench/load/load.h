/* SPDX-License-Identifier: MIT */
/*
 * load.h - the neutral load generator, a player of driven workloads, and what it holds.
 *
 * A load is made and freed by load.c. Not thread safe: one thread calls all that takes one.
 */
#ifndef BENCH_LOAD_LOAD_H
#define BENCH_LOAD_LOAD_H

#include <stdbool.h>

#include "bench/load/client.h"
#include "bench/workloads/workload.h"

#define LOAD_EVENTS 512 /* taken from the kernel at a time */

/* How an open loop asks; rate 0: the loop is closed. */
struct arrivals {
	int64_t rate;		/* requests a second */
	int64_t sustained_busy; /* per mille, see struct offer */
	bool poisson;
	int64_t patience_ns; /* 0: for ever */
	uint64_t seed;	     /* of the next slice; its upper half is the round */
};

struct load {
	int epoll;
	int control;   /* the connection to the server's control port */
	size_t size;   /* bytes a request */
	int64_t share; /* per cent of the requests that are heavy: 0, but of mixed */
	char *pattern; /* see payload.h */
	char *buffer; /* for answers; one byte more than a request: a read never fills it */
	struct arrivals arrivals;
	/* A ring of n: of an open loop those without a request, who waits longest first. */
	struct client **idle;
	size_t idle_first, idle_count;
	int64_t issued, answered, wanted; /* requests of this slice */
	uint64_t checksum;		  /* of the requests answered in this slice */
	size_t n;
	struct client clients[];
};

/* The peer of that name, for the worker's table. */
extern const struct peer peer_load;

#endif
