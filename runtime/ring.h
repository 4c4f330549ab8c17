/* SPDX-License-Identifier: MIT */
/*
 * ring.h - the run queue: ready tasks, first come first served.
 *
 * It has room for every task there is and is grown when stacks are, so that a push never
 * fails. With many tasks in it, take also prefetches, for RING_GROUP tasks at once: the lines of
 * one group, and the stacks of the group that runs before it, whose lines have arrived by now.
 * In a group since the page of each stack is one more for the TLB: the walks of its page tables
 * then overlap, while a single one would be waited for before the next system call.
 */
#ifndef RUNTIME_RING_H
#define RUNTIME_RING_H

#include "runtime/task.h"

#define RING_GROUP 8

struct ring {
	struct task **tasks;
	uint32_t mask;	     /* room - 1; the room is a power of two */
	uint32_t head, tail; /* they count on and on; tail - head are in the ring */
};

static inline uint32_t ring_count(const struct ring *ring)
{
	return ring->tail - ring->head;
}

static inline void ring_push(struct ring *ring, struct task *task)
{
	ring->tasks[ring->tail++ & ring->mask] = task;
}

/* What a task that waits in read or write finds on its stack when it goes on, three lines. */
static inline __attribute__((always_inline)) void ring_prefetch_stack(const char *sp)
{
	__builtin_prefetch(sp);
	__builtin_prefetch(sp + 64);
	__builtin_prefetch(sp + 128);
}

/* Inlined by force: compilers take a function that only prefetches for one that does nothing. */
static inline __attribute__((always_inline)) void ring_prefetch(const struct ring *ring)
{
	uint32_t at = ring->head + RING_GROUP, end = at + RING_GROUP;

	for (; at != end; at++) {
		__builtin_prefetch(ring->tasks[(at + RING_GROUP) & ring->mask]);
		ring_prefetch_stack(ring->tasks[at & ring->mask]->sp);
	}
}

/* The ring must not be empty. */
static inline struct task *ring_take(struct ring *ring)
{
	if (unlikely(ring_count(ring) > 2 * RING_GROUP && ring->head % RING_GROUP == 0))
		ring_prefetch(ring);
	return ring->tasks[ring->head++ & ring->mask];
}

/* Make room for n tasks. Returns 0 or -ENOMEM. */
int co_ring_reserve(struct ring *ring, size_t n);

#endif
