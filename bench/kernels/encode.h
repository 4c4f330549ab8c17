/* SPDX-License-Identifier: MIT */
/* encode.h - the kernel that turns bytes into text and sums it up. */
#ifndef BENCH_KERNELS_ENCODE_H
#define BENCH_KERNELS_ENCODE_H

#include "bench/kernels/kernel.h"

extern const struct kernel kernel_encode; /* size is bytes */

#endif
