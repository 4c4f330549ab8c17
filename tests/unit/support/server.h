/* SPDX-License-Identifier: MIT */
/*
 * server.h - servers of echoes that are right, slow or wrong, to be driven.
 *
 * A server is a process of its own with a thread of control a connection: it forks for each. It
 * ends with whoever started it.
 */
#ifndef TESTS_UNIT_SERVER_H
#define TESTS_UNIT_SERVER_H

#include <stdint.h>
#include <sys/types.h>

#define MILLISECOND_NS 1000000
#define STALL_NS (100 * MILLISECOND_NS)
#define SLOW_NS (5 * MILLISECOND_NS)

/* How a server treats the n-th read of a connection. SLOW: every one but the first. */
enum manner { ECHO, CHANGE_THIRD, CLOSE_AT_THIRD, ANSWER_TWICE, STALL_AT_THIRD, SLOW };

/* Start one on a port of the loopback interface. Returns its process; aborts if it cannot. */
pid_t server_start(enum manner manner, uint16_t *port);

/* End it, if it was started and not yet ended. */
void server_stop(pid_t *server);

/* A socket that listens on a free port of the loopback interface; aborts if there is none. */
int server_listener(uint16_t *port);

#endif
