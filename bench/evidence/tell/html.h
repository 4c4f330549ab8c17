/* SPDX-License-Identifier: MIT */
/*
 * html.h - a document as a page with its verdicts: each claim marked where it stands, in a
 * colour and in a word, and below all of them with what was measured, its figure, its data
 * and its commands.
 */
#ifndef BENCH_EVIDENCE_TELL_HTML_H
#define BENCH_EVIDENCE_TELL_HTML_H

#include <stdio.h>

#include "bench/evidence/check.h"

/*
 * Write the page. It needs nothing else but what its links lead to, which are those of the
 * document: it belongs beside it. Returns 0 or -ENOMEM.
 */
int evidence_html_write(FILE *file, const struct document *document,
			const struct check *check);

#endif
