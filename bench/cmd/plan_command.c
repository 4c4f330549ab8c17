/* SPDX-License-Identifier: MIT */
/* plan_command.c - the command that repeats a plan, in words that a shell reads. See plan.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/plan.h"
#include "bench/report/shell_word.h"

void plan_start(struct plan *plan, const char *command)
{
	*plan = (struct plan){.run = run_plan_default()};
	plan->words = open_memstream(&plan->command, &plan->command_bytes);
	if (!plan->words)
		return;
	shell_word_write(plan->words, program_invocation_name);
	fprintf(plan->words, " %s", command);
}

void plan_note(struct plan *plan, const char *option, const char *value)
{
	char word[1024];

	if (!plan->words)
		return;
	snprintf(word, sizeof(word), "%s%s", option, value);
	fputc(' ', plan->words);
	shell_word_write(plan->words, word);
}

void plan_command_free(struct plan *plan)
{
	if (plan->words)
		fclose(plan->words);
	free(plan->command);
}
