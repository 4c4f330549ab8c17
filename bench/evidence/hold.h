/* SPDX-License-Identifier: MIT */
/*
 * hold.h - whether a sentence says no other numbers than its predicate. Pure.
 *
 * "2.4 times faster" is backed by a predicate that compares with 2.4, and by none that
 * compares with 2, unless the author marks the claim as rounded down. A ratio may be said
 * the other way around: "half" by > 2, "7.4 times" by < 0.135. "40 % less" is a ratio of
 * 0.6. What is under a `not`, or in one part of an `or`, backs none. A number that is a
 * parameter's value ("at 1,000 connections") says which case is meant, unless it compares:
 * "1,000 times", "2 % more". Any other has to be named by the author.
 */
#ifndef BENCH_EVIDENCE_HOLD_H
#define BENCH_EVIDENCE_HOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/annotation.h"
#include "bench/evidence/numbers.h"

/* What is compared with a constant. */
struct threshold {
	/* NUMBER: a count; TIMES, also of shares: a ratio; TIME; BYTES. */
	enum quantity quantity;
	double value; /* ns or bytes, where it is of these */
	bool unsure;  /* the predicate may be true where this is not: it backs no number */
};

/* What a predicate says in numbers. */
struct spoken {
	const struct threshold *thresholds;
	size_t threshold_count;
	const double *parameters; /* the values of those that it names */
	size_t parameter_count;
};

/*
 * Whether it is rounding alone that backs the number, and by which threshold: the first
 * from *at on. Then *at is that one, and *said the number in the unit of what is compared.
 */
bool hold_by_rounding(const struct said_number *number, const struct annotation *claim,
		      const struct spoken *spoken, size_t *at, double *said);

/*
 * Hold the numbers of the sentence, `bytes` of text, against the predicate's. Returns 0, or
 * -EINVAL with the problem, which says the number and what would be right, and with *where
 * it begins, in bytes.
 */
int hold_numbers(const char *sentence, size_t bytes, const struct annotation *claim,
		 const struct spoken *spoken, size_t *where, struct problem *problem);

#endif
