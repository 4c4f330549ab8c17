/* SPDX-License-Identifier: MIT */
/*
 * fetch.h - the order of fetch's parameters, and what its client and its server say to each other.
 *
 * It is HTTP/1.1, but nobody parses it: each side knows the other's few words by heart.
 */
#ifndef BENCH_WORKLOADS_FETCH_H
#define BENCH_WORKLOADS_FETCH_H

enum {
	FETCH_REQUESTS, /* sent at the same time, over a connection each */
	FETCH_MS,	/* that the server takes for an answer */
	FETCH_LIMITS,	/* 1: each request is made under wait_for */
	FETCH_LATE,	/* per cent of the requests that the server never answers */
};

#define FETCH_REST " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/plain\r\n\r\n"

/* Two requests of the same length. */
#define FETCH_SOON "GET /soon" FETCH_REST
#define FETCH_LATER "GET /late" FETCH_REST
#define FETCH_REQUEST_SIZE (sizeof(FETCH_SOON) - 1)

#define FETCH_ANSWER                                                                       \
	"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n"
#define FETCH_ANSWER_SIZE (sizeof(FETCH_ANSWER) - 1)

#endif
