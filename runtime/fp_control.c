/* SPDX-License-Identifier: MIT */
/* fp_control.c - reading and checking the floating-point control words. */
#include "runtime/fp_control.h"

#include <assert.h>

#define MXCSR_CONTROL 0xffc0u

uint32_t co_fp_control(void)
{
	uint32_t mxcsr;
	uint16_t x87;

	__asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr), "=m"(x87));
	return (mxcsr & MXCSR_CONTROL) << 16 | x87;
}

void co_fp_control_check(uint32_t expected)
{
#ifndef ASYNCIO_SAVE_FP_CONTROL
	assert(co_fp_control() == expected &&
	       "a task changed the floating-point control words across a wait: "
	       "restore them before, or build with -DASYNCIO_SAVE_FP_CONTROL");
#endif
	(void)expected;
}
