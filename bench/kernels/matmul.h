/* SPDX-License-Identifier: MIT */
/* matmul.h - the kernel that multiplies two square matrices. */
#ifndef BENCH_KERNELS_MATMUL_H
#define BENCH_KERNELS_MATMUL_H

#include "bench/kernels/kernel.h"

extern const struct kernel kernel_matmul; /* size is rows */

#endif
