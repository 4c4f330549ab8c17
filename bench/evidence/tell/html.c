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
	"article { margin: 1.25rem 0; padding-top: 0.75rem; border-top: 1px solid "
	"var(--line); "
	"overflow-wrap: anywhere; }\n"
	"article p { margin: 0.4rem 0; }\n";

void html_verdict_write(FILE *file, enum claim_verdict verdict)
{
	fprintf(file, "%s&nbsp;%s", words_sign(verdict), claim_verdict_names[verdict]);
}

static void write_mark(FILE *file, enum mark_kind kind, size_t number, void *context)
{
	const struct check *check = context;
	const struct claim *claim = &check->claims[number];
	const char *verdict = claim_verdict_names[claim->verdict];

	if (kind == MARK_BEGIN) {
		fprintf(file, "<mark class=\"%s\" id=\"claim-%zu\">", verdict, number + 1);
		return;
	}
	fputs(kind == MARK_END ? "</mark> " : "", file);
	fprintf(file, "<a class=\"verdict %s\" href=\"#verdict-%zu\"", verdict, number + 1);
	if (kind == MARK_AFTER)
		fprintf(file, " id=\"claim-%zu\"", number + 1);
	fputc('>', file);
	html_verdict_write(file, claim->verdict);
	fputs("</a>", file);
}

static void write_navigation(FILE *file, const struct html_page *page)
{
	fputs("<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#top\">Top</a></li>\n",
	      file);
	for (size_t i = 0; i < page->count; i++) {
		fprintf(file, "<li><a href=\"#%s\">", page->headings[i].id);
		html_escape(file, page->headings[i].title);
		fputs("</a></li>\n", file);
	}
	fputs("<li><a href=\"#verdicts\">Verdicts</a></li>\n</ul>\n</nav>\n", file);
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
	int error;

	html_head_write(file, page->title ? page->title : document->path, style);
	write_navigation(file, page);
	fputs("<main>\n", file);
	write_summary(file, check);
	marked_write(file, page->body, check->count, write_mark, (void *)check);
	error = html_verdicts_write(file, check);
	fputs("</main>\n</body>\n</html>\n", file);
	return error;
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
