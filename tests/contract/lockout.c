/* SPDX-License-Identifier: MIT */
/*
 * lockout.c - what the workload `deadlock` counts. Nobody is locked out by a task that has had both
 * locks and was stopped between its two releases: the window in which the other one can get its
 * first lock, and its time limit can end, is held open here, on every runtime.
 */
#include "support/contract.h"

#include "bench/workloads/workload.h"

extern const struct workload workload_deadlock;

enum {
	FAST,
	SLOW,
	PARTIES
}; /* in the order in which the workload creates and awaits them */

/* What stands between the workload and the runtime. */
static struct window {
	struct asyncio runtime;
	struct task *tasks[PARTIES];
	size_t created;
	bool asked,
		opened; /* FAST has asked for its first lock, SLOW has let go of its second */
	struct event *open, *closed;
} window;

static struct task *create_task(coroutine *function, void *arg)
{
	struct task *task = window.runtime.create_task(function, arg);

	window.tasks[window.created++] = task;
	return task;
}

static bool is_party(int party)
{
	return window.runtime.current_task() == window.tasks[party];
}

/* FAST takes nothing before the window is open. */
static int64_t acquire(struct lock *lock)
{
	int64_t result = 0;

	if (is_party(FAST) && !window.asked) {
		window.asked = true;
		result = window.runtime.event_wait(window.open);
	}
	return result ? result : window.runtime.lock_acquire(lock);
}

/* SLOW is stopped between its releases until FAST has given up. */
static int64_t release(struct lock *lock)
{
	int64_t result = window.runtime.lock_release(lock);

	if (is_party(FAST)) {
		window.runtime.event_set(window.closed);
	} else if (!window.opened) {
		window.opened = true;
		window.runtime.event_set(window.open);
		window.runtime.event_wait(window.closed);
	}
	return result;
}

static void put_between(void)
{
	window = (struct window){
		.runtime = asyncio,
		.open = asyncio.event_create(),
		.closed = asyncio.event_create(),
	};
	asyncio.create_task = create_task;
	asyncio.lock_acquire = acquire;
	asyncio.lock_release = release;
}

static void take_away(void)
{
	asyncio = window.runtime;
	asyncio.event_destroy(window.open);
	asyncio.event_destroy(window.closed);
}

static void who_is_stopped_between_its_releases_locks_nobody_out(void)
{
	const int64_t parameters[] = {1, 100, 0}; /* laps, limit in ms, wait */
	const struct player *player = &workload_deadlock.player;
	struct setting setting = {.parameters = parameters};
	struct tally tally = {0};
	void *state;

	put_between();
	check_int(player->prepare(&setting, &state), 0);
	check_int(player->play(state, 1, &tally), 0);
	player->finish(state);
	take_away();
	check_int(tally.operations, 1);
	check_int(tally.counts[0], 0); /* deadlocked */
	check_int(tally.counts[1], 1); /* late */
}

static const struct promise promises[] = {
	PROMISE(who_is_stopped_between_its_releases_locks_nobody_out),
};

int main(int argc, char **argv)
{
	return play_promises("lockout", promises, COUNT(promises), argc, argv);
}
