/* SPDX-License-Identifier: MIT */
/* terminal.c - verdicts as lines of text. See terminal.h. */
#include "bench/evidence/tell/terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/source.h"
#include "bench/evidence/tell/words.h"
#include "bench/report/plain.h"
#include "bench/report/table.h"

#define SENTENCE 40	   /* characters of a claim */
#define VERDICT_COLUMNS 14 /* of the longest verdict, and blanks */

static void write_blanks(FILE *file, size_t used, size_t columns)
{
	for (; used < columns; used++)
		fputc(' ', file);
}

/* Others' words in what was written into a memory stream: harmless, and freed. */
static int write_harmless(FILE *file, FILE *memory, char **text)
{
	int error = fclose(memory) ? -ENOMEM : 0;

	if (!error)
		plain_write(file, *text);
	free(*text);
	return error;
}

static int write_opinion(FILE *file, const struct opinion *opinion, size_t claims)
{
	char *text = NULL;
	size_t bytes;
	FILE *memory = open_memstream(&text, &bytes);
	int error;

	if (!memory)
		return -ENOMEM;
	words_write_opinion(memory, opinion, claims);
	error = write_harmless(file, memory, &text);
	fputc('\n', file);
	return error;
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
static int write_opinions(FILE *file, const struct claim *claim, size_t claims, bool colour)
{
	int error = 0;

	if (claim->opinion_count == 1)
		return write_opinion(file, claim->opinions, claims);
	fprintf(file, "%zu machines\n", claim->opinion_count);
	for (size_t i = 0; i < claim->opinion_count && !error; i++) {
		const struct opinion *opinion = &claim->opinions[i];

		fputs("    ", file);
		write_verdict(file, opinion->verdict, colour);
		fprintf(file, "machine %.*s  ", SOURCE_SHORT, opinion->scope.machine);
		error = write_opinion(file, opinion, claims);
	}
	return error;
}

static int write_claim(FILE *file, const struct claim *claim, size_t claims, bool colour)
{
	char *sentence = claim_sentence(claim, SENTENCE);

	if (!sentence)
		return -ENOMEM;
	fputs("  ", file);
	write_verdict(file, claim->verdict, colour);
	fprintf(file, "L%-4zu \"", claim->line);
	plain_write(file, sentence);
	fputc('"', file);
	write_blanks(file, table_text_width(sentence), SENTENCE + 3);
	free(sentence);
	return write_opinions(file, claim, claims, colour);
}

/* ---- runs and traces ---- */

/* What has answered a claim of the document: a run or else a trace. */
struct source {
	const struct volume *volume;
	const struct trace_kept *kept;
};

static bool has_used(const struct check *check, struct source source)
{
	for (size_t c = 0; c < check->count; c++)
		for (size_t i = 0; i < check->claims[c].opinion_count; i++) {
			const struct scope *scope = &check->claims[c].opinions[i].scope;

			if (source.volume ? scope_has_used(scope, source.volume)
					  : scope_has_used_trace(scope, source.kept))
				return true;
		}
	return false;
}

/* "  PATH: SOURCE", by whom it is cited. */
static int write_source(FILE *file, const char *path, struct source source)
{
	char *text = NULL;
	size_t bytes;
	FILE *memory = open_memstream(&text, &bytes);
	int error;

	if (!memory)
		return -ENOMEM;
	fprintf(memory, "  %s: ", path);
	if (source.volume)
		source_write(memory, source.volume);
	else
		source_write_trace(memory, source.kept);
	error = write_harmless(file, memory, &text);
	fputc('\n', file);
	return error;
}

/* Each source once, runs first. */
static int write_sources(FILE *file, const struct check *check)
{
	const struct library *library =
		check->count ? check->claims[0].opinions[0].scope.library : NULL;
	int error = 0;

	for (size_t i = 0; library && i < library->count && !error; i++) {
		struct source run = {.volume = &library->volumes[i]};

		if (has_used(check, run))
			error = write_source(file, library->volumes[i].results.path, run);
	}
	for (size_t i = 0; library && i < library->traces.count && !error; i++) {
		struct source trace = {.kept = &library->traces.all[i]};

		if (has_used(check, trace))
			error = write_source(file, library->traces.all[i].path, trace);
	}
	return error;
}

int evidence_terminal_write(FILE *file, const struct document *document,
			    const struct check *check, bool colour)
{
	int error = 0;

	plain_write(file, document->path);
	fputc('\n', file);
	for (size_t i = 0; i < check->count && !error; i++)
		error = write_claim(file, &check->claims[i], check->count, colour);
	words_write_counts(file, check);
	fputc('\n', file);
	return error ? error : write_sources(file, check);
}
