/* SPDX-License-Identifier: MIT */
/*
 * harness.h - what measuring itself used of a processor while slices were measured.
 *
 * The conductor's own thread alone: a driver's time is part of the question, and printing, summing
 * up and writing happen between slices.
 */
#ifndef BENCH_RUN_HARNESS_H
#define BENCH_RUN_HARNESS_H

#include "bench/run/round.h"
#include "bench/store/record.h"

/* Add the kept slices of a round to the duet's measured_ns and harness_ns. */
void harness_count(const struct round *round, struct duet_record *record);

#endif
