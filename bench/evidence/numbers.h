/* SPDX-License-Identifier: MIT */
/*
 * numbers.h - the numbers that a sentence says: "2.4 times", "4.2 KiB", "half", "1,563",
 * "fifty thousand times". Pure.
 *
 * Digits that belong to a name ("p99", "x86-64"), that stand in code, in a link's address,
 * in a comment or in a tag are none, nor is the number of a list's item. Code that is
 * nothing but a number is one. Words up to twelve are numbers where a unit stands behind
 * them ("six times") or a comparison before ("fewer than six"): "two cores" are a case.
 */
#ifndef BENCH_EVIDENCE_NUMBERS_H
#define BENCH_EVIDENCE_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

enum quantity {
	QUANTITY_NUMBER, /* nothing says of what */
	QUANTITY_TIMES,	 /* a ratio */
	QUANTITY_SHARE,	 /* per cent: as a share of 1 */
	QUANTITY_TIME,	 /* ns */
	QUANTITY_BYTES
};

/* What stands behind a share. */
enum direction { DIRECTION_OF, DIRECTION_LESS, DIRECTION_MORE };

struct said_number {
	enum quantity quantity;
	enum direction direction;
	double value; /* in the unit of its quantity */
	double bare;  /* as it is written, without its unit */
	double half;  /* half a unit of its last digit, in the value's unit */
	double scale; /* value / bare */
	/* How far from the value a threshold may lie that says the same: of "a third". */
	double slack;
	size_t start, bytes; /* where it is in the sentence, with its unit */
};

/* A text of so many bytes, which need not end with 0 but be followed by one somewhere. */
struct number_reader {
	const char *text;
	size_t bytes;
	size_t at;	 /* from where on it is read */
	size_t code_end; /* of a span of code that is read: where it ends; 0 at first */
};

/* Read the next number. Returns false: there is none. */
bool numbers_next(struct number_reader *reader, struct said_number *number);

#endif
