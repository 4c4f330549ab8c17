/* SPDX-License-Identifier: MIT */
/*
 * sleepers - what does waiting cost?
 *
 * The example that every tutorial on asyncio opens with: some tasks are created, each sleeps, and
 * all are gathered. The elapsed time is the sleep on every runtime, and says nothing; the
 * processor time is what the runtime spends on creating a task, putting it to sleep, waking it
 * and ending it.
 *
 * One operation is one task that sleeps once. A slice is whole batches.
 *
 * The number must not be read as elapsed time, and not as the cost of a timer alone: creating and
 * ending the task is in it. The timers of one batch expire together; spread ones cost more.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdlib.h>

struct dormitory {
	size_t size;
	int64_t sleep_ns;
	struct task *tasks[]; /* handles, held during a batch */
};

static int64_t sleeper(void *arg)
{
	const struct dormitory *dormitory = arg;

	return asyncio.sleep(dormitory->sleep_ns);
}

static int64_t play_batch(struct dormitory *dormitory)
{
	size_t n = 0;
	int64_t result;

	while (n < dormitory->size &&
	       (dormitory->tasks[n] = asyncio.create_task(sleeper, dormitory)))
		n++;
	result = asyncio.gather(dormitory->tasks, n, NULL);
	return n < dormitory->size ? -EAGAIN : result;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct dormitory *dormitory = state;
	int64_t done = 0, result;

	while (done < operations) {
		result = play_batch(dormitory);
		if (result)
			return result;
		done += (int64_t)dormitory->size;
	}
	tally->operations += done;
	tally->checksum += (uint64_t)done;
	return 0;
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t size = (size_t)setting->parameters[0];
	struct dormitory *dormitory =
		calloc(1, sizeof(*dormitory) + size * sizeof(dormitory->tasks[0]));

	if (!dormitory)
		return -ENOMEM;
	dormitory->size = size;
	dormitory->sleep_ns = MILLISECONDS(setting->parameters[1]);
	*state = dormitory;
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
	{"tasks", "tasks", 100, 1, 100000, "tasks that sleep at the same time"},
	{"ms", "ms", 10, 1, 1000, "how long each sleeps"},
	{0},
};

const struct workload workload_sleepers = {
	.name = "sleepers",
	.question = "How much processor time does it cost that many tasks wait?",
	.operation = "a task that sleeps once",
	.caution =
		"Elapsed time is the sleep itself; creating and ending the task is part of "
		"the number.",
	.metric = METRIC_CPU,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 1,
	.slice_ns = 20000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.prepare = prepare, .play = play, .finish = finish},
};
