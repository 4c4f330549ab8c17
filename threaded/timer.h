/* SPDX-License-Identifier: MIT */
/* timer.h - times and deadlines: int64_t nanoseconds of CLOCK_MONOTONIC. */
#ifndef THREADED_TIMER_H
#define THREADED_TIMER_H

#include <stdint.h>
#include <time.h>

/* A deadline ns nanoseconds from now; INT64_MAX, which is never, when it does not fit. */
int64_t th_clock_after(int64_t ns);

struct timespec th_timespec(int64_t ns);

/* The functions of the table. */
int64_t th_time(void);
int64_t th_sleep(int64_t ns);

#endif
