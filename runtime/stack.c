/* SPDX-License-Identifier: MIT */
/*
 * stack.c - chunks of lines and stacks; guards.
 *
 * Guards: madvise(MADV_GUARD_INSTALL) marks a page in the page table and leaves the mapping
 * whole, so a million stacks may have one. It is proved by a fault on the first stack, since an
 * emulated kernel may answer 0 and guard nothing. Elsewhere mprotect does it, which splits the
 * mapping in two each time and stops at vm.max_map_count (65,530 by default): it is used for the
 * first STACK_MAPPED_GUARDS stacks, checked each time. Stacks beyond have no guard; they are
 * counted, and said once. A frame of more than a page may jump over any guard, unless the
 * program is compiled with -fstack-clash-protection.
 *
 * Colours: stacks that start at equal places in their pages would compete for the same cache
 * sets, so the top of a stack is lowered by up to STACK_COLOURS - 1 cache lines. Where the size
 * is a power of two, their pages would compete for the same sets of the TLB (a 16th of them at
 * 64 KiB), so a page is left out after each STACK_GROUP stacks. With 1,000 tasks that takes a
 * quarter off a switch; a page after every stack would too, but costs more with 100,000.
 */
#include "runtime/stack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/loop.h"

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

#define PAGE ((size_t)4096)
#define CHUNK_SLOTS 1024
#define CHUNK_BYTES ((size_t)128 << 20)
#define STACK_COLOURS ((size_t)16)
#define STACK_GROUP ((size_t)64)
#define STACK_MAPPED_GUARDS 16384
#define VALGRIND_MAPPED_GUARDS 8192 /* it knows 30,000 mappings at most */

static size_t whole_pages(size_t bytes)
{
	return (bytes + PAGE - 1) & ~(PAGE - 1);
}

void co_stacks_init(struct stacks *stacks, size_t size, size_t max_tasks)
{
	size_t slots;

	stacks->size = whole_pages(size);
	slots = CHUNK_BYTES / stacks->size;
	if (slots > CHUNK_SLOTS)
		slots = CHUNK_SLOTS;
	if (slots > max_tasks)
		slots = max_tasks;
	stacks->chunk_slots = slots ? slots : 1;
	if (RUNNING_ON_VALGRIND) /* it knows mappings, and would trip over a mark itself */
		stacks->guards = STACK_GUARDS_MAPPED;
}

/* From the first stack of a chunk to that of a slot in it. */
static size_t offset_of(const struct stacks *stacks, uint32_t slot_in_chunk)
{
	return slot_in_chunk * stacks->size + slot_in_chunk / STACK_GROUP * PAGE;
}

static size_t lines_bytes(const struct stacks *stacks)
{
	return whole_pages(stacks->chunk_slots * sizeof(struct task));
}

static size_t chunk_bytes(const struct stacks *stacks)
{
	return lines_bytes(stacks) + offset_of(stacks, stacks->chunk_slots);
}

void co_stacks_free(struct stacks *stacks)
{
	for (uint32_t slot = 0; RUNNING_ON_VALGRIND && slot < stacks->used; slot++)
		VALGRIND_STACK_DEREGISTER(co_stack_line(stacks, slot)->stack_id);
	for (uint32_t i = 0; i < stacks->chunk_count; i++)
		munmap(stacks->chunks[i].lines, chunk_bytes(stacks));
	free(stacks->chunks);
}

/* ---- places ---- */

struct task *co_stack_line(const struct stacks *stacks, uint32_t slot)
{
	return &stacks->chunks[slot / stacks->chunk_slots]
			.lines[slot % stacks->chunk_slots];
}

static char *stack_guard(const struct stacks *stacks, uint32_t slot)
{
	return stacks->chunks[slot / stacks->chunk_slots].stacks +
	       offset_of(stacks, slot % stacks->chunk_slots);
}

char *co_stack_bottom(const struct stacks *stacks, uint32_t slot)
{
	return stack_guard(stacks, slot) + PAGE;
}

char *co_stack_end(const struct stacks *stacks, uint32_t slot)
{
	return stack_guard(stacks, slot) + stacks->size - slot % STACK_COLOURS * 64;
}

static struct task *guarded_in(const struct stacks *stacks, const struct chunk *chunk,
			       const void *address)
{
	size_t group_bytes = STACK_GROUP * stacks->size + PAGE;
	size_t offset = (uintptr_t)address - (uintptr_t)chunk->stacks;
	size_t in_group = offset % group_bytes / stacks->size;
	size_t slot = offset / group_bytes * STACK_GROUP + in_group;

	if (in_group == STACK_GROUP || slot >= stacks->chunk_slots)
		return NULL;
	return offset - offset_of(stacks, (uint32_t)slot) < PAGE ? &chunk->lines[slot]
								 : NULL;
}

struct task *co_stack_guarded_by(const struct stacks *stacks, const void *address)
{
	struct task *task = NULL;

	for (uint32_t i = 0; i < stacks->chunk_count && !task; i++)
		task = guarded_in(stacks, &stacks->chunks[i], address);
	return task;
}

/* ---- guards ---- */

/* Whether the kernel can read the address: access faults on a path that it cannot. */
static bool readable(const char *address)
{
	return access(address, F_OK) == 0 || errno != EFAULT;
}

static bool guard_by_mark(struct stacks *stacks, char *page)
{
	if (stacks->guards == STACK_GUARDS_MAPPED)
		return false;
	if (madvise(page, PAGE, MADV_GUARD_INSTALL) < 0)
		return false;
	if (stacks->guards == STACK_GUARDS_UNKNOWN && readable(page))
		return false;
	stacks->guards = STACK_GUARDS_MARKED;
	return true;
}

static bool guard_by_mapping(struct stacks *stacks, char *page)
{
	if (stacks->guards == STACK_GUARDS_UNKNOWN)
		stacks->guards = STACK_GUARDS_MAPPED;
	if (stacks->mapped_guards >=
	    (RUNNING_ON_VALGRIND ? VALGRIND_MAPPED_GUARDS : STACK_MAPPED_GUARDS))
		return false;
	if (mprotect(page, PAGE, PROT_NONE) < 0)
		return false;
	stacks->mapped_guards++;
	return true;
}

static void guard(struct stacks *stacks, char *page)
{
	if (guard_by_mark(stacks, page) || guard_by_mapping(stacks, page))
		return;
	if (!stacks->unguarded++)
		fprintf(stderr, "asyncio: the kernel guards no more stacks: an overflow of "
				"one of the "
				"others will not be caught; use fewer tasks or raise "
				"vm.max_map_count\n");
}

/* ---- growing ---- */

/* Everything that has a place for each task, so that nothing has to grow elsewhere. */
static int reserve_tables(struct loop *loop, size_t slots)
{
	int error = co_ring_reserve(&loop->ring, slots + 1); /* and the root */

	if (!error)
		error = co_timers_reserve(&loop->timers, slots);
	return error;
}

static int add_chunk(struct loop *loop)
{
	struct stacks *stacks = &loop->stacks;
	struct chunk *chunks;
	char *start;

	if (reserve_tables(loop, stacks->room + stacks->chunk_slots))
		return -ENOMEM;
	chunks = realloc(stacks->chunks, (stacks->chunk_count + 1) * sizeof(*chunks));
	if (!chunks)
		return -ENOMEM;
	stacks->chunks = chunks;
	start = mmap(NULL, chunk_bytes(stacks), PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
	if (start == MAP_FAILED)
		return -ENOMEM;
	madvise(start, chunk_bytes(stacks), MADV_NOHUGEPAGE); /* else a task costs 2 MiB */
	chunks[stacks->chunk_count++] =
		(struct chunk){(struct task *)(void *)start, start + lines_bytes(stacks)};
	stacks->room += stacks->chunk_slots;
	return 0;
}

struct task *co_stack_take_fresh(struct loop *loop)
{
	struct stacks *stacks = &loop->stacks;
	uint32_t slot = stacks->used;
	struct task *task;

	if (slot == stacks->room && add_chunk(loop))
		return NULL;
	task = co_stack_line(stacks, slot);
	task->slot = slot;
	if (co_sanitizer_stack_made(loop, task))
		return NULL;
	task->sp = co_task_start(loop, task);
	guard(stacks, stack_guard(stacks, slot));
	task->stack_id = VALGRIND_STACK_REGISTER(co_stack_bottom(stacks, slot),
						 co_stack_end(stacks, slot));
	stacks->used++;
	return task;
}
