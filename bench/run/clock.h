/* SPDX-License-Identifier: MIT */
/* clock.h - the conductor's clocks. */
#ifndef BENCH_RUN_CLOCK_H
#define BENCH_RUN_CLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

#define SECOND_NS ((int64_t)1000000000)

/* CLOCK_MONOTONIC in nanoseconds. */
static inline int64_t clock_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec;
}

/* CLOCK_THREAD_CPUTIME_ID: what the calling thread has had of a processor, in nanoseconds. */
static inline int64_t clock_thread_ns(void)
{
	struct timespec used;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return (int64_t)used.tv_sec * SECOND_NS + used.tv_nsec;
}

#define CLOCK_DAY "%Y-%m-%d"
#define CLOCK_STARTED "%Y-%m-%dT%H:%M:%S%z" /* ISO 8601 with its offset */

/* The local time as strftime(3) writes it by the format. Returns the text, "" where it has no room. */
static inline const char *clock_stamp(char *text, size_t size, const char *format)
{
	time_t now = time(NULL);
	struct tm local;

	if (!localtime_r(&now, &local) || !strftime(text, size, format, &local))
		*text = 0;
	return text;
}

/* Of a usage of resources. */
static inline int64_t clock_timeval_ns(const struct timeval *time)
{
	return (int64_t)time->tv_sec * SECOND_NS + (int64_t)time->tv_usec * 1000;
}

static inline struct timespec clock_timespec(int64_t ns)
{
	return (struct timespec){.tv_sec = ns / SECOND_NS, .tv_nsec = ns % SECOND_NS};
}

#endif
