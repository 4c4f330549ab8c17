/* SPDX-License-Identifier: MIT */
/* timer.h - times and deadlines: int64_t nanoseconds of CLOCK_MONOTONIC. */
#ifndef THREADED_TIMER_H
#define THREADED_TIMER_H

#include <stdint.h>
#include <time.h>

/* A deadline ns nanoseconds from now; INT64_MAX, which is never, when it does not fit. */
int64_t th_clock_after(int64_t ns);

struct timespec th_timespec(int64_t ns);

/*
 * Let the kernel be up to ns nanoseconds late with what the calling thread, and each that it
 * creates from now on, waits for; 0: what it was when the thread began. Returns what it was, cut
 * to INT_MAX. Never fails: a kernel that refuses is as late as it was.
 */
int64_t th_timer_slack(int64_t ns);

/* The functions of the table. */
int64_t th_time(void);
int64_t th_sleep(int64_t ns);

#endif
