/* SPDX-License-Identifier: MIT */
/*
 * ring.h - the run queue: ready tasks, first come first served.
 *
 * It has room for every task there is and is grown when stacks are, so that a push never
 * fails. With many tasks in it, take also prefetches: the line of the task that runs in
 * RING_LINE_AHEAD switches, and the stack of one that runs sooner, whose line has arrived by now.
 */
#ifndef RUNTIME_RING_H
#define RUNTIME_RING_H

#include "runtime/task.h"

#define RING_LINE_AHEAD 16
#define RING_STACK_AHEAD 8

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

/* Inlined by force: compilers take a function that only prefetches for one that does nothing. */
static inline __attribute__((always_inline)) void ring_prefetch(const struct ring *ring)
{
	uint32_t head = ring->head;
	const char *sp;

	__builtin_prefetch(ring->tasks[(head + RING_LINE_AHEAD) & ring->mask]);
	sp = ring->tasks[(head + RING_STACK_AHEAD) & ring->mask]->sp;
	__builtin_prefetch(sp);
	__builtin_prefetch(sp + 64);
}

/* The ring must not be empty. */
static inline struct task *ring_take(struct ring *ring)
{
	if (ring_count(ring) > RING_LINE_AHEAD)
		ring_prefetch(ring);
	return ring->tasks[ring->head++ & ring->mask];
}

/* Make room for n tasks. Returns 0 or -ENOMEM. */
int co_ring_reserve(struct ring *ring, size_t n);

#endif
