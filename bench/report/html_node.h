/* SPDX-License-Identifier: MIT */
/* html_node.h - nodes of a parsed Markdown document, between parsing and rendering. */
#ifndef BENCH_REPORT_HTML_NODE_H
#define BENCH_REPORT_HTML_NODE_H

#include <cmark-gfm.h>

/* The plain text of everything below a node: to be freed; NULL: no memory. */
char *html_node_text(cmark_node *node);

/* A node that renders as these words of HTML. */
cmark_node *html_node_make(cmark_node_type type, const char *html);

/* Put a node between these words of HTML. */
void html_node_wrap(cmark_node *node, const char *before, const char *after);

/* Take a node out of its document, and free it with all below it. */
void html_node_drop(cmark_node *node);

#endif
