/* SPDX-License-Identifier: MIT */
/* loopback.h - sockets on the loopback interface, as the load generator wants them. */
#ifndef BENCH_LOAD_LOOPBACK_H
#define BENCH_LOAD_LOOPBACK_H

#include <stddef.h>
#include <stdint.h>

/*
 * Connect to the port as the client of that number. What is sent and received blocks for 10 s at
 * most. Returns the socket or -errno.
 */
int loopback_connect(uint16_t port, size_t number);

/* Listen on a free port, which is stored. Returns the socket, which does not block, or -errno. */
int loopback_listen(uint16_t *port);

#endif
