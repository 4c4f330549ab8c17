/* SPDX-License-Identifier: MIT */
/* html_figure.h - the pictures of a page: drawn into it, up to a size. */
#ifndef BENCH_REPORT_HTML_FIGURE_H
#define BENCH_REPORT_HTML_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

/* Those of a page so far. */
struct html_figures {
	size_t count;
	size_t bytes;
	bool anywhere; /* not below figures/ alone */
};

/*
 * The HTML of a picture: the drawing, or, where it is not a drawing below the folder's figures/ (or
 * anywhere), or the page would become too large, its words and its place. To be freed; NULL: no
 * memory.
 */
char *html_figure(struct html_figures *figures, const char *folder, const char *url,
		  const char *words);

/* A whole file, with a 0 after it: to be freed; NULL: not readable, or no memory. */
char *html_read(const char *folder, const char *name, size_t *bytes);

#endif
