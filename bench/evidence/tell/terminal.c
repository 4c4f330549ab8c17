/* SPDX-License-Identifier: MIT */
/* terminal.c - verdicts as lines of text. See terminal.h. */
#include "bench/evidence/tell/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/source.h"
#include "bench/evidence/tell/words.h"
#include "bench/report/table.h"

#define SENTENCE 40	   /* characters of a claim */
#define VERDICT_COLUMNS 14 /* of the longest verdict, and blanks */

static void write_blanks(FILE *file, size_t used, size_t columns)
{
	for (; used < columns; used++)
		fputc(' ', file);
}

static void write_verdict(FILE *file, enum claim_verdict verdict, bool colour)
{
	static const enum shade shades[CLAIM_VERDICTS] = {
		[CLAIM_SUPPORTED] = SHADE_BETTER,
		[CLAIM_REFUTED] = SHADE_WORSE,
		[CLAIM_INCONCLUSIVE] = SHADE_NONE,
		[CLAIM_UNMEASURED] = SHADE_FAINT,
	};
	const char *name = claim_verdict_names[verdict];

	if (colour)
		table_paint(file, shades[verdict], name);
	else
		fputs(name, file);
	write_blanks(file, strlen(name), VERDICT_COLUMNS);
}

/* Of one machine behind the sentence; of several below it, each with its own verdict. */
static void write_opinions(FILE *file, const struct claim *claim, size_t claims,
			   bool colour)
{
	if (claim->opinion_count == 1) {
		words_write_opinion(file, claim->opinions, claims);
		fputc('\n', file);
		return;
	}
	fprintf(file, "%zu machines\n", claim->opinion_count);
	for (size_t i = 0; i < claim->opinion_count; i++) {
		const struct opinion *opinion = &claim->opinions[i];

		fputs("    ", file);
		write_verdict(file, opinion->verdict, colour);
		fprintf(file, "machine %.*s  ", SOURCE_SHORT, opinion->scope.machine);
		words_write_opinion(file, opinion, claims);
		fputc('\n', file);
	}
}

static int write_claim(FILE *file, const struct claim *claim, size_t claims, bool colour)
{
	char *sentence = claim_sentence(claim, SENTENCE);

	if (!sentence)
		return -ENOMEM;
	fputs("  ", file);
	write_verdict(file, claim->verdict, colour);
	fprintf(file, "L%-4zu \"%s\"", claim->line, sentence);
	write_blanks(file, table_text_width(sentence), SENTENCE + 3);
	write_opinions(file, claim, claims, colour);
	free(sentence);
	return 0;
}

/* ---- runs ---- */

static bool has_asked(const struct check *check, const struct trace_kept *kept)
{
	for (size_t c = 0; c < check->count; c++)
		for (size_t i = 0; i < check->claims[c].opinion_count; i++) {
			const struct scope *scope = &check->claims[c].opinions[i].scope;

			for (size_t u = 0; u < scope->trace_count; u++)
				if (scope->traces[u] == kept)
					return true;
		}
	return false;
}

static void write_traces(FILE *file, const struct check *check, const struct traces *traces)
{
	for (size_t i = 0; i < traces->count; i++) {
		if (!has_asked(check, &traces->all[i]))
			continue;
		fprintf(file, "  %s: ", traces->all[i].path);
		source_write_trace(file, &traces->all[i]);
		fputc('\n', file);
	}
}

static bool has_used(const struct check *check, const struct volume *volume)
{
	for (size_t c = 0; c < check->count; c++)
		for (size_t i = 0; i < check->claims[c].opinion_count; i++) {
			const struct scope *scope = &check->claims[c].opinions[i].scope;

			for (size_t u = 0; u < scope->used_count; u++)
				if (scope->used[u] == volume)
					return true;
		}
	return false;
}

static void write_runs(FILE *file, const struct check *check)
{
	const struct library *library =
		check->count ? check->claims[0].opinions[0].scope.library : NULL;

	for (size_t i = 0; library && i < library->count; i++) {
		if (!has_used(check, &library->volumes[i]))
			continue;
		fprintf(file, "  %s: ", library->volumes[i].results.path);
		source_write(file, &library->volumes[i]);
		fputc('\n', file);
	}
	if (library)
		write_traces(file, check, &library->traces);
}

int evidence_terminal_write(FILE *file, const struct document *document,
			    const struct check *check, bool colour)
{
	int error = 0;

	fprintf(file, "%s\n", document->path);
	for (size_t i = 0; i < check->count && !error; i++)
		error = write_claim(file, &check->claims[i], check->count, colour);
	words_write_counts(file, check);
	fputc('\n', file);
	write_runs(file, check);
	return error;
}
