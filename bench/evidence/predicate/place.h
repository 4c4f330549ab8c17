/* SPDX-License-Identifier: MIT */
/* place.h - where in a document a part of a predicate stands, in complaints too. */
#ifndef BENCH_EVIDENCE_PREDICATE_PLACE_H
#define BENCH_EVIDENCE_PREDICATE_PLACE_H

#include <stddef.h>

#include "bench/store/problem.h"

/* Both from 1. Columns are characters, not bytes. */
struct place {
	size_t line, column;
};

/* Set a problem whose text begins with "LINE:COLUMN: ", and no remedy. Returns -EINVAL. */
int place_refuse(struct place place, struct problem *problem, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Refuse a name that is none of the known: "LINE:COLUMN: there is no KIND "NAME"". The
 * remedy names the nearest, or, where none is near, all of them as far as they fit. Returns
 * -EINVAL.
 */
int place_refuse_name(struct place place, struct problem *problem, const char *kind,
		      const char *name, const char *const *known, size_t count);

#endif
