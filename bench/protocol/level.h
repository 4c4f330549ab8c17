/* SPDX-License-Identifier: MIT */
/* level.h - what a worker and the kernel hold at one time, as a struct and as JSON (docs/protocol.md). */
#ifndef BENCH_PROTOCOL_LEVEL_H
#define BENCH_PROTOCOL_LEVEL_H

#include <jansson.h>
#include <stdint.h>

/* In bytes, but for the operations. */
struct level {
	int64_t operations;    /* of the workload that are held: 0 before prepare */
	int64_t resident;      /* the process's pages in memory */
	int64_t page_tables;   /* the process's, all levels */
	int64_t kernel_stacks; /* of the whole machine's threads */
	int64_t slab;	       /* the kernel's objects, the whole machine's */
};

/* Add the members to an answer. Returns 0 or -ENOMEM. */
int level_to_json(const struct level *level, json_t *answer);

/* Read them back. Returns 0, or -EINVAL when one is missing, no integer or negative. */
int level_from_json(const json_t *json, struct level *level);

#endif
