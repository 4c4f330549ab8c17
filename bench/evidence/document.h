/* SPDX-License-Identifier: MIT */
/*
 * document.h - a Markdown document with what it claims and shows, between comments that a
 * reader of the rendered page does not see:
 *
 *   <!-- claim: ns(switch, threads) / ns(switch, coroutines) > 100 -->
 *   Threads take over a hundred times slower than coroutines.
 *   <!-- /claim -->
 *
 * docs/evidence.md is the format.
 */
#ifndef BENCH_EVIDENCE_DOCUMENT_H
#define BENCH_EVIDENCE_DOCUMENT_H

#include <stddef.h>

#include "bench/evidence/annotation.h"
#include "bench/store/problem.h"

#define DOCUMENT_BYTES_MOST (16L * 1024 * 1024)

struct document {
	char *path;
	char *text; /* ends with 0; has no other */
	size_t bytes;
	struct annotation *annotations; /* in the order of their beginnings */
	size_t count;
};

/*
 * Read a file, or a text that is called `path`, of which a copy is kept. Annotations inside
 * of code are none. Returns 0; -errno of reading, -ENXIO of what is no regular file;
 * -EINVAL, and then the problem says "path:line:": a comment or an annotation without its
 * end, one within another (but for values within a claim), an end without its beginning, a
 * claim without a sentence, words that are nearly ours; -ENOMEM.
 */
int document_read(const char *path, struct document *document, struct problem *problem);
int document_parse(const char *path, const char *text, struct document *document,
		   struct problem *problem);
void document_free(struct document *document);

#endif
