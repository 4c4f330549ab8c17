/* SPDX-License-Identifier: MIT */
/*
 * workloads.c - work of known cost, in the place of the worker's registry: an operation keeps a
 * processor busy until a clock has gone on by `us` microseconds, and so costs that by that clock.
 *
 * spin looks at the clock that elapsed time is measured by, burn at that of the process's
 * processor time.
 */
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

const struct workload *const workloads[] = {&burn, &spin, NULL};
