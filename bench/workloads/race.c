/* SPDX-License-Identifier: MIT */
/*
 * race - what is lost when tasks update something shared that nobody guards?
 *
 * Some tasks raise one counter, over and over: read it, add one, write it back. Whoever reads
 * before another one has written back writes what that one wrote already, and an update is lost.
 * On threads it is, wherever two run at the same time or one is stopped between its two steps. On
 * an event loop a task is stopped only where it waits: with wait=1, a sleep(0) between reading and
 * writing, even there all updates of a lap of the tasks are lost but one: half of them with two tasks.
 * guard=1 is the repair, a lock around the update: nothing is lost, and the cost of an update says
 * what that takes.
 *
 * The counter is read and written as a relaxed atomic, with an addition between: a program that
 * means no more than `counter = counter + 1`, but has a defined meaning. It has its cache line for
 * itself. Compilers may make one instruction of the three steps; a processor still reads and
 * writes, and another one comes between, but on one core nobody then can.
 *
 * One operation is one update tried, and the checksum sums these, whatever became of them. How
 * many were lost is the count `lost`.
 *
 * The number must not be used for how often a program of yours goes wrong: there a race may
 * happen once a week. Here nothing lies between two updates, so that it happens all the time.
 */
#include "bench/workloads/team.h"

#include <errno.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>

#define CACHE_LINE 64

enum { TASKS, WAIT, GUARD };

enum { LOST };

struct race {
	alignas(CACHE_LINE) _Atomic int64_t counter;
	char apart[CACHE_LINE - sizeof(int64_t)]; /* from what is only read */
	bool waits;				  /* inside of an update */
	struct lock *lock;			  /* around each; NULL: nobody guards it */
	struct team team;
};

static int64_t update(struct race *race)
{
	int64_t value = atomic_load_explicit(&race->counter, memory_order_relaxed);
	int64_t result = race->waits ? asyncio.sleep(0) : 0;

	if (!result)
		atomic_store_explicit(&race->counter, value + 1, memory_order_relaxed);
	return result;
}

static int64_t update_guarded(struct race *race)
{
	int64_t result = asyncio.lock_acquire(race->lock);

	if (result)
		return result;
	result = update(race);
	asyncio.lock_release(race->lock);
	return result;
}

static int64_t member(void *arg)
{
	struct race *race = arg;
	int64_t turns = team_start(&race->team), result = turns < 0 ? turns : 0;

	for (int64_t turn = 0; turn < turns && !result; turn++)
		result = race->lock ? update_guarded(race) : update(race);
	return result ? result : turns;
}

/* No update can be counted twice: the counter is never ahead of the updates that were tried. */
static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct race *race = state;
	int64_t tried;

	atomic_store(&race->counter, 0);
	tried = team_play(&race->team, member, race, operations);
	if (tried < 0)
		return tried;
	tally->operations += tried;
	tally->checksum += (uint64_t)tried;
	tally->counts[LOST] += tried - atomic_load(&race->counter);
	return 0;
}

static void finish(void *state)
{
	struct race *race = state;

	if (race->lock)
		asyncio.lock_destroy(race->lock);
	team_destroy(&race->team);
	free(race);
}

static int64_t prepare(struct setting *setting, void **state)
{
	const int64_t *parameters = setting->parameters;
	struct race *race = aligned_alloc(alignof(struct race), sizeof(*race));
	int64_t result;

	if (!race)
		return -ENOMEM;
	*race = (struct race){.waits = parameters[WAIT]};
	result = team_create(&race->team, (size_t)parameters[TASKS]);
	if (!result && parameters[GUARD]) {
		race->lock = asyncio.lock_create();
		result = race->lock ? 0 : -ENOMEM;
	}
	if (result) {
		finish(race);
		return result;
	}
	*state = race;
	return 0;
}

/* Tasks are created in the slice, and few updates are over before the next one has woken up. */
static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)most;
	*least = parameters[TASKS] * (parameters[WAIT] ? 100 : 1000);
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	team_needs(parameters[TASKS], needs);
}

static const struct parameter parameters[] = {
	[TASKS] = {"tasks", "tasks", 2, 1, 10000, "that raise the counter"},
	[WAIT] = {"wait", "(yes)", 0, 0, 1, "inside of an update: a sleep(0)"},
	[GUARD] = {"guard", "(yes)", 0, 0, 1, "each update by a lock"},
	{0},
};

static const struct count counts[] = {
	[LOST] = {"lost", "updates that another one overwrote"},
	{0},
};

const struct workload workload_race = {
	.name = "race",
	.question = "What is lost when tasks update a counter that nobody guards?",
	.operation = "an update tried",
	.caution =
		"Nothing lies between two updates here: in a program that does something "
		"else as well the same mistake shows more seldom.",
	.metric = METRIC_WALL,
	.cores = ALL_CORES,
	.parameters = parameters,
	.counts = counts,
	.scaled_parameter = "tasks",
	.verify_operations = 10000,
	.slice_ns = 5000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
