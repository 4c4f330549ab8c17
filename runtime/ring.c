/* SPDX-License-Identifier: MIT */
/*
 * ring.c - growing the run queue. All else of it is inline, in ring.h.
 */
#include "runtime/ring.h"

#include <errno.h>
#include <stdlib.h>

int co_ring_reserve(struct ring *ring, size_t n)
{
	struct task **tasks;
	size_t room = 64;
	uint32_t count = ring->tasks ? ring_count(ring) : 0;

	if (ring->tasks && n <= (size_t)ring->mask + 1)
		return 0;
	while (room < n)
		room *= 2;
	tasks = malloc(room * sizeof(struct task *));
	if (!tasks)
		return -ENOMEM;
	for (uint32_t i = 0; i < count; i++)
		tasks[i] = ring->tasks[(ring->head + i) & ring->mask];
	free(ring->tasks);
	*ring = (struct ring){.tasks = tasks, .mask = room - 1, .tail = count};
	return 0;
}
