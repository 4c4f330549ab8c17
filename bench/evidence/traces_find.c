/* SPDX-License-Identifier: MIT */
/* traces_find.c - finds the trace that a query is about, and asks it. See traces.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/scope.h"

/* The traces that a query may be about. */
struct candidates {
	const struct trace_kept **all;
	size_t count;
};

/* ---- who is meant ---- */

static bool is_named(const struct predicate_word *word, const char *name)
{
	return !word->text || strcmp(word->text, name) == 0;
}

/* A parameter; 0: it has none of that name. */
static json_int_t value_of(const struct trace_kept *kept, const char *name)
{
	return json_integer_value(json_object_get(kept->log.parameters, name));
}

static bool fits(const struct trace_kept *kept, const char *machine,
		 const struct predicate_query *query)
{
	const struct trace_log *log = &kept->log;

	if (!machine || strcmp(log->machine, machine) != 0 ||
	    !is_named(&query->workload, log->workload) ||
	    !is_named(&query->contestant, log->runtime))
		return false;
	for (size_t i = 0; i < query->parameter_count; i++)
		if (!json_object_get(log->parameters, query->parameters[i].name) ||
		    value_of(kept, query->parameters[i].name) != query->parameters[i].value)
			return false;
	return true;
}

/*
 * No trace says on which cores and stacks it was played, so that no command would make one
 * of them.
 */
static int refuse_circumstances(const struct predicate_query *query,
				struct problem *problem)
{
	for (size_t i = 0; i < query->parameter_count; i++) {
		const char *name = query->parameters[i].name;

		if (strcmp(name, CORES_NAME) != 0 && strcmp(name, STACK_NAME) != 0)
			continue;
		place_refuse(query->parameter_places[i], problem, "a trace has no %s",
			     name);
		problem_remedy(problem, "name parameters of the workload alone");
		return -EINVAL;
	}
	return 0;
}

/* ---- what the query leaves open ---- */

static bool is_open(const struct predicate_query *query, const char *name)
{
	return !named_value_find(query->parameters, query->parameter_count, name);
}

/* Of a parameter that is not named, off is meant, where any has it so. */
static void keep_off(struct candidates *candidates, const char *name)
{
	size_t kept = 0;

	for (size_t i = 0; i < candidates->count; i++)
		if (!value_of(candidates->all[i], name))
			candidates->all[kept++] = candidates->all[i];
	if (kept)
		candidates->count = kept;
}

static void leave_out_unmeant(const struct traces *traces, const char *machine,
			      const struct predicate_query *query,
			      struct candidates *candidates)
{
	const char *name;
	json_t *value;

	for (size_t i = 0; i < traces->count; i++) {
		if (!fits(&traces->all[i], machine, query))
			continue;
		json_object_foreach((json_t *)traces->all[i].log.parameters, name,
				    value) if (is_open(query, name))
			keep_off(candidates, name);
	}
}

static bool is_of_same(const struct trace_kept *a, const struct trace_kept *b)
{
	return strcmp(a->log.workload, b->log.workload) == 0 &&
	       strcmp(a->log.runtime, b->log.runtime) == 0;
}

/*
 * The name of a parameter of the first that the second has otherwise; NULL: there is none.
 */
static const char *difference(const struct trace_kept *a, const struct trace_kept *b)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)a->log.parameters, name,
			    value) if (value_of(a, name) != value_of(b, name)) return name;
	return NULL;
}

/* Of several that are not of the same the author has to choose. */
static int check_choice(const struct candidates *candidates,
			const struct predicate_query *query, struct problem *problem)
{
	const struct trace_kept *first = candidates->all[0];

	for (size_t i = 1; i < candidates->count; i++) {
		const struct trace_kept *other = candidates->all[i];
		const char *name = difference(first, other);

		name = name ? name : difference(other, first);
		if (!is_of_same(first, other)) {
			place_refuse(query->place, problem, "there are several traces");
			problem_remedy(problem,
				       "say which: before(workload, contestant, ...)");
			return -EINVAL;
		}
		if (!name)
			continue;
		place_refuse(query->place, problem,
			     "%s by %s was traced with several %s: %lld, %lld",
			     first->log.workload, first->log.runtime, name,
			     (long long)value_of(first, name),
			     (long long)value_of(other, name));
		problem_remedy(problem, "say which: %s=%lld", name,
			       (long long)value_of(first, name));
		return -EINVAL;
	}
	return 0;
}

/* By their beginnings, as runs; of equals the first by file name. */
static const struct trace_kept *newest(const struct candidates *candidates)
{
	const struct trace_kept *newest = candidates->all[0];

	for (size_t i = 1; i < candidates->count; i++)
		if (strcmp(candidates->all[i]->log.started, newest->log.started) > 0)
			newest = candidates->all[i];
	return newest;
}

/* ---- finding ---- */

static int choose(const struct traces *traces, const char *machine,
		  const struct predicate_query *query, struct candidates *candidates,
		  const struct trace_kept **kept, struct problem *problem)
{
	int error;

	for (size_t i = 0; i < traces->count; i++)
		if (fits(&traces->all[i], machine, query))
			candidates->all[candidates->count++] = &traces->all[i];
	if (!candidates->count)
		return 0;
	leave_out_unmeant(traces, machine, query, candidates);
	error = check_choice(candidates, query, problem);
	if (!error)
		*kept = newest(candidates);
	return error;
}

int traces_find(const struct traces *traces, const char *machine,
		const struct predicate_query *query, const struct trace_kept **kept,
		struct problem *problem)
{
	struct candidates candidates = {0};
	int error = refuse_circumstances(query, problem);

	*kept = NULL;
	if (error)
		return error;
	candidates.all = calloc(traces->count + 1, sizeof(*candidates.all));
	if (!candidates.all)
		return problem_set(problem, -ENOMEM, "out of memory");
	error = choose(traces, machine, query, &candidates, kept, problem);
	free(candidates.all);
	return error;
}

/* ---- asking ---- */

/* Put the event's place before a problem that has none. */
static int place_problem(const struct predicate_word *event, struct problem *problem)
{
	struct problem what = *problem;

	place_refuse(event->place, problem, "%s", what.text);
	if (*what.remedy)
		problem_remedy(problem, "%s", what.remedy);
	return -EINVAL;
}

int traces_before(const struct trace_kept *kept, const struct predicate_query *query,
		  struct problem *problem)
{
	int64_t first, second;

	if (kept->log.dropped) {
		place_refuse(query->place, problem, "%s lost %lld events", kept->path,
			     (long long)kept->log.dropped);
		problem_remedy(problem, "trace fewer operations or tasks");
		return -EINVAL;
	}
	first = trace_find(&kept->log, query->first.text, problem);
	if (first < 0)
		return place_problem(&query->first, problem);
	second = trace_find(&kept->log, query->second.text, problem);
	if (second < 0)
		return place_problem(&query->second, problem);
	return first < second;
}
