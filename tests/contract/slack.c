/* SPDX-License-Identifier: MIT */
/*
 * slack.c - how late the kernel may be with the sleeps of a run's threads, and of its caller once
 * the run is over. That no sleep ends early: see sleep.c.
 */
#include <sys/prctl.h>

#include "support/contract.h"

static int64_t timer_slack(void *arg)
{
	(void)arg;
	return prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0);
}

static int64_t timer_slack_of_a_task(void *arg)
{
	check_int(timer_slack(arg), asyncio.await(asyncio.create_task(timer_slack, arg)));
	return timer_slack(arg);
}

/* What lets the kernel merge the deadlines of threads as a loop merges those of its tasks. */
static void threads_have_the_granularity_as_their_timer_slack(void)
{
	const struct asyncio_options coarse = {.timer_granularity_ns = MILLISECONDS(30)};

	check_int(asyncio.run(timer_slack_of_a_task, NULL, NULL), MILLISECONDS(1));
	check_int(asyncio.run(timer_slack_of_a_task, NULL, &coarse), MILLISECONDS(30));
}

static void a_run_leaves_its_callers_timer_slack_alone(void)
{
	const struct asyncio_options coarse = {.timer_granularity_ns = MILLISECONDS(30)};

	check_int(prctl(PR_SET_TIMERSLACK, 70001, 0, 0, 0), 0);
	check(asyncio.run(timer_slack, NULL, &coarse) >= 0);
	check_int(timer_slack(NULL), 70001);
}

static const struct promise promises[] = {
	PROMISE_WITH(threads_have_the_granularity_as_their_timer_slack, ASYNCIO_PARALLEL,
		     OUTSIDE),
	PROMISE_OUTSIDE(a_run_leaves_its_callers_timer_slack_alone),
};

int main(int argc, char **argv)
{
	return play_promises("slack", promises, COUNT(promises), argc, argv);
}
