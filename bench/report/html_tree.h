/* SPDX-License-Identifier: MIT */
/* html_tree.h - a Markdown document as the body of a page: its HTML, its title, its headings. */
#ifndef BENCH_REPORT_HTML_TREE_H
#define BENCH_REPORT_HTML_TREE_H

#include <stdbool.h>
#include <stddef.h>

/* A second-level heading, that navigation leads to. */
struct html_heading {
	char *id, *title;
	bool warned; /* a warning stands under it or leads to it */
	bool failed; /* what it tells of failed, or did not begin */
};

struct html_page {
	char *title; /* of the first heading */
	char *body;
	struct html_heading *headings;
	size_t count;
};

/*
 * Render Markdown, GitHub's kind of tables included. HTML within its text stays
 * text, blocks of it are dropped; an anchor (<a id="..."></a>) names the heading after it. Pictures are drawn into the page from the folder as long as
 * they are below figures/ and come to less than FIGURE_BYTES_MOST; others are named only. Returns 0
 * or -ENOMEM.
 */
#define FIGURE_BYTES_MOST (1400L * 1024)
int html_page_make(const char *markdown, const char *folder, struct html_page *page);

/*
 * The same for a document of the reader's own: its lines are those of running text, and pictures are
 * drawn in wherever they are. Each cell of a table begins with its column's heading, as <span
 * class="column">, for pages that show a row as a block where they are narrow; blocks of HTML are
 * shown as the text that they are.
 */
int html_page_make_document(const char *markdown, const char *folder,
			    struct html_page *page);
void html_page_free(struct html_page *page);

#endif
