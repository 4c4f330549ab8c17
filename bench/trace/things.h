/* SPDX-License-Identifier: MIT */
/*
 * things.h - numbers for what is known by its address: tasks, locks, streams ... For
 * bench/trace.
 *
 * A hash table with open addressing. An address may come back as something else once it was
 * freed: then it gets a new number. Not thread safe.
 */
#ifndef BENCH_TRACE_THINGS_H
#define BENCH_TRACE_THINGS_H

#include "bench/trace/trace.h"

struct thing {
	uintptr_t key; /* 0: the slot is free; it is never freed again */
	enum trace_thing kind;
	uint32_t number; /* 0: forgotten */
};

/* Zeroed, it is empty. */
struct things {
	struct thing *slots;
	size_t room; /* a power of two, or 0 */
	size_t used;
	uint32_t counts[TRACE_THINGS]; /* the last number of each kind */
};

/* The number of a thing, 0 when it has none. */
uint32_t things_find(const struct things *things, enum trace_thing kind, uintptr_t key);

/* Give it this number. Returns 0 or -ENOMEM. */
int things_set(struct things *things, enum trace_thing kind, uintptr_t key,
	       uint32_t number);

/* The number of a thing, the next of its kind when it has none; 0: no memory. */
uint32_t things_identify(struct things *things, enum trace_thing kind, uintptr_t key);

/* What comes at this address from now on is another thing. */
void things_forget(struct things *things, uintptr_t key);

void things_free(struct things *things);

#endif
