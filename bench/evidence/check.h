/* SPDX-License-Identifier: MIT */
/*
 * check.h - the claims of a document, judged by measured runs: one opinion for each
 * machine.
 *
 * The probability that any verdict of a document is false stays at 5 % or below, over all
 * claims and machines, and two looks at them, where rounds do not depend on each other
 * (bench/evidence/holm.h); an opinion of rounds that seem to is doubtful. Opinions of
 * several machines stand side by side.
 */
#ifndef BENCH_EVIDENCE_CHECK_H
#define BENCH_EVIDENCE_CHECK_H

#include "bench/evidence/claim.h"
#include "bench/evidence/document.h"
#include "bench/evidence/library.h"
#include "bench/evidence/scope.h"

struct check {
	struct claim *claims; /* in the document's order */
	size_t count;
};

/*
 * Judge the claims of a document by the library. Document, library and names are borrowed
 * until the check is freed; names may be NULL. Returns 0; -EINVAL, and then the problem
 * says "path:line:": a predicate that cannot be read or asks for what does not exist, a
 * sentence that says other numbers than its predicate; -ENOMEM.
 */
int check_document(const struct document *document, const struct library *library,
		   const struct scope_names *names, struct check *check,
		   struct problem *problem);
void check_free(struct check *check);

size_t check_count(const struct check *check, enum claim_verdict verdict);

/* How many of those are not to be trusted. */
size_t check_count_doubtful(const struct check *check, enum claim_verdict verdict);

#endif
