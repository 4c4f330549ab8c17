/* SPDX-License-Identifier: MIT */
/* resolve.h - answers the queries of a predicate from the runs of one machine. */
#ifndef BENCH_EVIDENCE_RESOLVE_H
#define BENCH_EVIDENCE_RESOLVE_H

#include "bench/evidence/scope.h"

/* A predicate_resolver, whose context is a struct scope. */
int evidence_resolve(void *context, const struct predicate_query *query,
		     struct predicate_answer *answer, struct problem *problem);

/*
 * Ask for all that a predicate needs, of the scope's machine, and judge it; the scope's
 * queries are set. Returns 0, and then the result is to be freed; -EINVAL, and the problem
 * begins with "LINE:COLUMN: "; -ENOMEM.
 */
int evidence_ask(const struct predicate *predicate, struct scope *scope,
		 struct predicate_result *result, struct problem *problem);

#endif
