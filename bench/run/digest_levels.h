/* SPDX-License-Identifier: MIT */
/* digest_levels.h - what the levels of a round come to. For digest.c alone. */
#ifndef BENCH_RUN_DIGEST_LEVELS_H
#define BENCH_RUN_DIGEST_LEVELS_H

#include "bench/run/round.h"

/*
 * Fill in the record's levels, in rising order, and the slopes of the lines through them. Returns 0
 * or -ENOMEM.
 */
int digest_levels(const struct part *part, struct round_record *record);

#endif
