/* SPDX-License-Identifier: MIT */
/* html.c - a run as one page: head, navigation, body, numbers. See html.h. */
#include "bench/report/html.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/escape.h"
#include "bench/report/html_figure.h"
#include "bench/report/html_head.h"
#include "bench/report/html_tree.h"
#include "bench/store/folder.h"

static void write_navigation(FILE *out, const struct html_page *page)
{
	fputs("<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#top\">The "
	      "answer</a></li>\n",
	      out);
	for (size_t i = 0; i < page->count; i++) {
		const struct html_heading *heading = &page->headings[i];

		fprintf(out, "<li><a href=\"#%s\">", heading->id);
		html_escape(out, heading->title);
		if (heading->failed)
			fputs(" <span title=\"failed\" aria-label=\"failed\">✕</span>",
			      out);
		else if (heading->warned)
			fputs(" <span title=\"has a warning\" aria-label=\"has a "
			      "warning\">⚠</span>",
			      out);
		fputs("</a></li>\n", out);
	}
	fputs("</ul>\n</nav>\n", out);
}

static int write_numbers(FILE *out, const struct summary *summary)
{
	json_t *json = summary_to_json(summary);
	char *text = json ? json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(9)) : NULL;

	json_decref(json);
	if (!text)
		return -ENOMEM;
	fputs("<script type=\"application/json\" id=\"summary\">", out);
	html_escape_json(out, text);
	fputs("</script>\n", out);
	free(text);
	return 0;
}

static int write_page(FILE *out, const struct summary *summary,
		      const struct html_page *page)
{
	int result;

	html_head_write(out, page->title ? page->title : "duet", "");
	write_navigation(out, page);
	fputs("<main>\n", out);
	fputs(page->body, out);
	fputs("<footer>The estimates, crossovers and timed commands of this page are in it "
	      "once more as JSON, for programs: the element with the id "
	      "<code>summary</code>. The rounds behind them are in "
	      "<code>rounds.jsonl</code>, the machine in <code>machine.json</code>, beside "
	      "this page.</footer>\n</main>\n",
	      out);
	result = write_numbers(out, summary);
	fputs("</body>\n</html>\n", out);
	return result;
}

static int write_into(const char *folder, const struct summary *summary,
		      const struct html_page *page)
{
	char *text = NULL;
	size_t bytes;
	FILE *out = open_memstream(&text, &bytes);
	int result = out ? write_page(out, summary, page) : -ENOMEM;

	if (out && fclose(out) != 0)
		result = -ENOMEM;
	if (result == 0)
		result = folder_put(folder, "report.html", text, bytes);
	free(text);
	return result;
}

int html_write(const struct summary *summary, struct problem *problem)
{
	const char *folder = summary->results->path;
	struct html_page page = {0};
	size_t bytes;
	char *markdown = html_read(folder, "report.md", &bytes);
	int result = markdown ? html_page_make(markdown, folder, &page) : -ENOENT;

	if (result == 0)
		result = write_into(folder, summary, &page);
	html_page_free(&page);
	free(markdown);
	if (result < 0)
		problem_set(problem, result, "cannot write %s/report.html: %s", folder,
			    strerror(-result));
	return result;
}
