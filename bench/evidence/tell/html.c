/* SPDX-License-Identifier: MIT */
/* html.c - a document as a page with its verdicts. See html.h. */
#include "bench/evidence/tell/html.h"

#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/tell/html_verdicts.h"
#include "bench/evidence/tell/marked.h"
#include "bench/evidence/tell/words.h"
#include "bench/report/escape.h"
#include "bench/report/html_head.h"
#include "bench/report/html_tree.h"

/* Besides report.css: colours and lines that say what a word and a sign say too. */
static const char style[] =
	"blockquote { border-color: var(--line); background: none; color: var(--soft); }\n"
	"mark { color: inherit; background: var(--tint); border-bottom: 2px solid "
	"var(--c3); }\n"
	"mark.refuted { border-bottom: 4px double var(--bad); }\n"
	"mark.inconclusive { border-bottom: 2px dashed var(--warn); }\n"
	"mark.unmeasured { border-bottom: 2px dotted var(--soft); }\n"
	".verdict { display: inline-block; padding: 0 0.4em; border: 1px solid "
	"currentColor; "
	"border-radius: 3px; font-size: 0.8rem; font-weight: 600; white-space: nowrap; "
	"text-decoration: none; color: var(--c3); }\n"
	".verdict.refuted { color: var(--bad); background: var(--bad-tint); }\n"
	".verdict.inconclusive { color: var(--warn); background: var(--warn-tint); "
	"border-style: dashed; }\n"
	".verdict.unmeasured { color: var(--soft); border-style: dotted; }\n"
	".doubted { padding: 0 0.3em; color: var(--warn); background: var(--warn-tint); }\n"
	"article { margin: 0.6rem 0; padding-top: 0.6rem; border-top: 1px solid "
	"var(--line); overflow-wrap: anywhere; }\n"
	"article p { margin: 0.2rem 0; }\n"
	".measured, details { font-size: 0.9rem; font-variant-numeric: tabular-nums; }\n"
	"summary { color: var(--soft); }\n"
	"p:empty { display: none; }\n"
	"th, th[align=right] { white-space: normal; }\n"
	"pre { white-space: pre-wrap; overflow-wrap: anywhere; }\n"
	".column { display: none; }\n"
	/* A row of a table is a block: its first cell, and the others with their headings. */
	"@media screen and (max-width: 40rem) {\n"
	"table, tbody { display: block; }\n"
	"thead { display: none; }\n"
	"tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }\n"
	"td, td[align=right] { display: block; padding: 0; border: 0; text-align: left; "
	"white-space: normal; overflow-wrap: anywhere; }\n"
	"#top td:nth-child(2)::before { content: none; }\n"
	".column { display: inline; color: var(--soft); }\n"
	".column::after { content: \": \"; }\n"
	"}\n"
	"@media print { details::details-content { content-visibility: visible; } }\n";

/* What the page is made of. */
struct paging {
	const struct check *check;
	bool placed; /* the document has a place for the verdicts */
	int error;   /* of writing them there */
};

void html_verdict_write(FILE *file, enum claim_verdict verdict, bool doubtful)
{
	fprintf(file, "<span class=\"verdict %s\">%s&nbsp;%s</span> ",
		claim_verdict_names[verdict], words_sign(verdict),
		claim_verdict_names[verdict]);
	if (doubtful)
		fputs("<span class=\"verdict doubted\">⚠&nbsp;" WORDS_DOUBTFUL "</span> ",
		      file);
}

/* ---- badges ---- */

/* Where the line, the item or the paragraph begins that the sentence stands in. */
static const char *beginning(const char *text, const char *at)
{
	while (at > text && !(at[-1] == '\n' && (at == text + 1 || at[-2] == '\n' ||
						 strncmp(at, "- ", 2) == 0)))
		at--;
	return at;
}

/*
 * Whether the words before the claim's comment say its verdict, as "As written, refuted:"
 * does: then the badge need not.
 */
static bool is_said(const struct claim *claim, const char *verdict)
{
	const char *text = claim->document->text;
	const char *begin = beginning(text, text + claim->annotation->start);
	const char *end = strstr(begin, "<!--");
	const char *word = strstr(begin, verdict);

	return end && word && word + strlen(verdict) < end &&
	       strchr(",:", word[strlen(verdict)]);
}

static void write_badge(FILE *file, const struct claim *claim, size_t number, bool named)
{
	const char *verdict = claim_verdict_names[claim->verdict];

	fprintf(file, "<a class=\"verdict %s\" href=\"#verdict-%zu\"", verdict, number + 1);
	if (named)
		fprintf(file, " id=\"claim-%zu\"", number + 1);
	if (is_said(claim, verdict))
		fprintf(file, " title=\"%s\" aria-label=\"%s%s\">%s", verdict, verdict,
			claim_is_doubtful(claim) ? ", " WORDS_DOUBTFUL : "",
			words_sign(claim->verdict));
	else
		fprintf(file, ">%s&nbsp;%s", words_sign(claim->verdict), verdict);
	if (claim_is_doubtful(claim))
		fprintf(file, " <span class=\"doubted\">⚠%s</span>",
			is_said(claim, WORDS_DOUBTFUL) ? "" : "&nbsp;" WORDS_DOUBTFUL);
	fputs("</a>", file);
}

/* The verdicts are no part of the paragraph that their mark stands in. */
static void place_verdicts(FILE *file, struct paging *paging)
{
	if (paging->placed)
		return;
	paging->placed = true;
	fputs("</p>\n<div id=\"verdicts\">\n", file);
	paging->error = html_verdicts_write(file, paging->check);
	fputs("</div>\n<p>", file);
}

static void write_mark(FILE *file, enum mark_kind kind, size_t number, void *context)
{
	struct paging *paging = context;
	const struct claim *claim;

	if (kind == MARK_VERDICTS) {
		place_verdicts(file, paging);
		return;
	}
	claim = &paging->check->claims[number];
	if (kind == MARK_BEGIN) {
		fprintf(file, "<mark class=\"%s\" id=\"claim-%zu\">",
			claim_verdict_names[claim->verdict], number + 1);
		return;
	}
	fputs(kind == MARK_END ? "</mark> " : "", file);
	write_badge(file, claim, number, kind == MARK_AFTER);
}

/* ---- the whole ---- */

static void write_navigation(FILE *file, const struct html_page *page, bool placed)
{
	fputs("<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#top\">Top</a></li>\n",
	      file);
	for (size_t i = 0; i < page->count; i++) {
		fprintf(file, "<li><a href=\"#%s\">", page->headings[i].id);
		html_escape(file, page->headings[i].title);
		fputs("</a></li>\n", file);
	}
	if (!placed)
		fputs("<li><a href=\"#verdicts\">Verdicts</a></li>\n", file);
	fputs("</ul>\n</nav>\n", file);
}

static void write_summary(FILE *file, const struct check *check)
{
	fputs("<p><strong>", file);
	words_write_counts(file, check);
	fputs("</strong>. <a href=\"#verdicts\">What was measured</a></p>\n", file);
}

static int write_page(FILE *file, const struct html_page *page,
		      const struct document *document, const struct check *check)
{
	struct paging paging = {.check = check};

	html_head_write(file, page->title ? page->title : document->path, style);
	write_navigation(file, page, marked_has_verdicts(page->body));
	fputs("<main>\n", file);
	write_summary(file, check);
	marked_write(file, page->body, check->count, write_mark, &paging);
	if (!paging.placed) {
		fputs("<section id=\"verdicts\">\n<h2>Verdicts</h2>\n", file);
		paging.error = html_verdicts_write(file, check);
		fputs("</section>\n", file);
	}
	fputs("</main>\n</body>\n</html>\n", file);
	return paging.error;
}

int evidence_html_write(FILE *file, const struct document *document,
			const struct check *check)
{
	char *path = strdup(document->path), *marked = marked_make(document);
	struct html_page page = {0};
	int error = path && marked ? html_page_make_document(marked, dirname(path), &page)
				   : -ENOMEM;

	if (!error)
		error = write_page(file, &page, document, check);
	html_page_free(&page);
	free(marked);
	free(path);
	return error;
}
