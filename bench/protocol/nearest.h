/* SPDX-License-Identifier: MIT */
/* nearest.h - what somebody may have meant by a name that does not exist. */
#ifndef BENCH_PROTOCOL_NEAREST_H
#define BENCH_PROTOCOL_NEAREST_H

#include <stddef.h>

/* The nearest name so far. Zeroed, with `wanted` set, it is ready. */
struct nearest {
	const char *wanted;
	const char *name; /* NULL: no name was near */
	size_t slips;	  /* typing slips between the two */
};

/*
 * Take a name into account. A slip is a letter missing, added, changed or two swapped (Damerau,
 * optimal string alignment), whatever the case; near is what needs no more of them than half of its
 * letters, rounded up: "ech" and "rwa" are understood, "x" is not.
 */
void nearest_try(struct nearest *nearest, const char *name);

#endif
