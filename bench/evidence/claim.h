/* SPDX-License-Identifier: MIT */
/*
 * claim.h - a claim of a document with its verdicts: what check_document found, and what
 * readers of it are told in words.
 */
#ifndef BENCH_EVIDENCE_CLAIM_H
#define BENCH_EVIDENCE_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/evidence/document.h"
#include "bench/evidence/predicate/predicate.h"
#include "bench/evidence/scope.h"

enum claim_verdict {
	CLAIM_SUPPORTED,
	CLAIM_REFUTED,
	CLAIM_INCONCLUSIVE, /* the interval has both sides */
	CLAIM_UNMEASURED,
	CLAIM_VERDICTS
};

extern const char *const claim_verdict_names[CLAIM_VERDICTS];

/* What the runs of one machine say. */
struct opinion {
	struct scope scope; /* its machine, and the runs that answered */
	struct predicate_result result;
	double level; /* of this verdict, so that all of the document have theirs */
	enum claim_verdict verdict;
	/*
	 * The newest other run of the machine that has the same and by which the claim has
	 * the opposite verdict, at the same level; NULL: there is none.
	 */
	const struct volume *otherwise;
	const struct predicate *predicate; /* of its claim */
	/* The sentence's own number, which was rounded to the threshold, is refuted. */
	bool beyond;
};

struct claim {
	const struct document *document;
	const struct annotation *annotation;
	size_t line; /* of the sentence's beginning */
	struct predicate *predicate;
	struct opinion *opinions; /* at least one */
	size_t opinion_count;
	enum claim_verdict verdict; /* the worst of them; unmeasured only where all are */
};

/* Whether any of its opinions is by a duet that is not to be trusted. */
bool claim_is_doubtful(const struct claim *claim);

/*
 * The commands that measure what the claim is about, one a line: each the `duet run` of one
 * duet, or the `duet trace` of one order, into the first folder that the library was read
 * from. To be freed; NULL: no memory.
 */
char *claim_commands(const struct claim *claim);

/*
 * The claimed sentence as one line of plain text, at most `most` characters of it and then
 * "…": to be freed; NULL: no memory.
 */
char *claim_sentence(const struct claim *claim, size_t most);

#endif
