/* SPDX-License-Identifier: MIT */
/*
 * kernel.h - computing that can be shared out, and nothing else: no task, no thread, no loop.
 *
 * A kernel is the part of a workload that computes. Whoever plays it (a runtime, a peer) decides
 * who computes which units and when, and runs this same machine code for it.
 */
#ifndef BENCH_KERNELS_KERNEL_H
#define BENCH_KERNELS_KERNEL_H

#include <stddef.h>
#include <stdint.h>

struct kernel {
	/* Make input and room for the output of work of that size, or NULL: no memory. */
	void *(*create)(size_t size);
	void (*destroy)(void *work);
	/* Into how many units, in a row, the work can be shared out: at least 1. */
	size_t (*units)(const void *work);
	/*
	 * Compute the units first .. end - 1. Returns a sum over what was computed; the sums of
	 * all units add up to the same, however they are shared out. Different units may be
	 * computed at the same time. Never waits.
	 */
	uint64_t (*compute)(void *work, size_t first, size_t end);
};

/* The first unit of the share `index` of `shares`; its end is the first of the next one. */
static inline size_t kernel_share(size_t units, size_t index, size_t shares)
{
	return units * index / shares;
}

#endif
