/* SPDX-License-Identifier: MIT */
/*
 * yield - what does it cost to offer the processor to the others?
 *
 * A number of tasks each call sleep(0) over and over. On an event loop every one of these calls
 * runs all the others first, so it is the cost of a turn of the scheduler with that many ready
 * tasks, without any queue.
 *
 * One operation is one sleep(0). The tasks are made and gathered in the slice, which therefore
 * has at least a hundred operations a task.
 *
 * The number must not be read as "a switch" on threads: there sleep(0) is sched_yield, and the
 * kernel may well let the caller go on. What it may be used for is the event loop, with few and
 * with many ready tasks.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdlib.h>

#define LEAST_YIELDS 100 /* a task and slice */

struct crowd {
	size_t size;
	int64_t yields;	     /* that each task shall do in this slice */
	int64_t *results;    /* yields that each task has done */
	struct task **tasks; /* handles, held during a slice */
};

static int64_t yield(void *arg)
{
	const struct crowd *crowd = arg;
	int64_t done = 0, result = 0;

	while (done < crowd->yields && !(result = asyncio.sleep(0)))
		done++;
	return result ? result : done;
}

/* Gather the first n tasks, cancelled if the crowd is not complete. */
static int64_t gather(struct crowd *crowd, size_t n)
{
	if (n == crowd->size)
		return asyncio.gather(crowd->tasks, n, crowd->results);
	for (size_t i = 0; i < n; i++)
		asyncio.cancel(crowd->tasks[i]);
	asyncio.gather(crowd->tasks, n, NULL);
	return -EAGAIN;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct crowd *crowd = state;
	size_t n = 0;
	int64_t result;

	crowd->yields = (operations - 1) / (int64_t)crowd->size + 1;
	while (n < crowd->size && (crowd->tasks[n] = asyncio.create_task(yield, crowd)))
		n++;
	result = gather(crowd, n);
	if (result)
		return result;
	for (size_t i = 0; i < crowd->size; i++) {
		tally->operations += crowd->results[i];
		tally->checksum += (uint64_t)crowd->results[i] * (i + 1);
	}
	return 0;
}

static void finish(void *state)
{
	struct crowd *crowd = state;

	free(crowd->tasks);
	free(crowd->results);
	free(crowd);
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct crowd *crowd = calloc(1, sizeof(*crowd));

	if (!crowd)
		return -ENOMEM;
	crowd->size = (size_t)setting->parameters[0];
	crowd->results = calloc(crowd->size, sizeof(crowd->results[0]));
	crowd->tasks = calloc(crowd->size, sizeof(crowd->tasks[0]));
	if (!crowd->results || !crowd->tasks)
		goto free_crowd;
	*state = crowd;
	return 0;

free_crowd:
	finish(crowd);
	return -ENOMEM;
}

static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)most;
	*least = parameters[0] * LEAST_YIELDS;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	*needs = (struct needs){.tasks = parameters[0], .bytes = parameters[0] * 16};
}

static const struct parameter parameters[] = {
	{"tasks", "tasks", 2, 1, 100000, "tasks that yield to each other"},
	{0},
};

const struct workload workload_yield = {
	.name = "yield",
	.question = "What does it cost to offer the processor to the other ready tasks?",
	.operation = "a sleep(0)",
	.caution = "On threads it is sched_yield, which may let the caller go on: compare "
		   "loops "
		   "by it, and threads with loops by switch.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 1000,
	.slice_ns = 2000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
