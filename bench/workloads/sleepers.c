/* SPDX-License-Identifier: MIT */
/*
 * sleepers - what does waiting cost?
 *
 * The example that every tutorial on asyncio opens with: some tasks are created, each sleeps, and
 * all are gathered. The elapsed time is the sleep on every runtime, and says nothing; the
 * processor time is what the runtime spends on creating a task, putting it to sleep, waking it
 * and ending it.
 *
 * With warm=1 the tasks are kept from batch to batch, as the connections of a server are: an event
 * wakes them, each sleeps `naps` times and counts itself off. The more naps, the more of what is
 * left is the timer. Each tells how late it was woken: that is the operation's latency. With a
 * spread the tasks sleep for different times, a fixed sequence as if at random, the same in every
 * batch, so that they do not all expire together.
 *
 * One operation is one task that sleeps once. A slice is whole batches.
 *
 * The checksum counts the sleeps that were long enough: whoever wakes a task early does not do the
 * same work. With warm=1 each is looked at, without it only the longest of each batch, since
 * looking costs as much as a part of what is asked.
 *
 * The number must not be read as elapsed time, and without warm=1 not as the cost of a timer
 * alone: creating and ending the task is in it. The timers of one batch expire together unless
 * they are spread; spread ones cost more.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "bench/kernels/delay.h"
#include "bench/stats/histogram.h"
#include "bench/workloads/workload.h"

enum { TASKS, MS, SPREAD, NAPS, WARM };

struct dormitory;

/* One sleeper's. */
struct bed {
	struct dormitory *dormitory;
	int64_t *late_ns; /* warm: of each nap; the task's until it counts itself off */
};

struct dormitory {
	size_t size, naps;
	int64_t least_ns, spread_ns;
	int64_t longest_ns; /* that a task sleeps in a batch */
	bool warm;
	size_t turn; /* warm: batches begun since prepare */
	/* Warm: what a batch begins with, in turn: one is set, the next is cleared before that. */
	struct event *begin[2];
	struct event *awake;  /* warm: all have counted themselves off */
	atomic_size_t asleep; /* warm: who has not; no lock, or threads would meet there */
	bool over;	      /* warm: instead of a batch, the end */
	struct bed *beds;
	int64_t *late_ns; /* of all beds */
	/* Handles, held during a batch; warm: from prepare to finish. */
	struct task *tasks[];
};

static int64_t delay(const struct dormitory *dormitory, size_t place, size_t nap)
{
	return delay_of(nap * dormitory->size + place, dormitory->least_ns,
			dormitory->spread_ns);
}

/* ---- tasks that are created for a batch ---- */

static int64_t sleep_and_end(void *arg)
{
	const struct bed *bed = arg;
	const struct dormitory *dormitory = bed->dormitory;
	int64_t result = 0;

	for (size_t nap = 0; nap < dormitory->naps && !result; nap++)
		result = asyncio.sleep(
			delay(dormitory, (size_t)(bed - dormitory->beds), nap));
	return result;
}

static int64_t create_and_gather(struct dormitory *dormitory)
{
	size_t n = 0;
	int64_t result;

	while (n < dormitory->size && (dormitory->tasks[n] = asyncio.create_task(
					       sleep_and_end, &dormitory->beds[n])))
		n++;
	result = asyncio.gather(dormitory->tasks, n, NULL);
	return n < dormitory->size ? -EAGAIN : result;
}

static int64_t play_cold(struct dormitory *dormitory, struct tally *tally)
{
	int64_t began = asyncio.time(), result = create_and_gather(dormitory);

	if (asyncio.time() - began >= dormitory->longest_ns)
		tally->checksum += dormitory->size * dormitory->naps;
	return result;
}

/* ---- tasks that are kept ---- */

static int64_t sleep_warm(const struct bed *bed)
{
	const struct dormitory *dormitory = bed->dormitory;
	int64_t now = asyncio.time(), result;

	for (size_t nap = 0; nap < dormitory->naps; nap++) {
		int64_t due = now + delay(dormitory, (size_t)(bed - dormitory->beds), nap);

		result = asyncio.sleep(due - now);
		if (result)
			return result;
		now = asyncio.time();
		bed->late_ns[nap] = now - due;
	}
	return 0;
}

static int64_t sleep_each_batch(void *arg)
{
	struct bed *bed = arg;
	struct dormitory *dormitory = bed->dormitory;
	int64_t result;

	for (size_t turn = 0;; turn++) {
		result = asyncio.event_wait(dormitory->begin[turn % 2]);
		if (result || dormitory->over)
			return result;
		result = sleep_warm(bed);
		if (result)
			return result;
		if (atomic_fetch_sub(&dormitory->asleep, 1) == 1)
			asyncio.event_set(dormitory->awake);
	}
}

/* Whoever waits for the event that is cleared here has yet to sleep in the batch before. */
static void wake_all(struct dormitory *dormitory)
{
	asyncio.event_clear(dormitory->begin[(dormitory->turn + 1) % 2]);
	asyncio.event_set(dormitory->begin[dormitory->turn++ % 2]);
}

static int64_t play_warm(struct dormitory *dormitory, struct tally *tally)
{
	int64_t result;

	atomic_store(&dormitory->asleep, dormitory->size);
	wake_all(dormitory);
	result = asyncio.event_wait(dormitory->awake);
	asyncio.event_clear(dormitory->awake);
	for (size_t i = 0; i < dormitory->size * dormitory->naps; i++) {
		histogram_record(tally->latency, dormitory->late_ns[i]);
		tally->checksum += dormitory->late_ns[i] >= 0;
	}
	return result;
}

static void end_tasks(struct dormitory *dormitory, size_t n)
{
	dormitory->over = true;
	wake_all(dormitory);
	asyncio.gather(dormitory->tasks, n, NULL);
}

static int64_t create_tasks(struct dormitory *dormitory)
{
	size_t n = 0;

	while (n < dormitory->size && (dormitory->tasks[n] = asyncio.create_task(
					       sleep_each_batch, &dormitory->beds[n])))
		n++;
	if (n == dormitory->size)
		return 0;
	end_tasks(dormitory, n);
	return -EAGAIN;
}

/* ---- both ---- */

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct dormitory *dormitory = state;
	int64_t done = 0, result;

	while (done < operations) {
		result = dormitory->warm ? play_warm(dormitory, tally)
					 : play_cold(dormitory, tally);
		if (result)
			return result;
		done += (int64_t)(dormitory->size * dormitory->naps);
	}
	tally->operations += done;
	return 0;
}

static void unmake(struct dormitory *dormitory)
{
	struct event *events[] = {dormitory->begin[0], dormitory->begin[1],
				  dormitory->awake};

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		if (events[i])
			asyncio.event_destroy(events[i]);
	free(dormitory->late_ns);
	free(dormitory->beds);
	free(dormitory);
}

static void finish(void *state)
{
	struct dormitory *dormitory = state;

	if (dormitory->warm)
		end_tasks(dormitory, dormitory->size);
	unmake(dormitory);
}

static void make_beds(struct dormitory *dormitory)
{
	for (size_t i = 0; i < dormitory->size; i++) {
		int64_t sum = 0;

		dormitory->beds[i].dormitory = dormitory;
		dormitory->beds[i].late_ns = dormitory->late_ns + i * dormitory->naps;
		for (size_t nap = 0; nap < dormitory->naps; nap++)
			sum += delay(dormitory, i, nap);
		if (sum > dormitory->longest_ns)
			dormitory->longest_ns = sum;
	}
}

static struct dormitory *make(const int64_t *parameters)
{
	size_t size = (size_t)parameters[TASKS], naps = (size_t)parameters[NAPS];
	struct dormitory *dormitory =
		calloc(1, sizeof(*dormitory) + size * sizeof(dormitory->tasks[0]));

	if (!dormitory)
		return NULL;
	dormitory->size = size;
	dormitory->naps = naps;
	dormitory->least_ns = MILLISECONDS(parameters[MS]);
	dormitory->spread_ns = MILLISECONDS(parameters[SPREAD]);
	dormitory->warm = parameters[WARM];
	dormitory->beds = calloc(size, sizeof(*dormitory->beds));
	dormitory->late_ns = calloc(size * naps, sizeof(*dormitory->late_ns));
	dormitory->begin[0] = asyncio.event_create();
	dormitory->begin[1] = asyncio.event_create();
	dormitory->awake = asyncio.event_create();
	if (!dormitory->beds || !dormitory->late_ns || !dormitory->begin[0] ||
	    !dormitory->begin[1] || !dormitory->awake) {
		unmake(dormitory);
		return NULL;
	}
	make_beds(dormitory);
	return dormitory;
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct dormitory *dormitory = make(setting->parameters);
	int64_t result;

	if (!dormitory)
		return -ENOMEM;
	result = dormitory->warm ? create_tasks(dormitory) : 0;
	if (result) {
		unmake(dormitory);
		return result;
	}
	*state = dormitory;
	return 0;
}

static void bounds(const int64_t *parameters, int64_t *least, int64_t *most)
{
	(void)most;
	*least = parameters[TASKS] * parameters[NAPS];
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	*needs = (struct needs){
		.tasks = parameters[TASKS],
		.bytes = parameters[TASKS] * (parameters[NAPS] + 3) * 8,
	};
}

static const struct parameter parameters[] = {
	[TASKS] = {"tasks", "tasks", 100, 1, 100000, "tasks that sleep at the same time"},
	[MS] = {"ms", "ms", 10, 1, 1000, "how long each sleeps at least"},
	[SPREAD] = {"spread", "ms", 0, 0, 10000,
		    "up to how much longer, by a fixed sequence"},
	[NAPS] = {"naps", "times", 1, 1, 64, "that each sleeps, one after the other"},
	[WARM] = {"warm", "(yes)", 0, 0, 1,
		  "keep the tasks, and tell how late each is woken"},
	{0},
};

const struct workload workload_sleepers = {
	.name = "sleepers",
	.question = "How much processor time does it cost that many tasks wait?",
	.operation = "a task that sleeps once",
	.caution =
		"Elapsed time is the sleep itself; without warm=1 creating and ending the "
		"task is part of the number.",
	.metric = METRIC_CPU,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 1,
	.slice_ns = 20000000,
	.bounds = bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
