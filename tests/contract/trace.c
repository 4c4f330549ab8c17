/* SPDX-License-Identifier: MIT */
/*
 * trace.c - the promises of bench/trace/trace.h: a traced runtime does the same, and tells it in order.
 * That the whole contract holds for it, tests/cli/trace.sh looks after.
 */
#include <stdlib.h>
#include <string.h>

#include "bench/trace/trace.h"
#include "support/contract.h"
#include "support/pair.h"

#define MOST 10000
#define LOCKS 50 /* so many that an allocator gives some a place that was freed */

struct seen {
	struct trace *trace;
	struct trace_event *events;
	size_t count;
	uint64_t dropped;
};

static void check_order(const struct seen *seen)
{
	for (size_t i = 1; i < seen->count; i++)
		check(seen->events[i - 1].ns <= seen->events[i].ns);
}

/* Run main traced, and take what was told. */
static void trace_run(struct seen *seen, coroutine *main, size_t most, int64_t wanted)
{
	seen->trace = trace_start(&asyncio, most, &asyncio);
	check(seen->trace != NULL);
	check_int(asyncio.run(main, seen, NULL), wanted);
	seen->events = trace_take(seen->trace, &seen->count, &seen->dropped);
	check_order(seen);
}

static void forget(struct seen *seen)
{
	free(seen->events);
	trace_end(seen->trace);
}

/* Where the task has its first event of the kind, and in this call unless NULL; -1: nowhere. */
static int64_t in(const struct seen *seen, const char *name, enum trace_kind kind,
		  const char *call)
{
	char other[TRACE_NAME];

	for (size_t i = 0; i < seen->count; i++) {
		const struct trace_event *event = &seen->events[i];

		trace_task_name(seen->trace, event->task, other);
		if (event->kind == kind && strcmp(name, other) == 0 &&
		    (!call || (event->in && strcmp(event->in, call) == 0)))
			return (int64_t)i;
	}
	return -1;
}

static int64_t at(const struct seen *seen, const char *name, enum trace_kind kind)
{
	return in(seen, name, kind, NULL);
}

/* Both are there, the first one before the other. */
static void check_before(int64_t first, int64_t second)
{
	check(first >= 0);
	check(second >= 0);
	check(first < second);
}

static struct task *create(coroutine *function, int64_t arg, const char *name)
{
	struct task *task = asyncio.create_task(function, number(arg));

	check(task != NULL);
	asyncio.task_set_name(task, name);
	return task;
}

static int64_t return_arg(void *arg)
{
	return (int64_t)(uintptr_t)arg;
}

static int64_t nap(void *arg)
{
	(void)arg;
	return asyncio.sleep(MILLISECONDS(1));
}

static int64_t sleep_forever(void *arg)
{
	(void)arg;
	return asyncio.sleep(FOREVER);
}

/* ---- order ---- */

static int64_t await_one(void *arg)
{
	(void)arg;
	check_int(asyncio.await(create(nap, 0, "one")), 0);
	return 5;
}

static void a_task_is_created_started_waits_is_woken_and_done(void)
{
	struct seen seen;

	trace_run(&seen, await_one, MOST, 5);
	check_int(at(&seen, "main", TRACE_STARTED), 0);
	check_before(at(&seen, "main", TRACE_CREATED), at(&seen, "one", TRACE_STARTED));
	check_before(at(&seen, "one", TRACE_STARTED), at(&seen, "one", TRACE_WAITS));
	check_before(at(&seen, "one", TRACE_WAITS), at(&seen, "one", TRACE_WOKEN));
	check_before(at(&seen, "one", TRACE_WOKEN), at(&seen, "one", TRACE_DONE));
	check_before(at(&seen, "one", TRACE_DONE), at(&seen, "main", TRACE_WOKEN));
	check_before(at(&seen, "main", TRACE_WOKEN), at(&seen, "main", TRACE_DONE));
	check_int(seen.events[at(&seen, "main", TRACE_DONE)].value, 5);
	check_int(seen.dropped, 0);
	forget(&seen);
}

static void a_task_starts_at_the_next_turn_and_not_at_once(void)
{
	struct seen seen;

	trace_run(&seen, await_one, MOST, 5);
	check_before(in(&seen, "main", TRACE_WAITS, "await"),
		     at(&seen, "one", TRACE_STARTED));
	forget(&seen);
}

static int64_t await_object(void *arg)
{
	struct coroutine_object object = asyncio.coroutine(nap, arg);

	check_int(asyncio.await_coroutine(&object), 0);
	check_int(asyncio.await_coroutine(&object), -EALREADY);
	return 0;
}

static void a_coroutine_object_runs_where_it_is_awaited_and_not_where_it_is_made(void)
{
	struct seen seen;

	trace_run(&seen, await_object, MOST, 0);
	check_before(at(&seen, "main", TRACE_MAKES), at(&seen, "main", TRACE_ENTERS));
	check_before(at(&seen, "main", TRACE_ENTERS), at(&seen, "main", TRACE_WAITS));
	check_before(at(&seen, "main", TRACE_WOKEN), at(&seen, "main", TRACE_LEAVES));
	check_before(at(&seen, "main", TRACE_LEAVES), at(&seen, "main", TRACE_REFUSED));
	check_int(seen.events[at(&seen, "main", TRACE_ENTERS)].which,
		  seen.events[at(&seen, "main", TRACE_MAKES)].which);
	forget(&seen);
}

/* ---- results, errors, cancellation ---- */

static int64_t collect_results(void *arg)
{
	struct task *both[] = {create(return_arg, 8, "eight"),
			       create(return_arg, -EIO, "broken")};
	int64_t results[2];

	(void)arg;
	check_int(asyncio.gather(both, 2, results), -EIO);
	check_int(results[0], 8);
	check_int(results[1], -EIO);
	check_int(asyncio.wait_for(create(return_arg, 9, "nine"), FOREVER), 9);
	check_int(asyncio.wait_for(create(sleep_forever, 0, "late"), MILLISECONDS(2)),
		  -ETIMEDOUT);
	return 0;
}

static void results_and_errors_are_the_tasks_own(void)
{
	struct seen seen;

	trace_run(&seen, collect_results, MOST, 0);
	check_int(seen.events[at(&seen, "eight", TRACE_DONE)].value, 8);
	check_int(seen.events[at(&seen, "broken", TRACE_DONE)].value, -EIO);
	check_int(seen.events[at(&seen, "nine", TRACE_DONE)].value, 9);
	check_before(at(&seen, "late", TRACE_WAITS), at(&seen, "late", TRACE_CANCELLED));
	check_int(seen.events[in(&seen, "main", TRACE_WAITS, "gather")].value, 2);
	check_int(seen.events[in(&seen, "main", TRACE_WOKEN, "gather")].value, -EIO);
	forget(&seen);
}

static int64_t count_and_sleep(void *arg)
{
	_Atomic int *started = arg;

	(*started)++;
	return asyncio.sleep(FOREVER);
}

static int64_t cancel_one(void *arg)
{
	_Atomic int started = 0;
	struct task *task = asyncio.create_task(count_and_sleep, &started);

	(void)arg;
	asyncio.task_set_name(task, "victim");
	until(&started, 1);
	check_int(asyncio.cancel(task), 1);
	asyncio.task_keep(task);
	check_int(asyncio.await(task), -ECANCELED);
	check_int(asyncio.cancel(task), 0);
	asyncio.task_release(task);
	return 0;
}

static void a_cancellation_is_asked_for_and_then_arrives(void)
{
	struct seen seen;
	int64_t cancelled;

	trace_run(&seen, cancel_one, MOST, 0);
	cancelled = at(&seen, "victim", TRACE_CANCELLED);
	check_before(at(&seen, "victim", TRACE_STARTED), at(&seen, "main", TRACE_CANCELS));
	check_before(at(&seen, "main", TRACE_CANCELS), cancelled);
	check_before(cancelled, in(&seen, "main", TRACE_WOKEN, "await"));
	check_before(cancelled, in(&seen, "main", TRACE_REFUSED, "cancel"));
	check_int(at(&seen, "victim", TRACE_DONE), -1);
	forget(&seen);
}

static int64_t cancel_before_start(void *arg)
{
	struct task *task = create(return_arg, 1, "early");

	(void)arg;
	check_int(asyncio.cancel(task), 1);
	check_int(asyncio.await(task), -ECANCELED);
	return 0;
}

static void a_task_that_never_starts_ends_all_the_same(void)
{
	struct seen seen;

	trace_run(&seen, cancel_before_start, MOST, 0);
	check_int(at(&seen, "early", TRACE_STARTED), -1);
	check_before(at(&seen, "main", TRACE_CANCELS), at(&seen, "early", TRACE_CANCELLED));
	check_before(at(&seen, "early", TRACE_CANCELLED),
		     in(&seen, "main", TRACE_WOKEN, "await"));
	forget(&seen);
}

static int64_t leave_one(void *arg)
{
	(void)arg;
	create(sleep_forever, 0, "left");
	settle();
	return 0;
}

static void what_main_leaves_is_seen_to_end(void)
{
	struct seen seen;

	trace_run(&seen, leave_one, MOST, 0);
	check_before(at(&seen, "main", TRACE_DONE), at(&seen, "left", TRACE_CANCELLED));
	forget(&seen);
}

static int64_t cancel_and_leave(void *arg)
{
	(void)arg;
	return asyncio.cancel(create(sleep_forever, 0, "unstarted"));
}

static void so_is_what_main_cancels_before_its_start_and_leaves(void)
{
	struct seen seen;

	trace_run(&seen, cancel_and_leave, MOST, 1);
	check_int(at(&seen, "unstarted", TRACE_STARTED), -1);
	check_before(at(&seen, "main", TRACE_DONE),
		     at(&seen, "unstarted", TRACE_CANCELLED));
	forget(&seen);
}

/* ---- what they wait for ---- */

static int64_t hold(void *arg)
{
	check_int(asyncio.lock_acquire(arg), 0);
	check_int(asyncio.sleep(0), 0);
	return asyncio.lock_release(arg);
}

static int64_t use_locks(void *arg)
{
	struct lock *first = asyncio.lock_create(), *second = asyncio.lock_create();
	struct task *task;

	(void)arg;
	check_int(asyncio.lock_acquire(second), 0);
	task = asyncio.create_task(hold, second);
	asyncio.task_set_name(task, "holder");
	settle();
	check_int(asyncio.lock_release(second), 0);
	check_int(asyncio.lock_release(first), -EPERM);
	check_int(asyncio.await(task), 0);
	asyncio.lock_destroy(first);
	asyncio.lock_destroy(second);
	return 0;
}

static void locks_are_told_apart_by_their_numbers(void)
{
	struct seen seen;
	const struct trace_event *waits;

	trace_run(&seen, use_locks, MOST, 0);
	waits = &seen.events[in(&seen, "holder", TRACE_WAITS, "lock_acquire")];
	check_int(waits->what, TRACE_LOCK);
	check_int(waits->which, 2);
	check_before(in(&seen, "main", TRACE_RELEASES, "lock_release"),
		     in(&seen, "holder", TRACE_WOKEN, "lock_acquire"));
	check_int(seen.events[in(&seen, "main", TRACE_REFUSED, "lock_release")].which, 1);
	forget(&seen);
}

static int64_t use_lock_after_lock(void *arg)
{
	(void)arg;
	for (int i = 0; i < LOCKS; i++) {
		struct lock *lock = asyncio.lock_create();

		check_int(asyncio.lock_acquire(lock), 0);
		check_int(asyncio.lock_release(lock), 0);
		asyncio.lock_destroy(lock);
	}
	return 0;
}

static void a_lock_in_anothers_place_has_a_number_of_its_own(void)
{
	struct seen seen;

	trace_run(&seen, use_lock_after_lock, MOST, 0);
	check_int(seen.events[seen.count - 2].kind, TRACE_RELEASES);
	check_int(seen.events[seen.count - 2].which, LOCKS);
	forget(&seen);
}

static int64_t talk(void *arg)
{
	struct pair pair;
	char byte = 'a';

	(void)arg;
	pair_open(&pair);
	check_int(asyncio.write(pair.near, &byte, 1), 1);
	check_int(asyncio.read(pair.far, &byte, 1), 1);
	pair_close(&pair);
	return 0;
}

static void a_connection_is_served_in_a_task_that_is_seen_to_start_and_end(void)
{
	const struct trace_event *served = NULL;
	struct seen seen;
	char name[TRACE_NAME];

	trace_run(&seen, talk, MOST, 0);
	for (size_t i = 0; i < seen.count; i++)
		if (seen.events[i].kind == TRACE_STARTED &&
		    seen.events[i].what == TRACE_STREAM)
			served = &seen.events[i];
	check(served != NULL);
	trace_task_name(seen.trace, served->task, name);
	check(at(&seen, name, TRACE_DONE) >= 0 || at(&seen, name, TRACE_CANCELLED) >= 0);
	forget(&seen);
}

/* ---- the trace itself ---- */

static int64_t yield_often(void *arg)
{
	(void)arg;
	for (int i = 0; i < 100; i++)
		check_int(asyncio.sleep(0), 0);
	return 0;
}

static void a_full_trace_counts_what_it_loses(void)
{
	struct seen seen;

	trace_run(&seen, yield_often, 50, 0);
	check_int(seen.count, 50);
	check_int(seen.dropped, 2 * 100 + 2 - 50); /* main starts, and is done */
	forget(&seen);
}

static int64_t take_in_the_middle(void *arg)
{
	struct seen *seen = arg;
	struct trace_event *events;
	uint64_t dropped;
	size_t count;

	check_int(asyncio.sleep(0), 0);
	events = trace_take(seen->trace, &count, &dropped);
	check_int(count, 3); /* started, waits, woken */
	free(events);
	return 0;
}

static void events_are_taken_once(void)
{
	struct seen seen;

	trace_run(&seen, take_in_the_middle, MOST, 0);
	check_int(seen.count, 1);
	check_int(at(&seen, "main", TRACE_DONE), 0);
	forget(&seen);
}

static void there_is_one_trace_at_a_time(void)
{
	struct asyncio table, other;
	struct trace *trace = trace_start(&asyncio, MOST, &table);

	check(trace != NULL);
	check(trace_start(&asyncio, MOST, &other) == NULL);
	trace_end(trace);
	trace = trace_start(&asyncio, MOST, &other);
	check(trace != NULL);
	check(other.traits == asyncio.traits && strcmp(other.name, asyncio.name) == 0);
	trace_end(trace);
}

static const struct promise promises[] = {
	PROMISE_OUTSIDE(a_task_is_created_started_waits_is_woken_and_done),
	PROMISE_WITH(a_task_starts_at_the_next_turn_and_not_at_once,
		     ASYNCIO_STARTS_IN_ORDER, OUTSIDE),
	PROMISE_OUTSIDE(
		a_coroutine_object_runs_where_it_is_awaited_and_not_where_it_is_made),
	PROMISE_OUTSIDE(results_and_errors_are_the_tasks_own),
	PROMISE_OUTSIDE(a_cancellation_is_asked_for_and_then_arrives),
	PROMISE_WITH(a_task_that_never_starts_ends_all_the_same,
		     ASYNCIO_CANCELS_BEFORE_START, OUTSIDE),
	PROMISE_OUTSIDE(what_main_leaves_is_seen_to_end),
	PROMISE_WITH(so_is_what_main_cancels_before_its_start_and_leaves,
		     ASYNCIO_CANCELS_BEFORE_START, OUTSIDE),
	PROMISE_OUTSIDE(locks_are_told_apart_by_their_numbers),
	PROMISE_OUTSIDE(a_lock_in_anothers_place_has_a_number_of_its_own),
	PROMISE_OUTSIDE(a_connection_is_served_in_a_task_that_is_seen_to_start_and_end),
	PROMISE_OUTSIDE(a_full_trace_counts_what_it_loses),
	PROMISE_OUTSIDE(events_are_taken_once),
	PROMISE_OUTSIDE(there_is_one_trace_at_a_time),
};

int main(int argc, char **argv)
{
	return play_promises("trace", promises, COUNT(promises), argc, argv);
}
