/* SPDX-License-Identifier: MIT */
/*
 * scope_names.h - the names of workloads, contestants and parameters that a query may have.
 * A slip of the pen is told from what was not measured yet.
 */
#ifndef BENCH_EVIDENCE_SCOPE_NAMES_H
#define BENCH_EVIDENCE_SCOPE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/library.h"
#include "bench/evidence/predicate/predicate.h"

#define SCOPE_PARAMETERS 64 /* names of parameters, at most */
/* No workload's parameters: */
#define CORES_NAME "cores" /* 1: all on one core; more: on all */
#define STACK_NAME "stack" /* --stack-size, in bytes */

/* Names that exist, measured or not; none: every name is taken for one that does. */
struct scope_names {
	const char *const *workloads, *const *contestants;
	size_t workload_count, contestant_count;
};

/*
 * Whether what the query names exists: by `names`, which may be NULL, and its parameters by
 * the runs of its workload, whoever's machine they are of. Returns 0, or -EINVAL with the
 * problem, which says the nearest name.
 */
int scope_names_check(const struct scope_names *names, const struct library *library,
		      const struct predicate_query *query, struct problem *problem);

/* Whether the name is one of them. */
bool names_have(const char *const *names, size_t count, const char *name);

#endif
