/* SPDX-License-Identifier: MIT */
/* connect.h - how the load generator comes to its connections. Blocking, before any slice. */
#ifndef BENCH_LOAD_CONNECT_H
#define BENCH_LOAD_CONNECT_H

#include <stdint.h>

struct load; /* load.h */

/*
 * Connect every client to the port on the loopback interface, one after the other, and wait until
 * it has had one answer: no backlog can overflow, and the server has really taken it. Waits at
 * most 10 s for each. Returns 0; -EPROTO: the answer is no echo; -ETIMEDOUT, -ECONNREFUSED and
 * the like.
 */
int connect_all(struct load *load, uint16_t port);

#endif
