/* SPDX-License-Identifier: MIT */
/*
 * switch - what does it cost that one task stops and another goes on?
 *
 * The tasks stand in a ring, a queue before each. A token goes round: take it from the own queue,
 * put it, one greater, into the next. Exactly one task can run at any time, so every pass makes
 * the runtime stop one task and start another: no runtime gains by running in parallel, and what
 * is measured is the hand-over. The main task is one of the ring. The tasks live from prepare to
 * finish; a slice is whole laps.
 *
 * One operation is one pass: one put, one get, one task stopped and one started.
 *
 * The number must not be used for the cost of a task that does something between two switches: a
 * real task finds its cache lines evicted, these do not. Nor for threads on several cores: there
 * a hand-over wakes another core, which is dearer still. It says nothing about fairness.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdlib.h>

/* A token is 1 or more. END goes round once, and ends whoever has passed it on. */
#define END 0

struct node {
	struct queue *in;  /* the node's own: made and destroyed by the ring */
	struct queue *out; /* the next node's */
	/* Handle, held by the ring; NULL for the main task's node, the first. */
	struct task *task;
};

struct ring {
	size_t size;
	struct node nodes[];
};

static int64_t pass_on(void *arg)
{
	struct node *node = arg;
	int64_t token;

	while ((token = asyncio.queue_get(node->in)) > END)
		asyncio.queue_put(node->out, token + 1);
	return asyncio.queue_put(node->out, END);
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct ring *ring = state;
	struct node *self = &ring->nodes[0];
	int64_t token = 0;
	uint64_t sum = 0;

	while (token < operations) {
		asyncio.queue_put(self->out, token + 1);
		token = asyncio.queue_get(self->in);
		if (token <= END)
			return token < 0 ? token : -EPROTO;
		sum += (uint64_t)token;
	}
	tally->operations += token;
	tally->checksum += sum;
	return 0;
}

static void destroy(struct ring *ring)
{
	for (size_t i = 0; i < ring->size; i++)
		if (ring->nodes[i].in)
			asyncio.queue_destroy(ring->nodes[i].in);
	free(ring);
}

/* Send END round when the ring is whole; cancel the tasks of one that is not. */
static void finish(void *state)
{
	struct ring *ring = state;
	bool whole = ring->nodes[ring->size - 1].task;

	if (whole)
		asyncio.queue_put(ring->nodes[0].out, END);
	for (size_t i = 1; i < ring->size; i++) {
		if (!ring->nodes[i].task)
			continue;
		if (!whole)
			asyncio.cancel(ring->nodes[i].task);
		asyncio.await(ring->nodes[i].task);
	}
	destroy(ring);
}

static int64_t make_queues(struct ring *ring)
{
	for (size_t i = 0; i < ring->size; i++) {
		ring->nodes[i].in = asyncio.queue_create(1);
		if (!ring->nodes[i].in)
			return -ENOMEM;
	}
	for (size_t i = 0; i < ring->size; i++)
		ring->nodes[i].out = ring->nodes[(i + 1) % ring->size].in;
	return 0;
}

static int64_t start_tasks(struct ring *ring)
{
	for (size_t i = 1; i < ring->size; i++) {
		ring->nodes[i].task = asyncio.create_task(pass_on, &ring->nodes[i]);
		if (!ring->nodes[i].task)
			return -EAGAIN;
	}
	return 0;
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t size = (size_t)setting->parameters[0];
	struct ring *ring = calloc(1, sizeof(*ring) + size * sizeof(ring->nodes[0]));
	int64_t result;

	if (!ring)
		return -ENOMEM;
	ring->size = size;
	result = make_queues(ring);
	if (result)
		goto free_ring;
	result = start_tasks(ring);
	if (result)
		goto end_tasks;
	*state = ring;
	return 0;

end_tasks:
	finish(ring);
	return result;
free_ring:
	destroy(ring);
	return result;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	*needs = (struct needs){
		.tasks = parameters[0] - 1,
		.bytes = parameters[0] * 512,
	};
}

static const struct parameter parameters[] = {
	{"tasks", "tasks", 2, 2, 100000, "tasks in the ring, the main one included"},
	{0},
};

const struct workload workload_switch = {
	.name = "switch",
	.question = "What does it cost that one task stops and another goes on?",
	.operation = "a pass of the token",
	.caution =
		"It is the hand-over alone: tasks that do something in between find their "
		"caches cold, and threads on several cores wait for a core to wake.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 1000,
	.slice_ns = 200000,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
