/* SPDX-License-Identifier: MIT */
/*
 * workloads.c - work of known cost, in the place of the worker's registry: an operation keeps a
 * processor busy until a clock has gone on by `us` microseconds, and so costs that by that clock.
 *
 * spin looks at the clock that elapsed time is measured by, burn at that of the process's
 * processor time.
 *
 * An operation of steps is so many instructions and so many allocations, to be counted.
 */
#include <stdlib.h>
#include <time.h>

#include "bench/workloads/workload.h"

static int64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return SECONDS(t.tv_sec) + t.tv_nsec;
}

static void spend(clockid_t clock, int64_t ns)
{
	int64_t end = clock_ns(clock) + ns;

	while (clock_ns(clock) < end)
		;
}

struct cost {
	int64_t ns; /* of an operation */
};

static int64_t prepare(struct setting *setting, void **state)
{
	static struct cost cost;

	cost.ns = MICROSECONDS(setting->parameters[0]);
	*state = &cost;
	return 0;
}

static int64_t play(const struct cost *cost, clockid_t clock, int64_t operations,
		    struct tally *tally)
{
	for (int64_t i = 0; i < operations; i++)
		spend(clock, cost->ns);
	tally->operations += operations;
	tally->checksum += (uint64_t)operations;
	return 0;
}

static int64_t play_burn(void *state, int64_t operations, struct tally *tally)
{
	return play(state, CLOCK_PROCESS_CPUTIME_ID, operations, tally);
}

static int64_t play_spin(void *state, int64_t operations, struct tally *tally)
{
	return play(state, CLOCK_MONOTONIC, operations, tally);
}

struct steps {
	int64_t pairs; /* of instructions */
	int64_t blocks;
};

static int64_t prepare_steps(struct setting *setting, void **state)
{
	static struct steps steps;

	steps.pairs = setting->parameters[0];
	steps.blocks = setting->parameters[1];
	*state = &steps;
	return 0;
}

/* One of each kind in turn; no compiler knows that the block is of no use. */
static void *allocate(int64_t number)
{
	void *block = number % 3 == 0	? malloc(100)
		      : number % 3 == 1 ? calloc(10, 10)
					: realloc(NULL, 100);

	__asm__ volatile("" : "+r"(block) : : "memory");
	return block;
}

static int64_t play_steps(void *state, int64_t operations, struct tally *tally)
{
	const struct steps *steps = state;

	for (int64_t i = 0; i < operations; i++) {
		int64_t left = steps->pairs;

		__asm__ volatile("0: dec %0\n\tjnz 0b" : "+r"(left) : : "cc");
		for (int64_t block = 0; block < steps->blocks; block++)
			free(allocate(block));
	}
	tally->operations += operations;
	tally->checksum += (uint64_t)operations;
	return 0;
}

static void finish(void *state)
{
	(void)state;
}

static const struct parameter parameters[] = {
	{"us", "µs", 100, 1, 1000000, "that an operation costs"},
	{0},
};

static const struct workload burn = {
	.name = "burn",
	.question = "Is a known processor time measured as it is?",
	.operation = "a burn",
	.caution = "It says nothing of any runtime.",
	.metric = METRIC_CPU,
	.cores = ONE_CORE,
	.parameters = parameters,
	.verify_operations = 1,
	.slice_ns = 1000000,
	.player = {.source = __FILE__,
		   .prepare = prepare,
		   .play = play_burn,
		   .finish = finish},
};

static const struct workload spin = {
	.name = "spin",
	.question = "Is a known elapsed time measured as it is?",
	.operation = "a spin",
	.caution = "It says nothing of any runtime.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.verify_operations = 1,
	.slice_ns = 1000000,
	.player = {.source = __FILE__,
		   .prepare = prepare,
		   .play = play_spin,
		   .finish = finish},
};

static const struct parameter step_parameters[] = {
	{"pairs", "pairs", 100, 1, 1000000, "of instructions that an operation takes"},
	{"blocks", "blocks", 0, 0, 1000, "that it allocates and gives back"},
	{0},
};

static const struct workload steps = {
	.name = "steps",
	.question = "Are known instructions and allocations counted as they are?",
	.operation = "so many steps",
	.caution = "It says nothing of any runtime.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = step_parameters,
	.verify_operations = 100,
	.slice_ns = 1000000,
	.player = {.prepare = prepare_steps, .play = play_steps, .finish = finish},
};

const struct workload *const workloads[] = {&burn, &spin, &steps, NULL};
