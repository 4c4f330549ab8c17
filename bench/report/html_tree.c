/* SPDX-License-Identifier: MIT */
/*
 * html_tree.c - a Markdown document as the body of a page. See html_tree.h.
 *
 * cmark-gfm parses and renders. Between the two the tree is changed: sections and anchors, figures
 * drawn into the page, boxes for wide tables, and marks on cells that must not be taken for what
 * they look like. cmark-gfm ends the program when memory runs out.
 */
#include "bench/report/html_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/escape.h"
#include "bench/report/html_figure.h"
#include "bench/report/html_node.h"
#include "bench/report/html_table.h"

#define ID_BYTES 96

struct walk {
	const char *folder;
	struct html_page *page;
	struct html_figures figures;
	char anchor[ID_BYTES]; /* of an anchor that waits for its heading; "" */
	char *warned;	       /* "#duet-1 #duet-3 ": where the warnings lead; NULL: none */
	int options;	       /* of cmark's rendering */
	int result;
};

static struct html_heading *current(const struct walk *walk)
{
	return walk->page->count ? &walk->page->headings[walk->page->count - 1] : NULL;
}

/* ---- headings ---- */

static bool id_is_taken(const struct html_page *page, const char *id)
{
	for (size_t i = 0; i < page->count; i++)
		if (strcmp(page->headings[i].id, id) == 0)
			return true;
	return false;
}

/* An identifier as GitHub makes it of a heading. */
static void slug_of(const char *title, char *slug, size_t size)
{
	size_t used = 0;

	for (; *title && used + 1 < size; title++)
		if (isalnum((unsigned char)*title) || *title == '-' || *title == '_')
			slug[used++] = (char)tolower((unsigned char)*title);
		else if (*title == ' ')
			slug[used++] = '-';
	slug[used] = '\0';
}

static int add_heading(struct walk *walk, char *title)
{
	struct html_page *page = walk->page;
	struct html_heading *more =
		realloc(page->headings, (page->count + 1) * sizeof(*more));
	char id[ID_BYTES + 24];

	if (!more || !title) {
		free(title);
		page->headings = more ? more : page->headings;
		return -ENOMEM;
	}
	page->headings = more;
	if (!*walk->anchor)
		slug_of(title, walk->anchor, sizeof(walk->anchor));
	snprintf(id, sizeof(id), "%s", walk->anchor);
	if (id_is_taken(page, id))
		snprintf(id, sizeof(id), "%s-%zu", walk->anchor, page->count + 1);
	*walk->anchor = '\0';
	more[page->count] = (struct html_heading){.id = strdup(id), .title = title};
	if (!more[page->count].id) {
		free(title);
		return -ENOMEM;
	}
	page->count++;
	return 0;
}

static void take_heading(struct walk *walk, cmark_node *node)
{
	char html[ID_BYTES + 80];

	if (cmark_node_get_heading_level(node) == 1 && !walk->page->title)
		walk->page->title = html_node_text(node);
	if (cmark_node_get_heading_level(node) != 2)
		return;
	walk->result = add_heading(walk, html_node_text(node));
	if (walk->result < 0)
		return;
	snprintf(html, sizeof(html), "</section>\n<section id=\"%s\">", current(walk)->id);
	cmark_node_insert_before(node, html_node_make(CMARK_NODE_CUSTOM_BLOCK, html));
}

/* <a id="..."></a> alone waits for its heading. Returns whether it was one. */
static bool take_anchor(struct walk *walk, cmark_node *paragraph)
{
	char id[ID_BYTES] = "";
	char *text = html_node_text(paragraph);
	int end = 0;
	bool is_anchor = text &&
			 sscanf(text, "<a id=\"%95[A-Za-z0-9_-]\"></a>%n", id, &end) == 1 &&
			 end && !text[end];

	if (is_anchor)
		memcpy(walk->anchor, id, sizeof(id));
	free(text);
	return is_anchor;
}

/* ---- paragraphs ---- */

/* A picture becomes a block of its own before the paragraph. */
static void take_image(struct walk *walk, cmark_node *image, cmark_node *paragraph)
{
	char *words = html_node_text(image);
	char *html = words ? html_figure(&walk->figures, walk->folder,
					 cmark_node_get_url(image), words)
			   : NULL;

	if (html)
		cmark_node_insert_before(paragraph,
					 html_node_make(CMARK_NODE_CUSTOM_BLOCK, html));
	else
		walk->result = -ENOMEM;
	free(html);
	free(words);
	html_node_drop(image);
}

static bool tells_failure(cmark_node *paragraph)
{
	cmark_node *first = cmark_node_first_child(paragraph);
	char *text;
	bool tells;

	if (!first || cmark_node_get_type(first) != CMARK_NODE_STRONG)
		return false;
	text = html_node_text(first);
	tells = text && (strcmp(text, "Failed:") == 0 || strncmp(text, "No round", 8) == 0);
	free(text);
	return tells;
}

static void take_paragraph(struct walk *walk, cmark_node *paragraph)
{
	cmark_node *next;

	for (cmark_node *node = cmark_node_first_child(paragraph); node; node = next) {
		next = cmark_node_next(node);
		if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
			take_image(walk, node, paragraph);
	}
	if (!cmark_node_first_child(paragraph) || take_anchor(walk, paragraph)) {
		html_node_drop(paragraph);
	} else if (tells_failure(paragraph)) {
		if (current(walk))
			current(walk)->failed = true;
		html_node_wrap(paragraph, "<div class=\"failed\" role=\"note\">", "</div>");
	}
}

/* ---- warnings ---- */

/* Remember where a warning leads, a heading that may still come. */
static void remember_link(struct walk *walk, const char *url)
{
	char *before = walk->warned;

	if (asprintf(&walk->warned, "%s%s ", before ? before : "", url) < 0) {
		walk->warned = NULL;
		walk->result = -ENOMEM;
	}
	free(before);
}

static void take_warnings(struct walk *walk, cmark_node *quote)
{
	cmark_iter *iter = cmark_iter_new(quote);
	cmark_event_type event;

	if (current(walk))
		current(walk)->warned = true;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER &&
		    cmark_node_get_type(node) == CMARK_NODE_LINK)
			remember_link(walk, cmark_node_get_url(node));
	}
	cmark_iter_free(iter);
}

static void mark_warned(struct walk *walk)
{
	char link[ID_BYTES + 32];

	for (size_t i = 0; i < walk->page->count && walk->warned; i++) {
		struct html_heading *heading = &walk->page->headings[i];

		snprintf(link, sizeof(link), "#%s ", heading->id);
		if (strstr(walk->warned, link))
			heading->warned = true;
	}
	free(walk->warned);
	walk->warned = NULL;
}

/* ---- the whole ---- */

/* HTML within text is text: the messages of programs may have such signs. */
static void keep_html_as_text(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter), *text;

		if (cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE)
			continue;
		text = cmark_node_new(CMARK_NODE_TEXT);
		cmark_node_set_literal(text, cmark_node_get_literal(node));
		cmark_node_replace(node, text);
		cmark_node_free(node);
	}
	cmark_iter_free(iter);
}

/* A block of HTML as the text that it is, for who misses it; NULL: no memory. */
static cmark_node *tell_html(const char *literal)
{
	char *html = NULL;
	size_t bytes;
	FILE *file = open_memstream(&html, &bytes);
	cmark_node *node = NULL;

	if (!file)
		return NULL;
	fputs("<p class=\"absent\">HTML, not on this page: <code>", file);
	html_escape(file, literal);
	fputs("</code></p>", file);
	if (fclose(file) == 0)
		node = html_node_make(CMARK_NODE_CUSTOM_BLOCK, html);
	free(html);
	return node;
}

/* Whether it is white space alone: what is left of a line of comments. */
static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

/* Nothing of a reader's own document goes unsaid. */
static void tell_html_blocks(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter), *told;

		if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK ||
		    is_blank(cmark_node_get_literal(node)))
			continue;
		told = tell_html(cmark_node_get_literal(node));
		if (!told)
			continue;
		cmark_node_replace(node, told);
		cmark_node_free(node);
	}
	cmark_iter_free(iter);
}

static void take(struct walk *walk, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_HEADING)
		take_heading(walk, node);
	else if (type == CMARK_NODE_PARAGRAPH)
		take_paragraph(walk, node);
	else if (strcmp(cmark_node_get_type_string(node), "table") == 0)
		html_table_take(node, walk->figures.anywhere);
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		take_warnings(walk, node);
}

static int render(struct walk *walk, cmark_node *root, cmark_parser *parser)
{
	cmark_node *next;
	char *html;

	keep_html_as_text(root);
	if (walk->figures.anywhere)
		tell_html_blocks(root);
	for (cmark_node *node = cmark_node_first_child(root); node && walk->result == 0;
	     node = next) {
		next = cmark_node_next(node);
		take(walk, node);
	}
	mark_warned(walk);
	if (walk->result < 0)
		return walk->result;
	html = cmark_render_html(root, walk->options,
				 cmark_parser_get_syntax_extensions(parser));
	if (asprintf(&walk->page->body, "<section id=\"top\">\n%s</section>\n", html) < 0)
		walk->page->body = NULL;
	free(html);
	return walk->page->body ? 0 : -ENOMEM;
}

static int make(struct walk *walk, const char *markdown)
{
	cmark_parser *parser;
	cmark_node *root;
	int result;

	*walk->page = (struct html_page){0};
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, markdown, strlen(markdown));
	root = cmark_parser_finish(parser);
	result = render(walk, root, parser);
	cmark_node_free(root);
	cmark_parser_free(parser);
	if (result < 0)
		html_page_free(walk->page);
	return result;
}

int html_page_make(const char *markdown, const char *folder, struct html_page *page)
{
	struct walk walk = {
		.folder = folder, .page = page, .options = CMARK_OPT_HARDBREAKS};

	return make(&walk, markdown);
}

int html_page_make_document(const char *markdown, const char *folder,
			    struct html_page *page)
{
	struct walk walk = {.folder = folder,
			    .page = page,
			    .figures = {.anywhere = true},
			    .options = CMARK_OPT_DEFAULT};

	return make(&walk, markdown);
}

void html_page_free(struct html_page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		free(page->headings[i].id);
		free(page->headings[i].title);
	}
	free(page->headings);
	free(page->title);
	free(page->body);
	*page = (struct html_page){0};
}
