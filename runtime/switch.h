/* SPDX-License-Identifier: MIT */
/*
 * switch.h - swap one stack for another, and nothing else: no tasks, no loop, no allocation.
 *
 * A context is the stack pointer of a stack that is not running; everything else lies on the
 * stack itself (struct switch_frame). Two forms exist. The plain one keeps what a function call
 * of the System V ABI must keep, but for the floating-point control words: every context then
 * shares MXCSR and the x87 control word. The _fp form keeps those too. The contexts of one form
 * must be entered by that form.
 *
 * Both end in pop and jmp instead of ret: the return address is another stack's, so the
 * processor's return predictor would miss each time.
 */
#ifndef RUNTIME_SWITCH_H
#define RUNTIME_SWITCH_H

#include <stddef.h>
#include <stdint.h>

/* Where to go on, and what the switch that waits there returns. */
struct switch_target {
	void *sp;
	int64_t value;
};

/* What a context runs. It must not leave but by returning the context to go on with. */
typedef struct switch_target switch_function(void *arg);

/* What lies at the stack pointer of a context, lowest address first. */
struct switch_frame {
	void *r15, *r14, *r13;
	void *r12;	      /* arg of a context that has not started */
	switch_function *rbx; /* its function */
	void *rbp;
	void (*rip)(void); /* switch_entry, or where its switch returns to */
};

/* The same for the form that keeps the floating-point control words. */
struct switch_frame_fp {
	uint32_t mxcsr;
	uint16_t x87, unused;
	struct switch_frame plain;
};

/*
 * Save the running context in *save, go on with the context load, and return value there.
 * Returns, when somebody switches back, the value given to that switch.
 */
int64_t switch_stack(void **save, void *load, int64_t value)
	__attribute__((visibility("hidden")));
int64_t switch_stack_fp(void **save, void *load, int64_t value)
	__attribute__((visibility("hidden")));

/* Where a context starts. Never to be called. */
void switch_entry(void) __attribute__((visibility("hidden")));
void switch_entry_fp(void) __attribute__((visibility("hidden")));

/*
 * Prepare a context that calls function(arg) when it is first switched to. top is the end of
 * its stack, a multiple of 16. Returns the context. The value of the first switch is dropped.
 *
 * Nine words are taken: the frame, and two that keep the stack aligned at the entry. They are
 * zero, where a return address and a frame pointer would be: chains of frames end there.
 */
static inline void *switch_prepare(void *top, switch_function *function, void *arg)
{
	void **end = (void **)top - 2;
	struct switch_frame *frame = (struct switch_frame *)end - 1;

	end[0] = end[1] = NULL;
	frame->r12 = arg;
	frame->rbx = function;
	frame->rbp = NULL;
	frame->rip = switch_entry;
	return frame;
}

/* The same for switch_stack_fp: the context inherits the control words of the caller. */
static inline void *switch_prepare_fp(void *top, switch_function *function, void *arg)
{
	struct switch_frame *plain = switch_prepare(top, function, arg);
	struct switch_frame_fp *frame = (struct switch_frame_fp *)(plain + 1) - 1;

	plain->rip = switch_entry_fp;
	__asm__("stmxcsr %0\n\tfnstcw %1" : "=m"(frame->mxcsr), "=m"(frame->x87));
	return frame;
}

#endif
