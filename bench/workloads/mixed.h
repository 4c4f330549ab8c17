/* SPDX-License-Identifier: MIT */
/* mixed.h - the order of mixed's parameters, and which requests are heavy, for those who drive it. */
#ifndef BENCH_WORKLOADS_MIXED_H
#define BENCH_WORKLOADS_MIXED_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/kernels/share.h"

enum {
	MIXED_CONNECTIONS,
	MIXED_SIZE,    /* bytes of a request, and of its answer */
	MIXED_SHARE,   /* per cent of the requests that are heavy */
	MIXED_COMPUTE, /* thousand steps that the server computes for a heavy one */
	MIXED_WHERE,   /* 0: in the connection's task; 1: by to_thread */
	MIXED_RATE, /* requests a second that are due over all connections; 0: closed loop */
	MIXED_POISSON, /* 1: due at random times */
};

/* Whether request `number` of a slice is heavy. */
static inline bool mixed_is_heavy(uint64_t number, int64_t share)
{
	return share_has(number, share);
}

/* Whether the server shall take the request for a heavy one: its first byte is odd. */
static inline bool mixed_asks_heavy(const char *request)
{
	return request[0] & 1;
}

#endif
