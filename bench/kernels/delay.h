/* SPDX-License-Identifier: MIT */
/* delay.h - how long each of many sleepers sleeps: the same sequence for every player. */
#ifndef BENCH_KERNELS_DELAY_H
#define BENCH_KERNELS_DELAY_H

#include <stdint.h>

/*
 * Nanoseconds from least_ns to least_ns + spread_ns, as if at random, but fixed by `index`:
 * the output function of SplitMix64 (Steele, Lea and Flood 2014).
 */
static inline int64_t delay_of(uint64_t index, int64_t least_ns, int64_t spread_ns)
{
	uint64_t x = (index + 1) * 0x9e3779b97f4a7c15u;

	if (!spread_ns)
		return least_ns;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	x ^= x >> 31;
	return least_ns + (int64_t)((x >> 32) * (uint64_t)spread_ns >> 32);
}

#endif
