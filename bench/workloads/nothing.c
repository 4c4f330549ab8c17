/* SPDX-License-Identifier: MIT */
/*
 * nothing - what does an empty slice cost?
 *
 * The harness measures itself: a slice is one operation, the operation does nothing, and what is
 * left is two readings of the clock, the call of play and whatever the machine does in between.
 * It is the floor under every other number: a slice of another workload must be long against it.
 *
 * Its number is no runtime's. It must not be subtracted from anything: what it shows is a few
 * dozen nanoseconds in slices of a hundred thousand.
 */
#include "bench/workloads/workload.h"

static int64_t prepare(struct setting *setting, void **state)
{
	(void)setting;
	*state = NULL;
	return 0;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	(void)state;
	tally->operations += operations;
	tally->checksum += (uint64_t)operations;
	return 0;
}

static void finish(void *state)
{
	(void)state;
}

static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)parameters;
	*least = *most = 1;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	(void)parameters;
	*needs = (struct needs){0};
}

static const struct parameter parameters[] = {{0}};

const struct workload workload_nothing = {
	.name = "nothing",
	.question = "What does an empty slice cost?",
	.operation = "an empty slice",
	.caution =
		"It is the harness's own cost, not a runtime's; subtract it from nothing.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.verify_operations = 1,
	.slice_ns = 1000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
