/* SPDX-License-Identifier: MIT */
/*
 * split.h - a kernel's work split over tasks: what the workloads that compute have in common.
 *
 * Their first two parameters are the size of the work and the number of tasks. One operation is
 * the whole work once, by tasks that are created and gathered for it.
 */
#ifndef BENCH_WORKLOADS_SPLIT_H
#define BENCH_WORKLOADS_SPLIT_H

#include "bench/kernels/kernel.h"
#include "bench/workloads/workload.h"

enum { SPLIT_SIZE, SPLIT_TASKS }; /* places in the workload's table of parameters */

/* The workload's prepare calls the first with its kernel; the others are its play and finish. */
int64_t split_prepare(const struct kernel *kernel, struct setting *setting, void **state);
int64_t split_play(void *state, int64_t operations, struct tally *tally);
void split_finish(void *state);

#endif
