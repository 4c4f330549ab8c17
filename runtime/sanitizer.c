/* SPDX-License-Identifier: MIT */
/*
 * sanitizer.c - the calls to AddressSanitizer and ThreadSanitizer; empty without them.
 *
 * Every leave is paired with an arrive on the other side: by the parked task's own switch, or
 * by the first frame of a new task. Only a task that ends leaves for good.
 */
#include "runtime/loop.h"

#ifdef SANITIZED

#include <errno.h>
#include <stdlib.h>

#ifdef SANITIZED_ADDRESS
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>

static struct sanitizer_stack stack_of(struct loop *loop, struct task *task)
{
	char *bottom;

	if (task == &loop->root)
		return loop->root_stack;
	bottom = co_stack_bottom(&loop->stacks, task->slot);
	return (struct sanitizer_stack){
		bottom, (size_t)(co_stack_end(&loop->stacks, task->slot) - bottom)};
}

NOT_SANITIZED static void address_leave(struct loop *loop, struct task *next, void **left)
{
	struct sanitizer_stack stack = stack_of(loop, next);

	__sanitizer_start_switch_fiber(left, stack.bottom, stack.size);
}

/* The first arrival of all comes from the root. */
NOT_SANITIZED static void address_arrive(struct loop *loop, void *left)
{
	struct sanitizer_stack from;

	__sanitizer_finish_switch_fiber(left, &from.bottom, &from.size);
	if (!loop->root_stack.bottom)
		loop->root_stack = from;
}

/* The frames of the task before have left their red zones. */
static void address_taken(struct loop *loop, struct task *task)
{
	struct sanitizer_stack stack = stack_of(loop, task);

	__asan_unpoison_memory_region(stack.bottom, stack.size);
}
#else
static void address_leave(struct loop *loop, struct task *next, void **left)
{
	(void)loop, (void)next, (void)left;
}

static void address_arrive(struct loop *loop, void *left)
{
	(void)loop, (void)left;
}

static void address_taken(struct loop *loop, struct task *task)
{
	(void)loop, (void)task;
}
#endif

#ifdef SANITIZED_THREAD
#include <sanitizer/tsan_interface.h>

NOT_SANITIZED static void thread_leave(struct loop *loop, struct task *next)
{
	bool root = next == &loop->root;

	__tsan_switch_to_fiber(root ? loop->fibers.root : loop->fibers.slots[next->slot],
			       0);
}

static int thread_made(struct loop *loop, struct task *task)
{
	size_t room = loop->stacks.room;
	void **slots;

	if (loop->fibers.room < room) {
		slots = realloc(loop->fibers.slots, room * sizeof(*slots));
		if (!slots)
			return -ENOMEM;
		loop->fibers.slots = slots;
		loop->fibers.room = room;
	}
	loop->fibers.slots[task->slot] = __tsan_create_fiber(0);
	return 0;
}

static void thread_start(struct loop *loop)
{
	loop->fibers.root = __tsan_get_current_fiber();
}

static void thread_end(struct loop *loop)
{
	for (uint32_t slot = 0; slot < loop->stacks.used; slot++)
		__tsan_destroy_fiber(loop->fibers.slots[slot]);
	free(loop->fibers.slots);
}
#else
static void thread_leave(struct loop *loop, struct task *next)
{
	(void)loop, (void)next;
}

static int thread_made(struct loop *loop, struct task *task)
{
	(void)loop, (void)task;
	return 0;
}

static void thread_start(struct loop *loop)
{
	(void)loop;
}

static void thread_end(struct loop *loop)
{
	(void)loop;
}
#endif

NOT_SANITIZED void *co_sanitizer_leave(struct loop *loop, struct task *next)
{
	void *left = NULL;

	address_leave(loop, next, &left);
	thread_leave(loop, next);
	return left;
}

NOT_SANITIZED void co_sanitizer_leave_for_good(struct loop *loop, struct task *next)
{
	address_leave(loop, next, NULL);
	thread_leave(loop, next);
}

NOT_SANITIZED void co_sanitizer_arrive(struct loop *loop, void *left)
{
	address_arrive(loop, left);
}

int co_sanitizer_stack_made(struct loop *loop, struct task *task)
{
	return thread_made(loop, task);
}

void co_sanitizer_stack_taken(struct loop *loop, struct task *task)
{
	address_taken(loop, task);
}

void co_sanitizer_start(struct loop *loop)
{
	thread_start(loop);
}

void co_sanitizer_end(struct loop *loop)
{
	thread_end(loop);
}

#endif
