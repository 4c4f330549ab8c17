/* SPDX-License-Identifier: MIT */
/* toil.c - a chain of dependent multiplications. See toil.h. */
#include "bench/kernels/toil.h"

#define STEPS 1000 /* of a work of 1 */

uint64_t toil(int64_t work, size_t bytes, size_t size)
{
	uint64_t x = size, steps = (uint64_t)work * STEPS * bytes / size;

	for (; steps > 0; steps--) {
		x = x * 6364136223846793005u + 1442695040888963407u;
		__asm__ volatile("" : "+r"(x)); /* or the compiler would leave it out */
	}
	return (uint64_t)work * bytes * size;
}
