/* SPDX-License-Identifier: MIT */
/* words.h - opinions on claims, in the words that every output has. */
#ifndef BENCH_EVIDENCE_TELL_WORDS_H
#define BENCH_EVIDENCE_TELL_WORDS_H

#include <stdio.h>

#include "bench/evidence/check.h"

/* The sign of a verdict, for those who do not see its colour: "✓", "✕", "?", "–". */
const char *words_sign(enum claim_verdict verdict);

/* "<", "≤", ">", "≥"; "" of a value that is compared with nothing. */
const char *words_compared(enum predicate_compared compared);

/*
 * What was measured, against what it is compared with: "235 [230, 241], claimed > 100;
 * and ...", in the intervals by which the verdict was found; of what is unmeasured, what to
 * run; of what is inconclusive besides, how many rounds would tell, in a document of so
 * many claims.
 */
void words_write_opinion(FILE *file, const struct opinion *opinion, size_t claims);

/*
 * The most rounds that any of its quantities needs to tell a difference of 20 %; 0: they
 * have as many, or no number would do.
 */
size_t words_rounds(const struct opinion *opinion, size_t claims);

/* What stands behind the verdict of a doubtful claim. */
#define WORDS_DOUBTFUL "not to be trusted"

/*
 * "24 claims: 19 supported, 2 of them not to be trusted; 3 refuted, 1 inconclusive, 1
 * unmeasured"
 */
void words_write_counts(FILE *file, const struct check *check);

#endif
