/* SPDX-License-Identifier: MIT */
/*
 * marked.h - a document without its comments, its claims marked so that the marks outlive
 * rendering: a renderer of Markdown takes them for text between brackets that nobody uses.
 */
#ifndef BENCH_EVIDENCE_TELL_MARKED_H
#define BENCH_EVIDENCE_TELL_MARKED_H

#include <stdio.h>

#include "bench/evidence/document.h"

enum mark_kind {
	MARK_BEGIN, /* of a claim within a line or paragraph */
	MARK_END,   /* of the same */
	MARK_AFTER  /* a claim of several blocks, which no mark can be around */
};

/* The Markdown with marks that number the claims from 0: to be freed; NULL: no memory. */
char *marked_make(const struct document *document);

/*
 * Write what was rendered, each mark replaced by what `write` writes. Marks of more than
 * `claims` claims are text.
 */
void marked_write(FILE *file, const char *rendered, size_t claims,
		  void (*write)(FILE *file, enum mark_kind kind, size_t claim,
				void *context),
		  void *context);

#endif
