/* SPDX-License-Identifier: MIT */
/*
 * serve.h - a TCP server that a driver drives: what the workloads that serve have in common.
 *
 * It listens on two ports of the loopback interface: one for requests, with a task a connection,
 * and the control port, to which the driver has one connection. There the two agree when a slice
 * begins and ends, by a byte each (docs/protocol.md).
 */
#ifndef BENCH_WORKLOADS_SERVE_H
#define BENCH_WORKLOADS_SERVE_H

#include "bench/workloads/workload.h"

struct serve;

/* Serves one connection to its end; does not close it. Returns 0, or -errno that nobody reads. */
typedef int64_t serve_connection(void *service, struct stream *stream);

/*
 * Listen, for so many connections at most, each of which is served by connection(service, stream)
 * in a task of its own; tell both ports in the setting. Returns NULL where it cannot, and why in
 * *error: -ENOMEM, -EMFILE and the like.
 */
struct serve *serve_start(struct setting *setting, size_t connections,
			  serve_connection *connection, void *service, int64_t *error);

/* Waits until the driver has connected to the control port. Returns 0 or -ECANCELED. */
int64_t serve_await_driver(struct serve *serve);

/* Tell the driver one byte; waits for one of its. Return 0, -ECONNRESET: it has gone; or -errno. */
int64_t serve_tell(struct serve *serve, char byte);
int64_t serve_hear(struct serve *serve);

/*
 * Let the driver play one slice: tell it to go, and wait until it has had all its answers. Returns
 * as they do.
 */
int64_t serve_slice(struct serve *serve);

/* Serve whoever asks until `fd` can be read: idle of a player. */
void serve_idle(struct serve *serve, int fd);

/* Stop listening, cancel and await every task, free. */
void serve_stop(struct serve *serve);

#endif
