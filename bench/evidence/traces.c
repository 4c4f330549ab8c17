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
	struct trace_kept *more = realloc(traces->all, (traces->count + 1) * sizeof(*more));
	struct trace_kept kept = {.path = strdup(path)};
	int error;

	if (more)
		traces->all = more;
	if (!more || !kept.path) {
		free(kept.path);
		return out_of_memory(problem);
	}
	error = trace_read(path, &kept.log, problem);
	if (error)
		free(kept.path);
	else
		more[traces->count++] = kept;
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
	for (size_t i = 0; i < traces->count; i++) {
		trace_free(&traces->all[i].log);
		free(traces->all[i].path);
	}
	free(traces->all);
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

/* The first that fits; NULL: there is none. */
static const struct trace_kept *find(const struct traces *traces,
				     const struct predicate_query *query)
{
	for (size_t i = 0; i < traces->count; i++)
		if (fits(&traces->all[i].log, query))
			return &traces->all[i];
	return NULL;
}

const char *traces_path(const struct traces *traces, const struct predicate_query *query)
{
	const struct trace_kept *kept = find(traces, query);

	return kept ? kept->path : NULL;
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
	const struct trace_kept *kept;
	int64_t first, second;

	if (!query->workload.text && traces->count > 1) {
		place_refuse(query->place, problem, "there are several traces");
		problem_remedy(problem, "say which: before(workload, contestant, ...)");
		return -EINVAL;
	}
	kept = find(traces, query);
	if (!kept)
		return -ENODATA;
	first = trace_find(&kept->log, query->first.text, problem);
	if (first < 0)
		return place_problem(&query->first, problem);
	second = trace_find(&kept->log, query->second.text, problem);
	if (second < 0)
		return place_problem(&query->second, problem);
	return first < second;
}
