/* SPDX-License-Identifier: MIT */
/*
 * lock - what does a critical section cost, with and without others who want it?
 *
 * Some tasks acquire one lock, compute a little with what it guards, and release it, over and
 * over. With tasks=1 nobody else wants it: the lock alone. With more, threads on several cores
 * fight for it all the time, and have to sleep and be woken. Tasks of an event loop never do,
 * since nobody else runs while one is inside, unless it waits there: wait=1, a sleep(0) inside of
 * the section, makes every runtime's tasks wait for each other.
 *
 * What is guarded is one number, and each step makes the next one of it, so the last is the same
 * however the tasks took turns, and another one where two were inside at the same time: it is the
 * checksum.
 *
 * One operation is one critical section.
 *
 * The number must not be used for a program whose tasks do something between two sections: they
 * meet more seldom. Nor for who comes next: threads overtake those who are being woken, a loop
 * hands the lock to the one that has waited longest.
 */
#include "bench/workloads/team.h"

#include <errno.h>
#include <stdlib.h>

enum { TASKS, INSIDE, WAIT };

struct section {
	struct lock *lock;
	uint64_t value; /* under the lock */
	int64_t inside; /* steps */
	bool waits;	/* inside */
	struct team team;
};

/* Each step waits for the one before (the generator MMIX of Donald Knuth's). */
static uint64_t compute(uint64_t value, int64_t steps)
{
	for (int64_t i = 0; i < steps; i++)
		value = value * 6364136223846793005U + 1442695040888963407U;
	return value;
}

static int64_t enter(struct section *section)
{
	int64_t result = asyncio.lock_acquire(section->lock);

	if (result)
		return result;
	section->value = compute(section->value, section->inside);
	if (section->waits)
		result = asyncio.sleep(0);
	asyncio.lock_release(section->lock);
	return result;
}

static int64_t member(void *arg)
{
	struct section *section = arg;
	int64_t turns = team_start(&section->team), result = turns < 0 ? turns : 0;

	for (int64_t turn = 0; turn < turns && !result; turn++)
		result = enter(section);
	return result ? result : turns;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct section *section = state;
	int64_t entered;

	section->value = 1;
	entered = team_play(&section->team, member, section, operations);
	if (entered < 0)
		return entered;
	tally->operations += entered;
	tally->checksum += section->value;
	return 0;
}

static void finish(void *state)
{
	struct section *section = state;

	if (section->lock)
		asyncio.lock_destroy(section->lock);
	team_destroy(&section->team);
	free(section);
}

static int64_t prepare(struct setting *setting, void **state)
{
	const int64_t *parameters = setting->parameters;
	struct section *section = calloc(1, sizeof(*section));

	if (!section)
		return -ENOMEM;
	section->inside = parameters[INSIDE];
	section->waits = parameters[WAIT];
	section->lock = asyncio.lock_create();
	if (team_create(&section->team, (size_t)parameters[TASKS]) || !section->lock) {
		finish(section);
		return -ENOMEM;
	}
	*state = section;
	return 0;
}

/* The tasks are created in the slice, and wake one after the other. */
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
	[TASKS] = {"tasks", "tasks", 2, 1, 10000, "that want the lock"},
	[INSIDE] = {"inside", "steps", 1, 1, 1000000,
		    "of computing inside of the section, about a nanosecond each"},
	[WAIT] = {"wait", "(yes)", 0, 0, 1, "inside of the section: a sleep(0)"},
	{0},
};

const struct workload workload_lock = {
	.name = "lock",
	.question = "What does a critical section cost that other tasks want, too?",
	.operation = "a critical section",
	.caution = "The tasks do nothing else: where they do, they meet more seldom, and a "
		   "section costs more nearly what it costs one task alone.",
	.metric = METRIC_WALL,
	.cores = ALL_CORES,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 10000,
	.slice_ns = 5000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
