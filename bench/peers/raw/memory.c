/* SPDX-License-Identifier: MIT */
/*
 * memory.c - stacks that were entered once and left: what a flow of control that waits takes when
 * no runtime keeps anything about it.
 *
 * All stacks lie in one mapping, each of the size that tasks have, its lowest page a guard. A flow
 * has touched the top of its stack, as much as the switch needs; the pages are what it takes, and
 * of the rest 8 bytes are its stack pointer, in the list of those who wait. Nobody knows what a
 * flow waits for: a lap goes on with each of them in turn, and each leaves again.
 *
 * Guards are marked in the page table, as the coroutines' are where the kernel can (Linux 6.13).
 * Where it cannot there are none: they would be two mappings a stack, and only so many are allowed.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "bench/peers/raw/raw.h"
#include "runtime/switch.h"

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

#define PAGE ((size_t)4096)

enum { LEAVE, WAKE }; /* what a flow is told when it goes on */

struct crowd {
	void *self;	   /* the calling context, while a flow runs */
	char *stacks;	   /* one mapping */
	size_t stack_size; /* bytes, whole pages, the guard included */
	size_t size;	   /* flows */
	size_t running;	   /* the flow that runs, when one does */
	void *flows[];	   /* the context of each, while it waits */
};

/* Each waking counts 1, by the flow itself. */
static struct switch_target wait_for_ever(void *arg)
{
	struct crowd *crowd = arg;
	void **flow = &crowd->flows[crowd->running];

	while (switch_stack(flow, crowd->self, 1) == WAKE)
		;
	return (struct switch_target){.sp = crowd->self, .value = 0};
}

/* Go on with every flow, until it waits again or has left. Returns how many wait. */
static int64_t visit_all(struct crowd *crowd, int64_t word)
{
	int64_t waiting = 0;

	for (size_t i = 0; i < crowd->size; i++) {
		crowd->running = i;
		waiting += switch_stack(&crowd->self, crowd->flows[i], word);
	}
	return waiting;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct crowd *crowd = state;
	int64_t done = 0;

	while (done < operations)
		done += visit_all(crowd, WAKE);
	tally->operations += done;
	tally->checksum += (uint64_t)done;
	return 0;
}

static void finish(void *state)
{
	struct crowd *crowd = state;

	visit_all(crowd, LEAVE);
	munmap(crowd->stacks, crowd->size * crowd->stack_size);
	free(crowd);
}

static void enter_all(struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->size; i++) {
		char *stack = crowd->stacks + i * crowd->stack_size;

		madvise(stack, PAGE, MADV_GUARD_INSTALL);
		crowd->flows[i] =
			switch_prepare(stack + crowd->stack_size, wait_for_ever, crowd);
	}
	visit_all(crowd, WAKE);
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t size = (size_t)setting->parameters[0], bytes;
	struct crowd *crowd = calloc(1, sizeof(*crowd) + size * sizeof(crowd->flows[0]));

	if (!crowd)
		return -ENOMEM;
	crowd->size = size;
	crowd->stack_size = (setting->stack_size + PAGE - 1) & ~(PAGE - 1);
	if (__builtin_mul_overflow(size, crowd->stack_size, &bytes))
		goto free_crowd;
	crowd->stacks =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
	if (crowd->stacks == MAP_FAILED)
		goto free_crowd;
	madvise(crowd->stacks, bytes, MADV_NOHUGEPAGE); /* else a flow costs 2 MiB */
	enter_all(crowd);
	*state = crowd;
	return 0;

free_crowd:
	free(crowd);
	return -ENOMEM;
}

const struct player raw_memory = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
};
