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

#endif
