/* SPDX-License-Identifier: MIT */
/* spoken.h - holds a claim's sentence against its predicate, as a document has them. */
#ifndef BENCH_EVIDENCE_SPOKEN_H
#define BENCH_EVIDENCE_SPOKEN_H

#include "bench/evidence/document.h"
#include "bench/evidence/predicate/predicate.h"

/*
 * Whether the sentence says no other numbers than the predicate (hold.h). What stands in
 * values is left out: they are generated. Returns 0; -EINVAL with a problem that begins
 * with the number's "LINE:COLUMN: "; -ENOMEM.
 */
int spoken_check(const struct document *document, const struct annotation *claim,
		 const struct predicate *predicate, struct problem *problem);

/*
 * Of a claim whose number is rounded: whether what was measured is less than the sentence
 * says (of "more than"; likewise more), though it is on the right side of the threshold, by
 * the whole interval of that level. Returns 0, 1 or -ENOMEM.
 */
int spoken_is_beyond(const struct document *document, const struct annotation *claim,
		     const struct predicate *predicate,
		     const struct predicate_result *result, double level);

#endif
