/* SPDX-License-Identifier: MIT */
/* scope.c - who fits a query, and which of those is meant. See scope.h. */
#include "bench/evidence/scope.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"

#define ROUNDS_LEAST 2 /* fewer have no interval */
#define VALUES_BYTES 160

bool scope_has_used(const struct scope *scope, const struct volume *volume)
{
	for (size_t i = 0; i < scope->used_count; i++)
		if (scope->used[i] == volume)
			return true;
	return false;
}

bool scope_has_used_trace(const struct scope *scope, const struct trace_kept *kept)
{
	for (size_t i = 0; i < scope->trace_count; i++)
		if (scope->traces[i] == kept)
			return true;
	return false;
}

void scope_use(struct scope *scope, const struct seat_found *seat)
{
	if (!*scope->doubt)
		duet_is_doubtful(seat_summary(seat), scope->doubt, sizeof(scope->doubt));
	if (!scope_has_used(scope, seat->volume) && scope->used_count < SCOPE_VOLUMES)
		scope->used[scope->used_count++] = seat->volume;
}

void scope_use_trace(struct scope *scope, const struct trace_kept *kept)
{
	if (!scope_has_used_trace(scope, kept) && scope->trace_count < SCOPE_VOLUMES)
		scope->traces[scope->trace_count++] = kept;
}

/* ---- who is meant ---- */

/* Whether it is no parameter of a workload. */
static bool is_circumstance(const char *name)
{
	return strcmp(name, CORES_NAME) == 0 || strcmp(name, STACK_NAME) == 0;
}

/* The query's parameter of that name, or NULL. */
static const struct named_value *asked(const struct predicate_query *query,
				       const char *name)
{
	return named_value_find(query->parameters, query->parameter_count, name);
}

static bool has_cores(const struct duet_record *duet, const struct predicate_query *query)
{
	const struct named_value *cores = asked(query, CORES_NAME);

	if (!cores)
		return true;
	return (strcmp(duet->cores, "one") == 0) == (cores->value == 1);
}

static bool has_stack(const struct volume *volume, const struct predicate_query *query)
{
	const struct named_value *stack = asked(query, STACK_NAME);

	return !stack || stack->value == volume->results.run.stack_size;
}

/*
 * Whether a duet's contestant is called so, and was measured as the query wants it. Stacks
 * are the run's: has_stack.
 */
static bool fits(const struct duet_record *duet, const struct contestant_record *record,
		 const struct predicate_query *query, const char *name)
{
	if (!seat_is_called(record, name) ||
	    strcmp(record->workload, query->workload.text) != 0 || !has_cores(duet, query))
		return false;
	for (size_t i = 0; i < query->parameter_count; i++) {
		const struct named_value *value =
			named_value_find(record->parameters, record->parameter_count,
					 query->parameters[i].name);

		if (is_circumstance(query->parameters[i].name))
			continue;
		if (!value || value->value != query->parameters[i].value)
			return false;
	}
	return true;
}

static int add(struct seat_found **seats, size_t *count, struct seat_found seat)
{
	struct seat_found *more = realloc(*seats, (*count + 1) * sizeof(*more));

	if (!more)
		return -ENOMEM;
	more[(*count)++] = seat;
	*seats = more;
	return 0;
}

/* Whether a contestant of the duet has what the query asks for. */
static bool has_one_that_fits(const struct duet_record *duet,
			      const struct predicate_query *query)
{
	for (size_t c = 0; c < duet->contestant_count; c++)
		if (fits(duet, &duet->contestants[c], query, query->contestant.text))
			return true;
	return false;
}

static bool is_void(const struct duet_record *duet)
{
	char why[SCOPE_DOUBT];

	return duet_is_void(duet, why, sizeof(why));
}

static int add_of_volume(const struct volume *volume, const struct predicate_query *query,
			 struct seat_found **seats, size_t *count)
{
	const struct run_record *run = &volume->results.run;
	int error = 0;

	if (!has_stack(volume, query))
		return 0;
	for (size_t d = 0; d < run->duet_count && !error; d++)
		for (size_t c = 0; c < run->duets[d].contestant_count && !error; c++)
			if (run->duets[d].rounds_done >= ROUNDS_LEAST &&
			    !is_void(&run->duets[d]) &&
			    fits(&run->duets[d], &run->duets[d].contestants[c], query,
				 query->contestant.text))
				error = add(seats, count,
					    (struct seat_found){volume, d, c});
	return error;
}

/* ---- what the query leaves open ---- */

static void keep_if(struct seat_found *seats, size_t *count,
		    bool (*keeps)(const struct seat_found *seat, const char *name),
		    const char *name)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		if (keeps(&seats[i], name))
			seats[kept++] = seats[i];
	if (kept) /* else it does not tell them apart */
		*count = kept;
}

static bool is_off(const struct seat_found *seat, const char *name)
{
	return seat_parameter(seat, name) == 0;
}

static bool is_on_usual_cores(const struct seat_found *seat, const char *name)
{
	(void)name;
	return strcmp(seat_duet(seat)->cores, seat_duet(seat)->workload_cores) == 0;
}

static bool has_usual_stack(const struct seat_found *seat, const char *name)
{
	(void)name;
	return seat->volume->results.run.stack_size == 0;
}

static bool is_open(const struct predicate_query *query, const char *name,
		    const char *without)
{
	return !asked(query, name) && !(without && strcmp(name, without) == 0);
}

/* "2, 100, 1000": the different values, into the text. Returns how many they are. */
static size_t list_values(const struct seat_found *seats, size_t count, const char *name,
			  char *text, size_t size)
{
	size_t used = 0, values = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t value = seat_parameter(&seats[i], name);
		bool seen = false;

		for (size_t j = 0; j < i; j++)
			seen = seen || seat_parameter(&seats[j], name) == value;
		if (seen)
			continue;
		if (used < size)
			used += (size_t)snprintf(text + used, size - used, "%s%lld",
						 values ? ", " : "", (long long)value);
		values++;
	}
	return values;
}

/* Refuse several values of one parameter: the author has to say which is meant. */
static int check_choice(const struct seat_found *seats, size_t count,
			const struct predicate_query *query, const char *name,
			struct problem *problem)
{
	char text[VALUES_BYTES] = "";

	if (list_values(seats, count, name, text, sizeof(text)) < 2)
		return 0;
	place_refuse(query->place, problem, "%s(%s, %s) was measured with several %s: %s",
		     query->metric->name, query->workload.text, query->contestant.text,
		     name, text);
	problem_remedy(problem, "say which: %s=%lld", name,
		       (long long)seat_parameter(&seats[0], name));
	return -EINVAL;
}

/* The names of all parameters that any of them has: borrowed. Returns how many. */
static size_t list_names(const struct seat_found *seats, size_t count, const char **names)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		const struct contestant_record *record = seat_contestant(&seats[i]);

		for (size_t p = 0; p < record->parameter_count; p++)
			if (found < SCOPE_PARAMETERS &&
			    !names_have(names, found, record->parameters[p].name))
				names[found++] = record->parameters[p].name;
	}
	return found;
}

/* Leave out what is not meant, and refuse what is ambiguous. */
static int choose(const struct predicate_query *query, const char *without,
		  struct seat_found *seats, size_t *count, struct problem *problem)
{
	const char *names[SCOPE_PARAMETERS];
	size_t name_count = list_names(seats, *count, names);
	int error = 0;

	if (!asked(query, CORES_NAME))
		keep_if(seats, count, is_on_usual_cores, NULL);
	if (!asked(query, STACK_NAME))
		keep_if(seats, count, has_usual_stack, NULL);
	for (size_t i = 0; i < name_count; i++)
		if (is_open(query, names[i], without))
			keep_if(seats, count, is_off, names[i]);
	for (size_t i = 0; i < name_count && !error; i++)
		if (is_open(query, names[i], without))
			error = check_choice(seats, *count, query, names[i], problem);
	return error;
}

/* ---- finding ---- */

static size_t keep_of_volume(struct seat_found *seats, size_t count,
			     const struct volume *volume)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (seats[i].volume == volume)
			seats[kept++] = seats[i];
	return kept;
}

static bool is_on_machine(const struct scope *scope, const struct volume *volume)
{
	return scope->machine && strcmp(volume->machine, scope->machine) == 0;
}

int scope_find_all(const struct scope *scope, const struct predicate_query *query,
		   const char *without, struct seat_found **seats, size_t *count,
		   struct problem *problem)
{
	int error = scope_names_check(scope->names, scope->library, query, problem);

	*seats = NULL;
	*count = 0;
	if (error)
		return error;
	for (size_t v = 0; v < scope->library->count && !error; v++)
		if (is_on_machine(scope, &scope->library->volumes[v]))
			error = add_of_volume(&scope->library->volumes[v], query, seats,
					      count);
	if (error)
		problem_set(problem, error, "out of memory");
	else if (*count)
		error = choose(query, without, *seats, count, problem);
	if (scope->only) /* what is meant is chosen among all */
		*count = keep_of_volume(*seats, *count, scope->only);
	if (error) {
		free(*seats);
		*seats = NULL;
	}
	return error;
}

static bool has_any_that_fits(const struct volume *volume,
			      const struct predicate_query *query)
{
	const struct run_record *run = &volume->results.run;

	for (size_t d = 0; d < run->duet_count; d++)
		if (has_one_that_fits(&run->duets[d], query))
			return true;
	return false;
}

bool scope_may_answer(const struct scope *scope, const struct volume *volume)
{
	for (size_t i = 0; i < scope->query_count; i++)
		if (scope->queries[i].metric->takes != TAKES_EVENTS &&
		    !has_any_that_fits(volume, &scope->queries[i]))
			return false;
	return true;
}

/* Why a duet of the volume that would answer the query is not taken. */
static bool is_refused(const struct volume *volume, const struct predicate_query *query,
		       char *why, size_t size)
{
	const struct run_record *run = &volume->results.run;
	char void_for[SCOPE_DOUBT];

	if (!query->workload.text || !query->contestant.text || !has_stack(volume, query))
		return false;
	for (size_t d = 0; d < run->duet_count; d++)
		if (has_one_that_fits(&run->duets[d], query) &&
		    duet_is_void(&run->duets[d], void_for, sizeof(void_for))) {
			snprintf(why, size, "%s does not count, %s", volume->results.path,
				 void_for);
			return true;
		}
	return false;
}

/* Whether nobody answers the query, which is of duets. */
static bool is_unanswered(const struct scope *scope, const struct predicate_query *query)
{
	bool sweeps = query->metric->takes == TAKES_SWEEP;
	struct seat_found *seats;
	struct problem problem;
	size_t count;

	if (query->metric->takes == TAKES_EVENTS ||
	    scope_find_all(scope, query, sweeps ? query->parameter.text : NULL, &seats,
			   &count, &problem))
		return false;
	free(seats);
	return sweeps || !count;
}

bool scope_refused(const struct scope *scope, char *why, size_t size)
{
	for (size_t i = 0; i < scope->query_count; i++)
		for (size_t v = 0; v < scope->library->count; v++)
			if (is_on_machine(scope, &scope->library->volumes[v]) &&
			    is_unanswered(scope, &scope->queries[i]) &&
			    is_refused(&scope->library->volumes[v], &scope->queries[i], why,
				       size))
				return true;
	return false;
}

/* How many of the predicate's queries the duet answers. */
static size_t answers(const struct scope *scope, const struct seat_found *seat)
{
	const struct duet_record *duet = seat_duet(seat);
	size_t count = 0;

	for (size_t i = 0; i < scope->query_count; i++) {
		const struct predicate_query *query = &scope->queries[i];

		if (query->workload.text && query->contestant.text &&
		    has_stack(seat->volume, query))
			count += has_one_that_fits(duet, query);
	}
	return count;
}

int scope_find(const struct scope *scope, const struct predicate_query *query,
	       struct seat_found *seat, struct problem *problem)
{
	struct seat_found *seats;
	size_t count, most = 0;
	int error = scope_find_all(scope, query, NULL, &seats, &count, problem);

	*seat = (struct seat_found){0};
	for (size_t i = 0; i < count && !error; i++) {
		size_t worth =
			1 + 2 * answers(scope, &seats[i]) + !seat_is_doubtful(&seats[i]);

		if (worth > most) /* the first of equals is the newest */
			*seat = seats[i];
		most = worth > most ? worth : most;
	}
	free(seats);
	return error;
}
