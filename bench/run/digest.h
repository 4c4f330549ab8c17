/* SPDX-License-Identifier: MIT */
/* digest.h - what a contestant's slices of a round come to. Pure. */
#ifndef BENCH_RUN_DIGEST_H
#define BENCH_RUN_DIGEST_H

#include "bench/run/round.h"

/*
 * Fill in the numbers of the record from the part's kept slices, of which there is at least one.
 * The latency's buckets are allocated: free(record->latency.buckets). Returns 0 or -ENOMEM.
 */
int digest_part(const struct part *part, struct round_record *record);

/* The raw slices as a line of slices.jsonl: a new reference; NULL: no memory. */
json_t *digest_raw(const struct part *part, const struct round_record *record);

#endif
