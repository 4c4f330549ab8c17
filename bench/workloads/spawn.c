/* SPDX-License-Identifier: MIT */
/*
 * spawn - what does a task cost that does nothing?
 *
 * Create a batch of tasks, then await each. A task returns its number plus one, so it costs what
 * starting, running once, ending and being awaited cost. With a batch of 1 no two exist at the
 * same time, and every runtime that keeps stacks uses the same warm one; with larger batches the
 * tasks queue up first, and as many stacks are touched.
 *
 * One operation is one task, created and awaited.
 *
 * The number must not be used for a pool: threads that are kept and handed work cost what switch
 * says, not what this says. Nor for the first tasks of a process, which pay for fresh memory.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdlib.h>

struct spawn {
	size_t batch;
	struct task *tasks[]; /* handles, held during a batch */
};

static int64_t successor(void *arg)
{
	return (int64_t)(intptr_t)arg + 1;
}

/* Create and await one batch of tasks, the first with the number `first`. */
static int64_t play_batch(struct spawn *spawn, int64_t first, uint64_t *sum)
{
	int64_t result, failure = 0;
	size_t n;

	for (n = 0; n < spawn->batch; n++) {
		spawn->tasks[n] = asyncio.create_task(
			successor, (void *)(intptr_t)(first + (int64_t)n));
		if (!spawn->tasks[n]) {
			failure = -EAGAIN;
			break;
		}
	}
	for (size_t i = 0; i < n; i++) {
		result = asyncio.await(spawn->tasks[i]);
		if (result < 0)
			failure = result;
		*sum += (uint64_t)result;
	}
	return failure;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct spawn *spawn = state;
	int64_t done = 0, result;
	uint64_t sum = 0;

	while (done < operations) {
		result = play_batch(spawn, done, &sum);
		if (result)
			return result;
		done += (int64_t)spawn->batch;
	}
	tally->operations += done;
	tally->checksum += sum;
	return 0;
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t batch = (size_t)setting->parameters[0];
	struct spawn *spawn = calloc(1, sizeof(*spawn) + batch * sizeof(spawn->tasks[0]));

	if (!spawn)
		return -ENOMEM;
	spawn->batch = batch;
	*state = spawn;
	return 0;
}

static void finish(void *state)
{
	free(state);
}

static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)most;
	*least = parameters[0];
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	*needs = (struct needs){.tasks = parameters[0], .bytes = parameters[0] * 8};
}

static const struct parameter parameters[] = {
	{"batch", "tasks", 1, 1, 10000, "tasks created before the first is awaited"},
	{0},
};

const struct workload workload_spawn = {
	.name = "spawn",
	.question = "What does it cost to create a task that does nothing, and await it?",
	.operation = "a task created and awaited",
	.caution = "It is not the cost of handing work to a pool of threads: that is what "
		   "switch "
		   "measures.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "batch",
	.verify_operations = 1000,
	.slice_ns = 1000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
