/* SPDX-License-Identifier: MIT */
/*
 * poll.h - descriptors that tasks wait on, and the epoll instance that tells of them.
 */
#ifndef RUNTIME_POLL_H
#define RUNTIME_POLL_H

#include <sys/epoll.h>

#include "runtime/task.h"

#define POLL_EVENTS 512

/*
 * A descriptor, registered once for everything, edge-triggered. The flags say what is worth
 * trying: an edge sets one, a call that met the end of what there was clears it.
 */
struct pollable {
	int fd;
	bool readable, writable;
	bool hung_up;		      /* there will be no more edges: readable stays */
	struct task *reader, *writer; /* parked until the flag is set; at most one each */
};

struct poller {
	int fd;
	unsigned waiting; /* tasks that are parked on pollables */
	unsigned spins;
	bool coarse; /* the kernel lacks epoll_pwait2: timeouts in whole milliseconds */
	struct epoll_event events[POLL_EVENTS];
};

/* Returns 0, -EMFILE, -ENFILE or -ENOMEM. */
int co_poller_open(struct poller *poller);
void co_poller_close(struct poller *poller);

/* Watch p->fd; nothing is known to be ready. Returns 0, -ENOMEM, -ENOSPC, -EPERM. */
int co_pollable_add(struct loop *loop, struct pollable *p);

/* Forget p and close its descriptor. Nobody may wait on it. */
void co_pollable_close(struct loop *loop, struct pollable *p);

/*
 * Wait until the flag that belongs to state (readable for WAITS_READ and WAITS_ACCEPT) is set.
 * Returns 0 or -ECANCELED; -EBUSY when another task waits for it.
 */
int64_t co_pollable_wait(struct loop *loop, struct pollable *p, enum task_state state);

/* Take what the kernel has, waiting up to timeout_ns (-1: for ever), and wake the tasks. */
void co_poll_events(struct loop *loop, int64_t timeout_ns);

#endif
