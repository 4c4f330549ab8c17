/* SPDX-License-Identifier: MIT */
/*
 * ring.c - growing the run queue. All else of it is inline, in ring.h.
 */
#include "runtime/ring.h"

#include <errno.h>
#include <stdlib.h>

/*
 * Head and tail count on, since others remember positions of the head; only the places move.
 * Places are cleared because ring_prefetch may read some beyond the tail.
 */
int co_ring_reserve(struct ring *ring, size_t n)
{
	struct task **tasks;
	uint32_t room = 64;

	if (ring->tasks && n <= (size_t)ring->mask + 1)
		return 0;
	while (room < n)
		room *= 2;
	tasks = calloc(room, sizeof(struct task *));
	if (!tasks)
		return -ENOMEM;
	for (uint32_t at = ring->head; ring->tasks && at != ring->tail; at++)
		tasks[at & (room - 1)] = ring->tasks[at & ring->mask];
	free(ring->tasks);
	ring->tasks = tasks;
	ring->mask = room - 1;
	return 0;
}
