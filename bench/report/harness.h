/* SPDX-License-Identifier: MIT */
/* harness.h - what measuring itself used while slices were measured, of a run and its duets. */
#ifndef BENCH_REPORT_HARNESS_H
#define BENCH_REPORT_HARNESS_H

#include <stdio.h>

#include "bench/store/record.h"

/* The shares of a processor that the harness used; below 0: not measured. */
double harness_share(const struct duet_record *duet);
double harness_share_of_run(const struct run_record *run);

/* Write it as a paragraph of a document; nothing when it was not measured. */
void harness_write(FILE *file, const struct run_record *run);

#endif
