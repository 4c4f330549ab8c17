/* SPDX-License-Identifier: MIT */
/*
 * say_after - does waiting add up?
 *
 * The example by which asyncio is taught: say hello after a while, and world after twice as long.
 * Two coroutine objects that are awaited one after the other take the sum of both. Two tasks wait
 * at the same time, and take as long as the longer one.
 *
 * One operation is both, said.
 *
 * The number must not be used for what a task or a sleep costs: it is the waiting itself. What
 * happens in which order, `duet trace say_after` shows.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdlib.h>

enum { MS, TASKS }; /* places in the table of parameters */

struct phrase {
	int64_t delay_ns;
	uint64_t said; /* times: the saying task's until it has been awaited */
};

struct conversation {
	bool tasks;
	struct phrase hello, world;
};

static int64_t say_after(void *arg)
{
	struct phrase *phrase = arg;
	int64_t result = asyncio.sleep(phrase->delay_ns);

	if (!result)
		phrase->said++;
	return result;
}

/* Neither runs before it is awaited, and the second not before the first has returned. */
static int64_t say_one_by_one(struct conversation *conversation)
{
	struct coroutine_object hello = asyncio.coroutine(say_after, &conversation->hello);
	struct coroutine_object world = asyncio.coroutine(say_after, &conversation->world);
	int64_t result = asyncio.await_coroutine(&hello);

	return result ? result : asyncio.await_coroutine(&world);
}

static struct task *create(struct phrase *phrase, const char *name)
{
	struct task *task = asyncio.create_task(say_after, phrase);

	if (task)
		asyncio.task_set_name(task, name);
	return task;
}

static int64_t say_at_once(struct conversation *conversation)
{
	struct task *hello = create(&conversation->hello, "hello");
	struct task *world = create(&conversation->world, "world");
	int64_t first = hello ? asyncio.await(hello) : -EAGAIN;
	int64_t second = world ? asyncio.await(world) : -EAGAIN;

	return first ? first : second;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct conversation *conversation = state;
	int64_t result;

	conversation->hello.said = conversation->world.said = 0;
	for (int64_t i = 0; i < operations; i++) {
		result = conversation->tasks ? say_at_once(conversation)
					     : say_one_by_one(conversation);
		if (result)
			return result;
	}
	tally->operations += operations;
	tally->checksum += conversation->hello.said + 2 * conversation->world.said;
	return 0;
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct conversation *conversation = calloc(1, sizeof(*conversation));

	if (!conversation)
		return -ENOMEM;
	conversation->tasks = setting->parameters[TASKS];
	conversation->hello.delay_ns = MILLISECONDS(setting->parameters[MS]);
	conversation->world.delay_ns = 2 * conversation->hello.delay_ns;
	*state = conversation;
	return 0;
}

static void finish(void *state)
{
	free(state);
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	*needs = (struct needs){.tasks = parameters[TASKS] ? 2 : 0};
}

static const struct parameter parameters[] = {
	[MS] = {"ms", "ms", 10, 1, 10000, "how long hello waits; world waits twice that"},
	[TASKS] = {"tasks", "(yes)", 1, 0, 1,
		   "a task for each, instead of awaiting one after the other"},
	{0},
};

const struct workload workload_say_after = {
	.name = "say_after",
	.question = "Do two that wait take the sum of their waits, or the longer one?",
	.operation = "hello and world, said",
	.caution = "It is the waiting itself: what a task that waits costs, sleepers says.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.verify_operations = 1,
	.slice_ns = 20000000,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
