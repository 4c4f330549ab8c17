/* SPDX-License-Identifier: MIT */
/* rounds.h - reads rounds.jsonl into results whose run is known. For results.c only. */
#ifndef BENCH_STORE_ROUNDS_H
#define BENCH_STORE_ROUNDS_H

#include "bench/store/decode.h"
#include "bench/store/results.h"

/*
 * Fill in the rounds, and rounds_done of every duet from what is there. Lines are in the order
 * of duets, rounds and contestants. A round that is not complete at the end of the file is left
 * out, and `torn` set, unless the run is complete. Returns 0 or the decoder's error.
 */
int rounds_read(struct decoder *decoder, struct results *results);

#endif
