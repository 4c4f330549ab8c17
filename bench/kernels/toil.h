/* SPDX-License-Identifier: MIT */
/* toil.h - computing that nobody needs, as a stand-in for what a server does for a request. */
#ifndef BENCH_KERNELS_TOIL_H
#define BENCH_KERNELS_TOIL_H

#include <stddef.h>
#include <stdint.h>

/*
 * The share of a request's toil that `bytes` of its `size` bytes have: `work` thousand
 * multiplications and additions for a whole request, each of which waits for the one before, about
 * a microsecond a thousand. A request that arrives in pieces so costs what one in one piece does.
 *
 * Returns what this adds to the proof that it was done: the sum over the pieces of requests is the
 * same however they were cut, another one where pieces are left out or work or size is another.
 */
uint64_t toil(int64_t work, size_t bytes, size_t size);

#endif
