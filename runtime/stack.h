/* SPDX-License-Identifier: MIT */
/*
 * stack.h - lines and stacks of tasks, mapped in chunks as they are needed.
 *
 * A chunk is one mapping: first the lines of its tasks, then a stack for each. The lowest page
 * of a stack is its guard. Memory is the kernel's until a stack is first used, and stays with
 * the stack until run ends: the pool is last in, first out, so what is used again is warm.
 */
#ifndef RUNTIME_STACK_H
#define RUNTIME_STACK_H

#include "runtime/task.h"

/* How a stack that overflows is caught. */
enum stack_guards {
	STACK_GUARDS_UNKNOWN, /* no task was made yet */
	STACK_GUARDS_MARKED,  /* MADV_GUARD_INSTALL (Linux 6.13): costs no mapping */
	STACK_GUARDS_MAPPED,  /* mprotect: two mappings a stack, so only so many */
};

struct chunk {
	struct task *lines;
	char *stacks;
};

struct stacks {
	struct task *pool; /* free lines, last in first out */
	uint32_t used;	   /* slots that were ever taken; they are the first ones */
	uint32_t room;	   /* slots in all chunks */
	uint32_t chunk_slots;
	uint32_t chunk_count;
	struct chunk *chunks;
	size_t size;		  /* of a stack with its guard: from one to the next */
	enum stack_guards guards; /* in force */
	uint32_t mapped_guards;	  /* of STACK_GUARDS_MAPPED */
	uint32_t unguarded;	  /* stacks whose guard the kernel refused */
};

/* size bytes for each stack and its guard, rounded up to whole pages. Maps nothing yet. */
void co_stacks_init(struct stacks *stacks, size_t size, size_t max_tasks);
void co_stacks_free(struct stacks *stacks);

/*
 * A line that was never used, with its stack guarded and task->sp at a start to be filled in.
 * NULL when there is no memory.
 */
struct task *co_stack_take_fresh(struct loop *loop);

/* The line of a slot below used, the lowest usable byte of its stack, and the end. */
struct task *co_stack_line(const struct stacks *stacks, uint32_t slot);
char *co_stack_bottom(const struct stacks *stacks, uint32_t slot);
char *co_stack_end(const struct stacks *stacks, uint32_t slot);

/* The task in whose guard the address lies, or NULL. Async-signal-safe. */
struct task *co_stack_guarded_by(const struct stacks *stacks, const void *address);

#endif
