/* SPDX-License-Identifier: MIT */
/* needs.h - the command that measures what a query asks for. Pure. */
#ifndef BENCH_EVIDENCE_NEEDS_H
#define BENCH_EVIDENCE_NEEDS_H

#include <stddef.h>

#include "bench/evidence/predicate/predicate.h"

/*
 * "duet run switch --contestants=coroutines,threads -p tasks=2": one duet of all the
 * contestants of the predicate that play the same with the same parameters, so that they
 * can be compared round by round. Of an order it is the trace: "duet trace
 * say_after:tasks=0 --runtime=threads --output=...", into that folder of runs (NULL:
 * LIBRARY_DEFAULT). To be freed; NULL: no memory.
 */
char *needs_command(const struct predicate_query *query, const struct predicate_query *all,
		    size_t count, const char *folder);

#endif
