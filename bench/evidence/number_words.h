/* SPDX-License-Identifier: MIT */
/*
 * number_words.h - numbers that are written in words: "fifty thousand times", "a third".
 * Pure.
 */
#ifndef BENCH_EVIDENCE_NUMBER_WORDS_H
#define BENCH_EVIDENCE_NUMBER_WORDS_H

#include <stdbool.h>

#include "bench/evidence/numbers.h"

/*
 * Take the number that begins here in words. Returns whether there is one; else the reader
 * stays where it is.
 */
bool number_words_take(struct number_reader *reader, struct said_number *number);

#endif
