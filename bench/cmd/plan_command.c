/* SPDX-License-Identifier: MIT */
/* plan_command.c - the command that repeats a plan, in words that a shell reads. See plan.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/plan.h"

/* Append a word to the command line, in quotes where a shell would take it apart. */
static void write_word(FILE *file, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_=+.,:/@%";

	if (*word && strspn(word, plain) == strlen(word)) {
		fputs(word, file);
		return;
	}
	fputc('\'', file);
	for (; *word; word++)
		if (*word == '\'')
			fputs("'\\''", file);
		else
			fputc(*word, file);
	fputc('\'', file);
}

void plan_start(struct plan *plan, const char *command)
{
	*plan = (struct plan){.run = run_plan_default()};
	plan->words = open_memstream(&plan->command, &plan->command_bytes);
	if (!plan->words)
		return;
	write_word(plan->words, program_invocation_name);
	fprintf(plan->words, " %s", command);
}

void plan_note(struct plan *plan, const char *option, const char *value)
{
	char word[1024];

	if (!plan->words)
		return;
	snprintf(word, sizeof(word), "%s%s", option, value);
	fputc(' ', plan->words);
	write_word(plan->words, word);
}

void plan_command_free(struct plan *plan)
{
	if (plan->words)
		fclose(plan->words);
	free(plan->command);
}
