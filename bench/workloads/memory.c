/* SPDX-License-Identifier: MIT */
/*
 * memory - what does it cost that a task exists and waits?
 *
 * A level, not a slice: prepare creates all tasks, and they wait for one event, which nobody sets
 * while the process's memory is looked at. Fresh processes with different numbers of tasks give
 * a line, and its slope is the cost of one more task: what the process has anyway is not in it.
 *
 * One operation is one parked task. Playing opens the gate once for every lap: all tasks wake, and
 * wait again at the next gate. It is there to prove that the tasks are real and wait; its time
 * says little.
 *
 * A task here has touched one page of its stack, like any that waits near its top. A program whose
 * tasks wait deep inside of other calls needs the pages between as well, on every runtime. Of the
 * number, 8 bytes are the handle that the workload keeps for each task. The limit without a runtime
 * (raw) is a stack that was entered once and left; a program without stacks (libuv) needs what it
 * keeps for a task, from a few bytes on.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

struct crowd {
	size_t size;
	struct event *gates[2]; /* all wait at that of the lap; the other one is closed */
	struct event *complete; /* set by the last to arrive at a gate */
	size_t lap;		/* the main task's */
	bool leaving;		/* told before a gate opens */
	_Atomic size_t arrived;
	struct task *tasks[]; /* handles, held from prepare to finish */
};

static int64_t member(void *arg)
{
	struct crowd *crowd = arg;
	int64_t result = 0;

	for (size_t lap = 0; !result && !crowd->leaving; lap++) {
		if (atomic_fetch_add(&crowd->arrived, 1) + 1 == crowd->size)
			asyncio.event_set(crowd->complete);
		result = asyncio.event_wait(crowd->gates[lap % 2]);
	}
	return result;
}

/* Wait until all are at the gate, or on their last steps to it, and close the one behind them. */
static int64_t assemble(struct crowd *crowd)
{
	int64_t result = asyncio.event_wait(crowd->complete);

	if (result)
		return result;
	asyncio.event_clear(crowd->complete);
	asyncio.event_clear(crowd->gates[(crowd->lap + 1) % 2]);
	atomic_store(&crowd->arrived, 0);
	return 0;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct crowd *crowd = state;
	int64_t done = 0, result;

	while (done < operations) {
		asyncio.event_set(crowd->gates[crowd->lap++ % 2]);
		result = assemble(crowd);
		if (result)
			return result;
		done += (int64_t)crowd->size;
	}
	tally->operations += done;
	tally->checksum += (uint64_t)done;
	return 0;
}

static void destroy(struct crowd *crowd)
{
	asyncio.event_destroy(crowd->complete);
	asyncio.event_destroy(crowd->gates[0]);
	asyncio.event_destroy(crowd->gates[1]);
	free(crowd);
}

/* Let the first n tasks, which are all there are, go. */
static void dismiss(struct crowd *crowd, size_t n)
{
	crowd->leaving = true;
	asyncio.event_set(crowd->gates[crowd->lap % 2]);
	asyncio.gather(crowd->tasks, n, NULL);
	destroy(crowd);
}

static struct crowd *create(size_t size)
{
	struct crowd *crowd = calloc(1, sizeof(*crowd) + size * sizeof(crowd->tasks[0]));

	if (!crowd)
		return NULL;
	crowd->size = size;
	crowd->complete = asyncio.event_create();
	crowd->gates[0] = asyncio.event_create();
	crowd->gates[1] = asyncio.event_create();
	if (crowd->complete && crowd->gates[0] && crowd->gates[1])
		return crowd;
	destroy(crowd);
	return NULL;
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct crowd *crowd = create((size_t)setting->parameters[0]);
	size_t n = 0;
	int64_t result;

	if (!crowd)
		return -ENOMEM;
	while (n < crowd->size && (crowd->tasks[n] = asyncio.create_task(member, crowd)))
		n++;
	result = n < crowd->size ? -EAGAIN : assemble(crowd);
	if (result) {
		dismiss(crowd, n);
		return result;
	}
	*state = crowd;
	return 0;
}

static void finish(void *state)
{
	struct crowd *crowd = state;

	dismiss(crowd, crowd->size);
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
	{"tasks", "tasks", 100000, 16, 1000000,
	 "tasks that wait at the same time, at most"},
	{0},
};

const struct workload workload_memory = {
	.name = "memory",
	.question = "How much memory does a waiting task take?",
	.operation = "a parked task",
	.caution =
		"The pages that a task of yours touches before it waits, and the data that "
		"it keeps; what the kernel holds for a task is not the process's.",
	.kind = KIND_LEVEL,
	.metric = METRIC_MEMORY,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 1000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
