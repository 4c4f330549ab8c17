/* SPDX-License-Identifier: MIT */
/* missing.c - who is left out, and what to install. See missing.h. */
#include "bench/cmd/missing.h"

#include <stdio.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/program.h"
#include "bench/run/describe.h"
#include "bench/store/problem.h"

/* Whether it is said for the first time. */
static bool is_news(struct catalogue *catalogue, const char *runtime)
{
	size_t count = catalogue->missing_count;

	for (size_t i = 0; i < count; i++)
		if (strcmp(catalogue->missing[i], runtime) == 0)
			return false;
	if (count == CATALOGUE_MISSING)
		return true;
	snprintf(catalogue->missing[count], sizeof(catalogue->missing[count]), "%s",
		 runtime);
	catalogue->missing_count++;
	return true;
}

/* What its worker program says that the runtime lacks: "" when nothing. */
static void ask(const json_t *description, const char *runtime, struct problem *problem)
{
	const json_t *entry = describe_runtime(description, runtime);
	const char *missing = catalogue_string(entry, "missing");
	const char *remedy = catalogue_string(entry, "remedy");

	*problem = (struct problem){0};
	if (!*missing)
		return;
	problem_set(problem, 0, "%s", missing);
	problem_remedy(problem, "%s", remedy);
}

bool missing_tell(struct catalogue *catalogue, const struct contestant *contestant)
{
	const char *runtime = contestant->runtime;
	const struct program *program = contestant->found ? program_of(runtime) : NULL;
	struct problem problem = {0};
	const json_t *description = catalogue_ask(catalogue, contestant->program, &problem);

	if (description)
		ask(description, runtime, &problem);
	else if (program)
		problem_remedy(&problem, "%s", program->remedy);
	else
		return false; /* a program that the user named: an error */
	if (!*problem.text)
		return false;
	if (is_news(catalogue, runtime))
		complain("%s is left out: %s%s%s%s", runtime, problem.text,
			 *problem.remedy ? " (" : "", problem.remedy,
			 *problem.remedy ? ")" : "");
	return true;
}
