/* SPDX-License-Identifier: MIT */
/*
 * claim.c - a claim in words: its sentence, and the commands that measure it. See claim.h.
 */
#include "bench/evidence/claim.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/needs.h"

const char *const claim_verdict_names[CLAIM_VERDICTS] = {
	[CLAIM_SUPPORTED] = "supported",
	[CLAIM_REFUTED] = "refuted",
	[CLAIM_INCONCLUSIVE] = "inconclusive",
	[CLAIM_UNMEASURED] = "unmeasured",
};

bool claim_is_doubtful(const struct claim *claim)
{
	for (size_t i = 0; i < claim->opinion_count; i++)
		if (claim->opinions[i].verdict != CLAIM_UNMEASURED &&
		    *claim->opinions[i].scope.doubt)
			return true;
	return false;
}

/* Whether the line is the command of one of the first queries. */
static bool is_there(const char *line, const struct predicate_query *queries, size_t count,
		     size_t first, const char *folder)
{
	bool there = false;

	for (size_t i = 0; i < first && !there; i++) {
		char *other = needs_command(&queries[i], queries, count, folder);

		there = other && strcmp(other, line) == 0;
		free(other);
	}
	return there;
}

/* Each command once, a line each. Returns false: no memory. */
static bool write_commands(FILE *file, const struct predicate_query *queries, size_t count,
			   const char *folder)
{
	for (size_t i = 0; i < count; i++) {
		char *line = needs_command(&queries[i], queries, count, folder);

		if (!line)
			return false;
		if (!is_there(line, queries, count, i, folder))
			fprintf(file, "%s%s", i ? "\n" : "", line);
		free(line);
	}
	return true;
}

char *claim_commands(const struct claim *claim)
{
	const struct predicate_query *queries;
	size_t bytes, count = predicate_queries(claim->predicate, &queries);
	char *text = NULL;
	FILE *file = open_memstream(&text, &bytes);
	bool made;

	if (!file)
		return NULL;
	made = write_commands(file, queries, count,
			      claim->opinions[0].scope.library->folder);
	if (fclose(file) == 0 && made)
		return text;
	free(text);
	return NULL;
}

/* The bytes of a comment that begins here; 0: none does. */
static size_t comment_bytes(const char *text)
{
	const char *end = strncmp(text, "<!--", 4) == 0 ? strstr(text, "-->") : NULL;

	return end ? (size_t)(end - text) + strlen("-->") : 0;
}

/* One blank for many, no comment, none of the signs that make letters bold. */
static void write_plain(FILE *file, const char *text, const char *end, size_t most)
{
	size_t characters = 0;
	bool blank = false;

	while (text < end && characters < most) {
		size_t skipped = comment_bytes(text);

		if (skipped) {
			text += skipped;
		} else if (strchr(" \t\r\n", *text)) {
			blank = characters > 0;
			text++;
		} else if (*text == '*' || *text == '`') {
			text++;
		} else {
			if (blank)
				fputc(' ', file);
			characters += annotation_begins_character(*text) + blank;
			blank = false;
			fputc(*text++, file);
			while (text < end && !annotation_begins_character(*text))
				fputc(*text++, file);
		}
	}
	text += text < end ? strspn(text, " \t\r\n") : 0;
	if (text < end)
		fputs("…", file);
}

char *claim_sentence(const struct claim *claim, size_t most)
{
	const struct annotation *annotation = claim->annotation;
	const char *text = claim->document->text;
	char *sentence = NULL;
	size_t bytes;
	FILE *file = open_memstream(&sentence, &bytes);

	if (!file)
		return NULL;
	write_plain(file, text + annotation->start, text + annotation->end, most);
	return fclose(file) ? NULL : sentence;
}
