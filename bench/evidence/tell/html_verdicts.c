/* SPDX-License-Identifier: MIT */
/* html_verdicts.c - every verdict, and what it rests on. See html_verdicts.h. */
#include "bench/evidence/tell/html_verdicts.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/block.h"
#include "bench/evidence/relative.h"
#include "bench/evidence/source.h"
#include "bench/evidence/tell/words.h"
#include "bench/report/draft.h"
#include "bench/report/escape.h"

static void write_link(FILE *file, const char *way, const char *words)
{
	fputs("<a href=\"", file);
	html_escape(file, way);
	fputs("\">", file);
	html_escape(file, words);
	fputs("</a>", file);
}

/* "Raw data of", with a link where the file is there, else with what it is called. */
static void write_source(FILE *file, const struct document *document, const char *path,
			 const char *name)
{
	char *way = path ? relative_path(document->path, path) : NULL;

	fputs("<p>", file);
	if (way)
		write_link(file, way, "Raw data");
	else
		html_escape(file, name);
	fputs(" of <code>", file);
	free(way);
}

/* The run, its raw data, and by what others cite it. */
static void write_run(FILE *file, const struct document *document,
		      const struct volume *volume)
{
	char *path = NULL;

	if (asprintf(&path, "%s/rounds.jsonl", volume->results.path) < 0)
		path = NULL;
	write_source(file, document, path, volume->results.path);
	source_write(file, volume);
	fputs("</code></p>\n", file);
	free(path);
}

/* A paragraph with the link to a file, where that is there. */
static void write_way(FILE *file, const struct document *document, const char *path,
		      const char *words)
{
	char *way = relative_path(document->path, path);

	if (way) {
		fputs("<p>", file);
		write_link(file, way, words);
		fputs("</p>\n", file);
	}
	free(way);
}

/* The trace, by what others cite it, and its drawing: beside it, and called like it. */
static void write_trace(FILE *file, const struct document *document,
			const struct trace_kept *kept)
{
	size_t stem = strlen(kept->path) - strlen(".jsonl"); /* as all are called */
	char *drawing = NULL;

	write_source(file, document, kept->path, kept->path);
	source_write_trace(file, kept);
	fputs("</code></p>\n", file);
	if (asprintf(&drawing, "%.*s.svg", (int)stem, kept->path) < 0)
		return;
	write_way(file, document, drawing, "Figure");
	free(drawing);
}

static void write_figures(FILE *file, const struct claim *claim,
			  const struct opinion *opinion)
{
	const struct predicate_query *queries = opinion->scope.queries;
	char *way = NULL;

	for (size_t i = 0; i < opinion->scope.query_count && !way; i++)
		way = block_figure(claim->document, &queries[i], &opinion->scope);
	if (way) {
		fputs("<p>", file);
		write_link(file, way, "Figure");
		fputs("</p>\n", file);
	}
	free(way);
}

static int write_opinion(FILE *file, const struct claim *claim,
			 const struct opinion *opinion, size_t claims)
{
	struct draft words;
	int error = draft_start(&words);

	if (error)
		return error;
	words_write_opinion(words.file, opinion, claims);
	error = draft_end(&words);
	if (error)
		return error;
	fputs("<p class=\"measured\">", file);
	if (claim->opinion_count > 1)
		html_verdict_write(file, opinion->verdict, *opinion->scope.doubt);
	html_escape(file, words.text);
	fputs("</p>\n", file);
	free(words.text);
	return 0;
}

/* What the opinion rests on. */
static void write_sources(FILE *file, const struct claim *claim,
			  const struct opinion *opinion)
{
	for (size_t i = 0; i < opinion->scope.used_count; i++)
		write_run(file, claim->document, opinion->scope.used[i]);
	for (size_t i = 0; i < opinion->scope.trace_count; i++)
		write_trace(file, claim->document, opinion->scope.traces[i]);
	write_figures(file, claim, opinion);
}

/* What only who doubts it wants to see: folded. */
static void write_details(FILE *file, const struct claim *claim, const char *commands)
{
	fputs("<details><summary>predicate, figure, data, command</summary>\n<p><code>",
	      file);
	html_escape(file, claim->annotation->text);
	fputs("</code></p>\n", file);
	for (size_t i = 0; i < claim->opinion_count; i++)
		write_sources(file, claim, &claim->opinions[i]);
	fputs("<pre><code>", file);
	html_escape(file, commands);
	fputs("</code></pre>\n</details>\n", file);
}

static int write_claim(FILE *file, const struct claim *claim, size_t number, size_t claims)
{
	char *sentence = claim_sentence(claim, SIZE_MAX), *commands = claim_commands(claim);
	int error = sentence && commands ? 0 : -ENOMEM;

	if (!error) {
		fprintf(file, "<article id=\"verdict-%zu\">\n<p>", number);
		html_verdict_write(file, claim->verdict, claim_is_doubtful(claim));
		fprintf(file, "<a href=\"#claim-%zu\">", number);
		html_escape(file, *sentence ? sentence : "(nothing)");
		fputs("</a></p>\n", file);
	}
	for (size_t i = 0; i < claim->opinion_count && !error; i++)
		error = write_opinion(file, claim, &claim->opinions[i], claims);
	if (!error) {
		write_details(file, claim, commands);
		fputs("</article>\n", file);
	}
	free(sentence);
	free(commands);
	return error;
}

int html_verdicts_write(FILE *file, const struct check *check)
{
	int error = 0;

	for (size_t i = 0; i < check->count && !error; i++)
		error = write_claim(file, &check->claims[i], i + 1, check->count);
	return error;
}
