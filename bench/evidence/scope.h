/* SPDX-License-Identifier: MIT */
/*
 * scope.h - where the numbers of one predicate are looked for: the runs of one machine. And
 * which of its duets answers a query.
 *
 * A query names what it cares about. Of what it does not name, parameters that are off (0),
 * the cores that the workload asks for and the stacks that workers have are meant; where
 * several values remain the author has to say which. Of several duets that measured the
 * same, the one is taken that answers most of the predicate's queries, since what is of one
 * duet is compared round by round; then one against which nothing speaks; then the newest.
 * Of a duet that failed, or whose contestants did other work, nothing is taken.
 */
#ifndef BENCH_EVIDENCE_SCOPE_H
#define BENCH_EVIDENCE_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/library.h"
#include "bench/evidence/predicate/predicate.h"
#include "bench/evidence/scope_names.h"
#include "bench/evidence/seat.h"

#define SCOPE_VOLUMES 16
#define SCOPE_DOUBT 256

struct scope {
	const struct library *library;
	/* Its fingerprint; NULL: there is none, and nothing is measured. */
	const char *machine;
	const struct predicate_query *queries; /* all of the predicate */
	size_t query_count;
	const struct scope_names *names;
	const struct volume *only;		  /* the run that is asked; NULL: all */
	const struct volume *used[SCOPE_VOLUMES]; /* who answered, each once */
	size_t used_count;
	const struct trace_kept *traces[SCOPE_VOLUMES]; /* likewise */
	size_t trace_count;
	/* Why the first doubtful duet that answered is not to be trusted; "": none. */
	char doubt[SCOPE_DOUBT];
};

/*
 * All who may answer the query on the scope's machine: an array to be freed, sorted as the
 * library. With `without` a parameter that the query leaves open: a sweep's. Returns 0;
 * -EINVAL, with the problem: no such workload, contestant or parameter, or several values
 * of a parameter remain; -ENOMEM.
 */
int scope_find_all(const struct scope *scope, const struct predicate_query *query,
		   const char *without, struct seat_found **seats, size_t *count,
		   struct problem *problem);

/* The one who answers; volume = NULL: nobody was measured. Returns as scope_find_all. */
int scope_find(const struct scope *scope, const struct predicate_query *query,
	       struct seat_found *seat, struct problem *problem);

/*
 * Whether the run has duets of all that the scope's queries ask for, traces apart: a quick
 * look before the run is asked.
 */
bool scope_may_answer(const struct scope *scope, const struct volume *volume);

/*
 * Why the duets that would answer what nobody answers are not taken, in words into `why`,
 * of the newest of them. Returns false when there is none.
 */
bool scope_refused(const struct scope *scope, char *why, size_t size);

/* Whether it has answered. */
bool scope_has_used(const struct scope *scope, const struct volume *volume);
bool scope_has_used_trace(const struct scope *scope, const struct trace_kept *kept);

/* Note that a seat answered, or a trace. */
void scope_use(struct scope *scope, const struct seat_found *seat);
void scope_use_trace(struct scope *scope, const struct trace_kept *kept);

#endif
