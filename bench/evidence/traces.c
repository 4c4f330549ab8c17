/* SPDX-License-Identifier: MIT */
/* traces.c - finds the trace that a query is about. See traces.h. */
#include "bench/evidence/traces.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static int out_of_memory(struct problem *problem)
{
	return problem_set(problem, -ENOMEM, "out of memory");
}

static int add(const char *path, struct traces *traces, struct problem *problem)
{
	struct trace_log *more = realloc(traces->logs, (traces->count + 1) * sizeof(*more));
	int error;

	if (!more)
		return out_of_memory(problem);
	traces->logs = more;
	error = trace_read(path, &more[traces->count], problem);
	traces->count += !error;
	return error;
}

int traces_read(const char *folder, struct traces *traces, struct problem *problem)
{
	char *pattern = NULL;
	glob_t found;
	int error = 0, result;

	if (asprintf(&pattern, "%s/" TRACES_FOLDER "/*.jsonl", folder) < 0)
		return out_of_memory(problem);
	result = glob(pattern, 0, NULL, &found);
	free(pattern);
	if (result)
		return result == GLOB_NOSPACE ? out_of_memory(problem) : 0;
	for (size_t i = 0; i < found.gl_pathc && !error; i++)
		error = add(found.gl_pathv[i], traces, problem);
	globfree(&found);
	return error;
}

void traces_free(struct traces *traces)
{
	for (size_t i = 0; i < traces->count; i++)
		trace_free(&traces->logs[i]);
	free(traces->logs);
	*traces = (struct traces){0};
}

/* ---- finding ---- */

static bool is_named(const struct predicate_word *word, const char *name)
{
	return !word->text || strcmp(word->text, name) == 0;
}

static bool fits(const struct trace_log *log, const struct predicate_query *query)
{
	if (!is_named(&query->workload, log->workload) ||
	    !is_named(&query->contestant, log->runtime))
		return false;
	for (size_t i = 0; i < query->parameter_count; i++) {
		const struct named_value *parameter = &query->parameters[i];
		const json_t *value = json_object_get(log->parameters, parameter->name);

		if (!value || json_integer_value(value) != parameter->value)
			return false;
	}
	return true;
}

/* Put the event's place before a problem that has none. */
static int place_problem(const struct predicate_word *event, struct problem *problem)
{
	struct problem what = *problem;

	place_refuse(event->place, problem, "%s", what.text);
	if (*what.remedy)
		problem_remedy(problem, "%s", what.remedy);
	return -EINVAL;
}

int traces_before(const struct traces *traces, const struct predicate_query *query,
		  struct problem *problem)
{
	int64_t first, second;

	if (!query->workload.text && traces->count > 1) {
		place_refuse(query->place, problem, "there are several traces");
		problem_remedy(problem, "say which: before(workload, contestant, ...)");
		return -EINVAL;
	}
	for (size_t i = 0; i < traces->count; i++) {
		if (!fits(&traces->logs[i], query))
			continue;
		first = trace_find(&traces->logs[i], query->first.text, problem);
		if (first < 0)
			return place_problem(&query->first, problem);
		second = trace_find(&traces->logs[i], query->second.text, problem);
		if (second < 0)
			return place_problem(&query->second, problem);
		return first < second;
	}
	return -ENODATA;
}
