/* SPDX-License-Identifier: MIT */
/* scope_names.c - refuses names that do not exist. See scope_names.h. */
#include "bench/evidence/scope_names.h"

#include <string.h>

#include "bench/protocol/nearest.h"

bool names_have(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Refuse a name that is none of the known ones. Where none is known, any may exist. */
static int check_word(const struct predicate_word *word, const char *kind,
		      const char *const *known, size_t count, struct problem *problem)
{
	if (!word->text || !count || names_have(known, count, word->text))
		return 0;
	return place_refuse_name(word->place, problem, kind, word->text, known, count);
}

/*
 * Contestants may be of programs that only the author knows: one whose name is near no
 * known one is taken for such.
 */
static int check_contestant(const struct predicate_word *word,
			    const struct scope_names *names, struct problem *problem)
{
	struct nearest nearest = {.wanted = word->text};

	for (size_t i = 0; i < names->contestant_count && word->text; i++)
		nearest_try(&nearest, names->contestants[i]);
	if (!nearest.name)
		return 0;
	return check_word(word, "contestant", names->contestants, names->contestant_count,
			  problem);
}

/* The parameters of one who plays a workload, and those that are none of its own. */
static size_t list_parameters(const struct contestant_record *record, const char **names)
{
	size_t count = 0;

	for (; count < record->parameter_count && count < SCOPE_PARAMETERS - 2; count++)
		names[count] = record->parameters[count].name;
	if (count) {
		names[count++] = CORES_NAME;
		names[count++] = STACK_NAME;
	}
	return count;
}

/* The parameters of the first who is found to play the workload. Returns how many. */
static size_t known_parameters(const struct library *library, const char *workload,
			       const char **names)
{
	for (size_t v = 0; v < library->count; v++) {
		const struct run_record *run = &library->volumes[v].results.run;

		for (size_t d = 0; d < run->duet_count; d++) {
			const struct contestant_record *record = run->duets[d].contestants;

			if (run->duets[d].contestant_count &&
			    strcmp(record->workload, workload) == 0)
				return list_parameters(record, names);
		}
	}
	return 0;
}

static int check_parameters(const struct library *library,
			    const struct predicate_query *query, struct problem *problem)
{
	const char *names[SCOPE_PARAMETERS];
	size_t count = known_parameters(library, query->workload.text, names);
	int error = 0;

	for (size_t i = 0; i < query->parameter_count && !error; i++) {
		struct predicate_word word = {query->parameters[i].name,
					      query->parameter_places[i]};

		error = check_word(&word, "parameter", names, count, problem);
	}
	return error ? error
		     : check_word(&query->parameter, "parameter", names, count, problem);
}

int scope_names_check(const struct scope_names *names, const struct library *library,
		      const struct predicate_query *query, struct problem *problem)
{
	int error = 0;

	if (names)
		error = check_word(&query->workload, "workload", names->workloads,
				   names->workload_count, problem);
	if (names && !error)
		error = check_contestant(&query->contestant, names, problem);
	if (names && !error)
		error = check_contestant(&query->other, names, problem);
	return error ? error : check_parameters(library, query, problem);
}
