/* SPDX-License-Identifier: MIT */
/*
 * unit.h - what numbers are of, and the units they are written in. Pure.
 *
 * A number of nanoseconds is not compared with one of bytes, nor a count with a share in
 * per cent. Costs are those of one operation, and operations are no dimension: a throughput
 * is one over a time.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_UNIT_H
#define BENCH_EVIDENCE_PREDICATE_UNIT_H

#include <stdbool.h>
#include <stddef.h>

/* Exponents: of ns^2 per byte, time is 2 and bytes -1. All 0: a ratio. */
struct dimension {
	int time, bytes, count;
	bool bare; /* of numbers without a unit alone: a count or a ratio, as is needed */
};

/* Initialisers. */
#define DIMENSION_RATIO                                                                    \
	{                                                                                  \
		0, 0, 0, false                                                             \
	}
#define DIMENSION_BARE                                                                     \
	{                                                                                  \
		0, 0, 0, true                                                              \
	}
#define DIMENSION_COUNT                                                                    \
	{                                                                                  \
		0, 0, 1, false                                                             \
	}
#define DIMENSION_TIME                                                                     \
	{                                                                                  \
		1, 0, 0, false                                                             \
	}
#define DIMENSION_BYTES                                                                    \
	{                                                                                  \
		0, 1, 0, false                                                             \
	}
#define DIMENSION_RATE                                                                     \
	{                                                                                  \
		-1, 0, 0, false                                                            \
	}

struct dimension dimension_product(struct dimension a, struct dimension b);
struct dimension dimension_quotient(struct dimension a, struct dimension b);

/* Whether numbers of the two may be added and compared. */
bool dimensions_agree(struct dimension a, struct dimension b);

/* Of two that agree, what their sum is of. */
struct dimension dimension_of_sum(struct dimension a, struct dimension b);

/* "ns", "bytes", "a count", "a ratio", "a number"; of others as "ns^2 bytes^-1". */
struct dimension_text {
	char text[64];
};

struct dimension_text dimension_name(struct dimension dimension);

/* A unit that numbers are written in: "KiB" is 1,024 bytes. */
struct number_unit {
	const char *name;
	double worth; /* in ns, bytes, or as a ratio */
	struct dimension dimension;
};

/* The unit of that name of `length` bytes, or NULL. */
const struct number_unit *unit_find(const char *name, size_t length);

/* All units' names. */
size_t unit_names(const char *const **names);

#endif
