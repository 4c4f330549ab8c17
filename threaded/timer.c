/* SPDX-License-Identifier: MIT */
/*
 * timer.c - sleeping. There is no heap here: the kernel keeps the deadline of each thread.
 *
 * It meets a deadline at most the thread's timer slack late (prctl(2), PR_SET_TIMERSLACK), and
 * within that lets several expire at one interrupt. So the slack of a run's threads is
 * options.timer_granularity_ns, as the twin's loop merges deadlines within it. A thread inherits
 * the slack of its creator: set in run's caller it reaches every task, with no call in any.
 */
#include <errno.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "asyncio.h"
#include "threaded/cancel.h"
#include "threaded/gil/gil.h"
#include "threaded/timer.h"

int64_t th_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return SECONDS(now.tv_sec) + now.tv_nsec;
}

int64_t th_clock_after(int64_t ns)
{
	int64_t deadline;

	return __builtin_add_overflow(th_time(), ns, &deadline) ? INT64_MAX : deadline;
}

struct timespec th_timespec(int64_t ns)
{
	return (struct timespec){.tv_sec = ns / SECONDS(1), .tv_nsec = ns % SECONDS(1)};
}

int64_t th_timer_slack(int64_t ns)
{
	int before = prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0);

	prctl(PR_SET_TIMERSLACK, (unsigned long)ns, 0, 0, 0);
	return before < 0 ? 0 : before;
}

static void let_others_run(void)
{
	th_gil_release();
	sched_yield();
	th_gil_take();
}

int64_t th_sleep(int64_t ns)
{
	struct timespec until;
	int64_t result;

	if (ns <= 0) {
		result = th_cancel_take();
		if (!result)
			let_others_run();
		return result;
	}
	until = th_timespec(th_clock_after(ns));
	return th_cancel_call(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME,
			      (long)&until, 0, 0, 0);
}
