/* SPDX-License-Identifier: MIT */
/* digest.h - what a contestant's slices of a round come to. Pure. */
#ifndef BENCH_RUN_DIGEST_H
#define BENCH_RUN_DIGEST_H

#include "bench/run/round.h"

/*
 * Fill in the numbers of the record from the part's kept slices, of which there is at least one,
 * or from its levels, of which there are two. Returns 0 or -ENOMEM; free_round_record in both cases.
 */
int digest_part(const struct part *part, struct round_record *record);

/* digest_raw.c: the raw slices, or levels, as a line of slices.jsonl: a new reference; NULL: no memory. */
json_t *digest_raw(const struct part *part, const struct round_record *record);

#endif
