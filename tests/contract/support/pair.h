/* SPDX-License-Identifier: MIT */
/*
 * pair.h - two ends of one TCP connection for a test: both streams of the runtime under test, or
 * one of them a bare socket, which can misbehave. Not for timing: it serves one connection.
 */
#ifndef PAIR_H
#define PAIR_H

#include "contract.h"

struct pair {
	/* Opened by the test; NULL once closed, or with a bare socket. */
	struct stream *near;
	struct stream *far; /* accepted; NULL once closed */
	int bare;	    /* the other end of far when near is NULL; -1 once closed */
	struct server *server;
	struct queue *arrived; /* the serving task puts far in */
	struct event *over;    /* set when the serving task may end */
	struct task *serving;  /* kept for pair_close to await */
};

/* Connect two streams. Waits. */
void pair_open(struct pair *pair);

/* Connect a bare socket to a stream. Waits. */
void pair_open_bare(struct pair *pair);

/* Close what is still open, end the serving task, free the rest. Waits. */
void pair_close(struct pair *pair);

/* Close one end early. */
void pair_close_near(struct pair *pair);
void pair_close_far(struct pair *pair);

/* Close the bare end by a reset instead of an end of file. */
void pair_reset_bare(struct pair *pair);

/* A bare blocking socket connected to the port on 127.0.0.1; the kernel alone accepts it. */
int bare_connect(uint16_t port);

/* The same in two steps: the first takes the descriptor, the second connects it. */
int bare_socket(void);
void bare_join(int fd, uint16_t port);

/* A bare socket bound to a free port, which it stores; it listens when backlog >= 0. */
int bare_bind(int backlog, uint16_t *port);

/* A full listener: a connection to its port stays unanswered until it is closed. */
struct full_listener {
	int listener;
	int clients[4];
	uint16_t port;
};

void full_listener_open(struct full_listener *full);
void full_listener_close(struct full_listener *full);

#endif
