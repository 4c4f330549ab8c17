/* SPDX-License-Identifier: MIT */
/*
 * deadlock - how often do two tasks lock each other out, and what does it take to get out?
 *
 * Two tasks take two locks, the one the first lock first, the other the second: each may get its
 * first and wait for ever for the other's. A try is two fresh tasks, which start together and
 * take both locks so many times (`laps`). On an event loop nobody else runs between the two
 * acquires, so nothing can happen; with wait=1, a sleep(0) between them, it happens in every try.
 * On threads it happens when it happens.
 *
 * Who finds out is a time limit (wait_for): a task that is not through after `limit` ms is
 * cancelled, lets go of its first lock, and the other one goes on. A cancelled task that holds
 * its first lock while the other one holds its own and wants the second one knows that both would
 * have waited for ever: that try counts as `deadlocked`. One that was merely slow counts as `late`;
 * a longer limit helps.
 *
 * limit=0 is for runtimes that find deadlocks themselves (ASYNCIO_FINDS_DEADLOCKS), and refused on
 * others, where it would hang: the first deadlock ends the slice with -EDEADLK, after the runtime
 * has named the waiting tasks on standard error. It is there to be looked at, not to be measured:
 * a runtime reports one deadlock a run, and at the next one the worker's run ends.
 *
 * One operation is one try. Its checksum counts tries, whatever became of them.
 *
 * The number must not be used for what a try costs: where it deadlocked that is the limit. And
 * how often that is depends on the machine, on laps, and on what lies between the acquires.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { LAPS, LIMIT, WAIT };

enum { DEADLOCKED, LATE };

#define PARTIES 2
#define LOCKED_OUT 1 /* the result of a task that gave up holding its first lock */

struct embrace;

struct party {
	struct embrace *embrace;
	struct lock *first, *second;
	struct party *other;
	/* its first lock, and not the second; told a little less long than it is so */
	_Atomic bool holds;
};

/* As Edsger W. Dijkstra called a deadlock: a deadly embrace. */
struct embrace {
	int64_t laps, limit_ns;
	bool waits; /* between the two acquires */
	struct event *start;
	struct lock *locks[PARTIES];
	struct party parties[PARTIES];
};

/*
 * Who lets go of the second lock is through, and locks nobody out any more, even if it is stopped
 * before it lets go of the first: so `holds` ends here, before the other can get its first.
 */
static int64_t take_second(struct party *self)
{
	int64_t result = self->embrace->waits ? asyncio.sleep(0) : 0;

	if (!result)
		result = asyncio.lock_acquire(self->second);
	if (result)
		return result;
	atomic_store(&self->holds, false);
	return asyncio.lock_release(self->second);
}

/* While we hold our first lock, which is the other's second, the other can get no further. */
static int64_t take_both(struct party *self)
{
	int64_t result = asyncio.lock_acquire(self->first);

	if (result)
		return result;
	atomic_store(&self->holds, true);
	result = take_second(self);
	if (result == -ECANCELED && atomic_load(&self->other->holds))
		result = LOCKED_OUT;
	atomic_store(&self->holds, false);
	asyncio.lock_release(self->first);
	return result;
}

static int64_t take_turns(void *arg)
{
	struct party *self = arg;
	int64_t result = asyncio.event_wait(self->embrace->start);

	for (int64_t lap = 0; lap < self->embrace->laps && !result; lap++)
		result = take_both(self);
	return result;
}

static int64_t await(struct task *task, int64_t limit_ns)
{
	return limit_ns ? asyncio.wait_for(task, limit_ns) : asyncio.await(task);
}

/* Start both and await them; ends[i] is how the i-th ended. Returns 0 or -EAGAIN. */
static int64_t try_once(struct embrace *embrace, int64_t *ends)
{
	struct task *tasks[PARTIES];

	for (size_t i = 0; i < PARTIES; i++) {
		tasks[i] = asyncio.create_task(take_turns, &embrace->parties[i]);
		if (tasks[i])
			continue;
		for (size_t k = 0; k < i; k++)
			asyncio.wait_for(tasks[k], 0);
		return -EAGAIN;
	}
	asyncio.event_set(embrace->start);
	for (size_t i = 0; i < PARTIES; i++)
		ends[i] = await(tasks[i], embrace->limit_ns);
	asyncio.event_clear(embrace->start);
	return 0;
}

/* Count what became of a try. Returns 0, or -EDEADLK: the runtime had to end it. */
static int64_t judge(const struct embrace *embrace, const int64_t *ends,
		     struct tally *tally)
{
	bool deadlocked = false, late = false;
	int64_t error = 0;

	for (size_t i = 0; i < PARTIES; i++) {
		if (ends[i] == LOCKED_OUT)
			deadlocked = true;
		else if (ends[i] == -ETIMEDOUT)
			late = true;
		else if (ends[i] < 0)
			error = ends[i];
	}
	if (deadlocked && !embrace->limit_ns)
		return -EDEADLK;
	tally->counts[DEADLOCKED] += deadlocked;
	tally->counts[LATE] += late && !deadlocked;
	return error;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct embrace *embrace = state;
	int64_t ends[PARTIES], result = 0;

	for (int64_t i = 0; i < operations && !result; i++) {
		result = try_once(embrace, ends);
		if (!result)
			result = judge(embrace, ends, tally);
	}
	if (result)
		return result;
	tally->operations += operations;
	tally->checksum += (uint64_t)operations;
	return 0;
}

static void finish(void *state)
{
	struct embrace *embrace = state;

	for (size_t i = 0; i < PARTIES; i++)
		if (embrace->locks[i])
			asyncio.lock_destroy(embrace->locks[i]);
	if (embrace->start)
		asyncio.event_destroy(embrace->start);
	free(embrace);
}

/* Each takes the lock of its own number first. */
static void introduce(struct embrace *embrace)
{
	for (size_t i = 0; i < PARTIES; i++) {
		size_t other = (i + 1) % PARTIES;

		embrace->parties[i].embrace = embrace;
		embrace->parties[i].first = embrace->locks[i];
		embrace->parties[i].second = embrace->locks[other];
		embrace->parties[i].other = &embrace->parties[other];
	}
}

static int64_t create(struct embrace *embrace)
{
	embrace->start = asyncio.event_create();
	for (size_t i = 0; i < PARTIES; i++)
		embrace->locks[i] = asyncio.lock_create();
	if (!embrace->start || !embrace->locks[0] || !embrace->locks[1])
		return -ENOMEM;
	introduce(embrace);
	return 0;
}

static int64_t prepare(struct setting *setting, void **state)
{
	const int64_t *parameters = setting->parameters;
	struct embrace *embrace;
	int64_t result;

	if (!parameters[LIMIT] && !(asyncio.traits & ASYNCIO_FINDS_DEADLOCKS)) {
		setting->problem = "limit=0 would hang: this runtime finds no deadlocks";
		return -EINVAL;
	}
	embrace = calloc(1, sizeof(*embrace));
	if (!embrace)
		return -ENOMEM;
	embrace->laps = parameters[LAPS];
	embrace->limit_ns = MILLISECONDS(parameters[LIMIT]);
	embrace->waits = parameters[WAIT];
	result = create(embrace);
	if (result) {
		finish(embrace);
		return result;
	}
	*state = embrace;
	return 0;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	(void)parameters;
	*needs = (struct needs){.tasks = PARTIES};
}

static const struct parameter parameters[] = {
	[LAPS] = {"laps", "times", 100, 1, 100000, "that each takes both locks, in a try"},
	[LIMIT] = {"limit", "ms", 5, 0, 1000,
		   "after which a task gives up; 0: never, where the runtime finds "
		   "deadlocks itself"},
	[WAIT] = {"wait", "(yes)", 0, 0, 1, "between the two locks: a sleep(0)"},
	{0},
};

static const struct count counts[] = {
	[DEADLOCKED] = {"deadlocked", "tries in which each held what the other wanted"},
	[LATE] = {"late", "tries that were given up without: the limit was too short"},
	{0},
};

const struct workload workload_deadlock = {
	.name = "deadlock",
	.question =
		"How often do two tasks that take two locks in opposite order deadlock?",
	.operation = "a try of both tasks",
	.caution =
		"A try that deadlocked costs the limit, whoever plays it: what counts is "
		"how often that was, and that depends on the machine.",
	.metric = METRIC_WALL,
	.cores = ALL_CORES,
	.parameters = parameters,
	.counts = counts,
	.verify_operations = 4,
	.slice_ns = 20000000,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
