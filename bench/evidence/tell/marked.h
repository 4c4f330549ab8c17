/* SPDX-License-Identifier: MIT */
/*
 * marked.h - a document without its comments, its claims marked so that the marks outlive
 * rendering: a renderer of Markdown takes them for text between brackets that nobody uses.
 *
 * A document may tell its own verdicts, in blocks <!-- verdicts --> and <!-- counts -->. A
 * page tells them itself, so that these are left out; the first has a mark in its place.
 */
#ifndef BENCH_EVIDENCE_TELL_MARKED_H
#define BENCH_EVIDENCE_TELL_MARKED_H

#include <stdbool.h>
#include <stdio.h>

#include "bench/evidence/document.h"

enum mark_kind {
	MARK_BEGIN,   /* of a claim within a line or paragraph */
	MARK_END,     /* of the same */
	MARK_AFTER,   /* a claim of several blocks, which no mark can be around */
	MARK_VERDICTS /* alone in a paragraph: the block that tells all verdicts */
};

/* The Markdown with marks that number the claims from 0: to be freed; NULL: no memory. */
char *marked_make(const struct document *document);

/* Whether what was rendered has a place for the verdicts. */
bool marked_has_verdicts(const char *rendered);

/*
 * Write what was rendered, each mark replaced by what `write` writes. Marks of more than
 * `claims` claims are text. Of MARK_VERDICTS the claim means nothing.
 */
void marked_write(FILE *file, const char *rendered, size_t claims,
		  void (*write)(FILE *file, enum mark_kind kind, size_t claim,
				void *context),
		  void *context);

#endif
