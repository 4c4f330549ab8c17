/* SPDX-License-Identifier: MIT */
/* html_table.c - tables of a page. See html_table.h. */
#include "bench/report/html_table.h"

#include <stdlib.h>
#include <string.h>

#include "bench/report/html_node.h"

/* What a cell says of a number that must not be taken for what it looks like. */
static const char *mark_of(const char *text)
{
	static const char *const doubtful[] = {"client-bound", "invalid",
					       "not to be trusted"};

	if (strncmp(text, "~ ", 2) == 0)
		return "<span class=\"unclear\" title=\"no difference found\">";
	for (size_t i = 0; i < sizeof(doubtful) / sizeof(doubtful[0]); i++)
		if (strstr(text, doubtful[i]))
			return "<span class=\"doubtful\" title=\"not to be trusted\">";
	return NULL;
}

/* The mark goes around all that is in the cell, and into <em>: cells hold no HTML of ours. */
static void mark_cell(cmark_node *cell, const char *mark)
{
	cmark_node *emphasis = cmark_node_new(CMARK_NODE_EMPH);
	cmark_node *span = html_node_make(CMARK_NODE_CUSTOM_INLINE, mark);
	cmark_node *child;

	cmark_node_set_on_exit(span, "</span>");
	while ((child = cmark_node_first_child(cell)))
		if (!cmark_node_append_child(span, child))
			cmark_node_unlink(child);
	cmark_node_append_child(emphasis, span);
	cmark_node_append_child(cell, emphasis);
}

static void take_cell(cmark_node *cell)
{
	char *text = html_node_text(cell);
	const char *mark = text ? mark_of(text) : NULL;

	if (mark)
		mark_cell(cell, mark);
	free(text);
}

/*
 * Put a column's heading into a cell, for screens on which a row is a block. As a mark it
 * has to be in <em>.
 */
static void head_cell(cmark_node *cell, const char *heading)
{
	cmark_node *emphasis = cmark_node_new(CMARK_NODE_EMPH);
	cmark_node *span =
		html_node_make(CMARK_NODE_CUSTOM_INLINE, "<span class=\"column\">");
	cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_on_exit(span, "</span>");
	cmark_node_set_literal(text, heading);
	cmark_node_append_child(span, text);
	cmark_node_append_child(emphasis, span);
	cmark_node_prepend_child(cell, emphasis);
}

/* All cells of a table but those of its first row and column, and empty ones. */
static void head_cells(cmark_node *table)
{
	cmark_node *headings = cmark_node_first_child(table);

	for (cmark_node *row = cmark_node_next(headings); row; row = cmark_node_next(row)) {
		cmark_node *cell = cmark_node_first_child(row),
			   *over = cmark_node_first_child(headings);

		while (cell && over && (cell = cmark_node_next(cell)) &&
		       (over = cmark_node_next(over))) {
			char *heading = html_node_text(over);

			if (heading && *heading && cmark_node_first_child(cell))
				head_cell(cell, heading);
			free(heading);
		}
	}
}

void html_table_take(cmark_node *table, bool headed)
{
	for (cmark_node *row = cmark_node_first_child(table); row;
	     row = cmark_node_next(row))
		for (cmark_node *cell = cmark_node_first_child(row); cell;
		     cell = cmark_node_next(cell))
			take_cell(cell);
	if (headed)
		head_cells(table);
	html_node_wrap(table,
		       "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" "
		       "tabindex=\"0\">",
		       "</div>");
}
