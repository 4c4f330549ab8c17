/* SPDX-License-Identifier: MIT */
/* clock.h - the one clock of the load generator. */
#ifndef BENCH_LOAD_CLOCK_H
#define BENCH_LOAD_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Nanoseconds of CLOCK_MONOTONIC. */
static inline int64_t clock_now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

#endif
