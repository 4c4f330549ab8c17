/* SPDX-License-Identifier: MIT */
/* room.h - how much of everything this process may still take. */
#ifndef BENCH_WORKER_ROOM_H
#define BENCH_WORKER_ROOM_H

#include <stdint.h>

/* An amount, and the limit that sets it, in words. */
struct room_of {
	int64_t left;
	const char *limit;
};

struct room {
	struct room_of threads;
	struct room_of maps;	    /* mappings of memory */
	struct room_of descriptors; /* open files */
	struct room_of bytes;	    /* of memory */
};

/* Look at the machine now. Some of everything is kept back for others. Never fails. */
void room_look(struct room *room);

/* Raise the soft limit of open files to the hard one. */
void room_raise_descriptors(void);

#endif
