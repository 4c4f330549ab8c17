/* SPDX-License-Identifier: MIT */
/* svg.h - a figure as a part of an HTML document. */
#ifndef BENCH_REPORT_SVG_H
#define BENCH_REPORT_SVG_H

#include <stddef.h>

/*
 * Turn a whole SVG document, as gnuplot writes it, into an <svg> element: without its size, so that
 * it fits its place; named by `words` for those who do not see it; its identifiers made the
 * document's own by `number`; its colours written as #rrggbb, by which a style sheet finds them.
 * The text is to be freed, NULL: the document is no SVG, or no memory.
 */
char *svg_inline(const char *text, size_t bytes, const char *words, size_t number);

#endif
