/* SPDX-License-Identifier: MIT */
/* amount.h - a measured value with its interval and its unit, as it stands in text. */
#ifndef BENCH_EVIDENCE_AMOUNT_H
#define BENCH_EVIDENCE_AMOUNT_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/evidence/predicate/predicate.h"
#include "bench/store/problem.h"

/* How it is written. Zeroed: three significant digits and the unit that fits. */
struct amount_style {
	bool interval; /* "235 [230, 241]" */
	bool number;   /* without its unit */
	bool exact;    /* with all of its digits */
	int digits;    /* significant ones; 0: three */
	/* NULL: the largest of which there is at least one. */
	const struct number_unit *unit;
};

/*
 * Read words, separated by commas: "interval", "number", "2 digits", a unit's name. Returns
 * 0, or -EINVAL with the problem, which has the nearest known word.
 */
int amount_read_style(const char *words, struct amount_style *style,
		      struct problem *problem);

/*
 * Write the value, which is in ns, bytes, operations a ns, or as it is. A value that is not
 * finite is "-".
 */
void amount_write(FILE *file, const struct estimate *value, struct dimension dimension,
		  const struct amount_style *style);

/*
 * Write what a predicate compares, with its interval of confidence 1 - level; of a
 * crossover the measured values that it lies between.
 */
void amount_write_quantity(FILE *file, const struct predicate_quantity *quantity,
			   double level, const struct amount_style *style);

/* Whether a unit is one of what the dimension is of. */
bool amount_has_unit(struct dimension dimension, const struct number_unit *unit);

#endif
