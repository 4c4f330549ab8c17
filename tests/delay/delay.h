/* SPDX-License-Identifier: MIT */
/*
 * delay.h - a slowdown of known place and size, for a gate to find.
 *
 * A worker that is linked with this folder (make MODE=delay) calls some functions through a pass,
 * and a pass can take longer, by a value that is read at the start. Two workers of one link are
 * therefore the same machine code at the same addresses, and nothing but that value can tell them
 * apart: neither layout nor compiler. The product's sources know nothing of it: the linker sends
 * the calls here (--wrap), so it must be functions that other files call.
 *
 * The value is PATH:STEPS[/EVERY], or empty for none: each EVERY-th pass (a power of two up to
 * 65536, otherwise each) takes STEPS steps (0 to 1000000) more. It is DUET_DELAY of the
 * environment, or else the section .delay of the program (put VALUE PROGRAM OUTPUT).
 *
 * The side that is not slowed down had better take 0 steps as often (switch:0/64 against switch:40/64)
 * than have no value: a branch that is never taken can be cheaper than one that is taken at times.
 *
 * A step is a multiplication that waits for the one before: no memory, no clock. What comes out of
 * it is the argument that went in, so that the processor cannot go on with the call meanwhile. The
 * true size of a delay has to be measured all the same: of what does not need the argument,
 * the processor may do some.
 */
#ifndef TESTS_DELAY_H
#define TESTS_DELAY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum delay_path {
	DELAY_ECHO,	   /* a write to a stream: of a server, one a request */
	DELAY_HAND_OVER,   /* a thread puts an item into a queue */
	DELAY_SPAWN,	   /* a task is created, on either runtime */
	DELAY_SWITCH,	   /* a coroutine goes on with another, unless it ends by that */
	DELAY_SYSTEM_CALL, /* write and send: raw-pipe, the loop's streams, answers to duet */
	DELAY_PATHS,
};

/* Each has a cache line of its own. */
struct delay {
	_Alignas(64) _Atomic uint64_t passes;
	_Atomic uint64_t delayed;
	uint64_t mask; /* which passes are delayed; all ones: none */
	uint64_t steps;
};

/* The program's only mutable state besides the table: a wrapped call has nothing else to find. */
extern struct delay delays[DELAY_PATHS];

/* The paths' names, as a value has them. */
extern const char *const delay_names[DELAY_PATHS];

/* Set one delay by a value, the others to none. False, and nothing changed, when it is malformed. */
bool delay_set(const char *value);

/*
 * Count, and return the new count. Only a loop's thread switches, and adding in one step would cost
 * more than the switch; the other paths are passed on several processors at the same time.
 */
static inline uint64_t delay_count(enum delay_path path, _Atomic uint64_t *count)
{
	uint64_t next;

	if (path != DELAY_SWITCH)
		return atomic_fetch_add_explicit(count, 1, memory_order_relaxed) + 1;
	next = atomic_load_explicit(count, memory_order_relaxed) + 1;
	atomic_store_explicit(count, next, memory_order_relaxed);
	return next;
}

/* A pass: count it, and give the argument back, later if it is delayed. */
static inline void *delay_pass(enum delay_path path, void *argument)
{
	struct delay *delay = &delays[path];

	if (__builtin_expect(!(delay_count(path, &delay->passes) & delay->mask), 0)) {
		delay_count(path, &delay->delayed);
		for (uint64_t steps = delay->steps; steps; steps--)
			__asm__ volatile("imul $1, %0, %0" : "+r"(argument));
	}
	return argument;
}

/* The linker sends calls of the function here, and those of __real_ to the function. */
#define DELAYED(result, function, parameters, arguments)                                   \
	result __real_##function parameters;                                               \
	result __wrap_##function parameters;                                               \
	result __wrap_##function parameters                                                \
	{                                                                                  \
		return __real_##function arguments;                                        \
	}

#endif
