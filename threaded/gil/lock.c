/* SPDX-License-Identifier: MIT */
/*
 * lock.c - who wants the lock waits for 5 ms, then asks its holder, as in CPython since 3.2
 * (Antoine Pitrou, "Reworking the GIL", python-dev, October 2009).
 *
 * Three things make the rhythm of that lock, and are kept: the 5 ms begin anew whenever another
 * thread got it; who gives it up although nobody asked may have it back at once, before the
 * thread that was woken for it has come (David Beazley, "Understanding the Python GIL", 2010, on
 * what that does to threads that answer); and who was asked lets another have it first.
 *
 * One word says who holds the lock and whether that thread was asked. So a request dies with the
 * holding that it was meant for, and one signal is sent a holding, however many wait.
 */
#define THREADED_GIL 1
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "asyncio.h"
#include "threaded/gil/lock.h"
#include "threaded/sanitizer.h"

#ifdef THREADED_TEST_INTERVAL /* tests shorten it, or they would see few hand-overs */
#define INTERVAL MICROSECONDS(THREADED_TEST_INTERVAL)
#else
#define INTERVAL MILLISECONDS(5)
#endif

#define ASKED (1 << 30) /* beside a thread id, which is less than 2^22 */
#define NEVER INT64_MAX

/* ---- the kernel, without what sanitizers put between: a handler comes at any time ---- */

UNSANITIZED static int64_t now(void)
{
	struct timespec time;

	clock_gettime_unsanitized(CLOCK_MONOTONIC, &time);
	return SECONDS(time.tv_sec) + time.tv_nsec;
}

/* Sleep while *word is value, until the time ns at most. Returns whether that has come. */
UNSANITIZED static bool sleep_until(_Atomic int *word, int value, int64_t ns)
{
	struct timespec until = {.tv_sec = 0};

	if (ns > 0)
		until = (struct timespec){ns / SECONDS(1), ns % SECONDS(1)};
	return syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, value,
		       ns == NEVER ? NULL : &until, NULL, FUTEX_BITSET_MATCH_ANY) < 0 &&
	       errno == ETIMEDOUT;
}

UNSANITIZED static void wake(_Atomic int *word, int count)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

UNSANITIZED static void set_slack(int64_t ns)
{
	syscall(SYS_prctl, PR_SET_TIMERSLACK, ns, 0, 0, 0);
}

/* ---- taking ---- */

/*
 * Sleep while the word is as it was, for INTERVAL at most. Returns whether that is over. The kernel
 * may be late by the slack of the run's sleeps: the first sleep ends in time even then, and only
 * one that lasted so long pays for an exact one.
 */
UNSANITIZED static bool sleep_interval(struct gil *gil, int word, int64_t slack)
{
	int64_t end = now() + INTERVAL;
	bool over = sleep_until(&gil->word, word, end - slack);

	if (!over)
		return false;
	set_slack(1);
	over = sleep_until(&gil->word, word, end);
	set_slack(slack);
	return over;
}

/* Its thread may have given the lock up meanwhile: tests widen the moment. */
UNSANITIZED static bool send_signal(int thread)
{
#ifdef THREADED_TEST_WINDOW
	for (volatile int turns = 10 * THREADED_TEST_WINDOW; turns; turns--)
		;
#endif
	return syscall(SYS_tgkill, getpid(), thread, GIL_SIGNAL) == 0;
}

/* The signal goes to who holds the lock at this moment, once. If it cannot be sent, others try. */
UNSANITIZED static void ask(struct gil *gil)
{
	int holder, asked;

	atomic_fetch_add(&gil->askers, 1);
	holder = atomic_load(&gil->word);
	asked = holder | ASKED;
	if (holder && holder != asked &&
	    atomic_compare_exchange_strong(&gil->word, &holder, asked) &&
	    !send_signal(holder))
		atomic_compare_exchange_strong(&gil->word, &asked, holder);
	atomic_fetch_sub(&gil->askers, 1);
}

UNSANITIZED static bool try_to_take(struct gil *gil, int id)
{
	int nobody = 0;

	return atomic_compare_exchange_strong(&gil->word, &nobody, id);
}

UNSANITIZED static void wait_and_take(struct gil *gil, int id, int64_t slack)
{
	atomic_fetch_add(&gil->waiters, 1);
	while (!try_to_take(gil, id)) {
		int switches = atomic_load(&gil->switches);
		int word = atomic_load(&gil->word);

		if (word && sleep_interval(gil, word, slack) &&
		    atomic_load(&gil->switches) == switches)
			ask(gil);
	}
	atomic_fetch_sub(&gil->waiters, 1);
}

UNSANITIZED void th_gil_lock_take(struct gil *gil, int id, int64_t slack)
{
	if (!try_to_take(gil, id))
		wait_and_take(gil, id, slack);
	if (gil->last == id)
		return;
	gil->last = id;
	atomic_fetch_add(&gil->switches, 1);
	if (atomic_load(&gil->givers))
		wake(&gil->switches, INT_MAX);
}

/* ---- giving ---- */

UNSANITIZED bool th_gil_lock_give(struct gil *gil)
{
	bool asked = atomic_exchange(&gil->word, 0) & ASKED;

	if (atomic_load(&gil->waiters))
		wake(&gil->word, 1);
	return asked;
}

/* Who asked waits until it has the lock: so another takes it. */
UNSANITIZED void th_gil_lock_yield(struct gil *gil)
{
	int switches = atomic_load(&gil->switches);

	if (!th_gil_lock_give(gil))
		return;
	atomic_fetch_add(&gil->givers, 1);
	while (atomic_load(&gil->switches) == switches)
		sleep_until(&gil->switches, switches, NEVER);
	atomic_fetch_sub(&gil->givers, 1);
}

UNSANITIZED bool th_gil_lock_asked(const struct gil *gil, int id)
{
	return atomic_load_explicit(&gil->word, memory_order_relaxed) == (id | ASKED);
}
