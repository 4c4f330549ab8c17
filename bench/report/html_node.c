/* SPDX-License-Identifier: MIT */
/* html_node.c - makes, moves and reads nodes of a document. See html_node.h. */
#include "bench/report/html_node.h"

#include <stdio.h>

char *html_node_text(cmark_node *node)
{
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);
	cmark_iter *iter;
	cmark_event_type event;

	if (!file)
		return NULL;
	iter = cmark_iter_new(node);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *at = cmark_iter_get_node(iter);
		const char *literal = cmark_node_get_literal(at);

		if (event != CMARK_EVENT_ENTER)
			continue;
		if (literal)
			fputs(literal, file);
		else if (cmark_node_get_type(at) == CMARK_NODE_SOFTBREAK)
			fputc(' ', file);
	}
	cmark_iter_free(iter);
	fclose(file);
	return text;
}

cmark_node *html_node_make(cmark_node_type type, const char *html)
{
	cmark_node *node = cmark_node_new(type);

	cmark_node_set_on_enter(node, html);
	return node;
}

void html_node_wrap(cmark_node *node, const char *before, const char *after)
{
	cmark_node *box = html_node_make(CMARK_NODE_CUSTOM_BLOCK, before);

	cmark_node_set_on_exit(box, after);
	cmark_node_insert_before(node, box);
	cmark_node_append_child(box, node); /* takes it from where it was */
}

void html_node_drop(cmark_node *node)
{
	cmark_node_unlink(node);
	cmark_node_free(node);
}
