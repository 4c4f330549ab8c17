/* SPDX-License-Identifier: MIT */
/* share.h - which of many are the exceptions: the same ones for every player. */
#ifndef BENCH_KERNELS_SHARE_H
#define BENCH_KERNELS_SHARE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Whether `number` is one of them: of every hundred numbers in a row so many per cent (0 to 100)
 * are, at even distances.
 */
static inline bool share_has(uint64_t number, int64_t percent)
{
	return (number % 100 * (uint64_t)percent + 50) % 100 < (uint64_t)percent;
}

#endif
