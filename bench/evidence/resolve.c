/* SPDX-License-Identifier: MIT */
/* resolve.c - answers queries. See resolve.h. */
#include "bench/evidence/resolve.h"

#include <errno.h>

#include "bench/evidence/needs.h"
#include "bench/evidence/series.h"
#include "bench/evidence/sweep.h"

static int unmeasured(const struct scope *scope, const struct predicate_query *query,
		      struct predicate_answer *answer, struct problem *problem)
{
	answer->needs = needs_command(query, scope->queries, scope->query_count,
				      scope->library->folder);
	return answer->needs ? 0 : problem_set(problem, -ENOMEM, "out of memory");
}

/* The workload was played, and has no such number. */
static int refuse_metric(const struct predicate_query *query, struct problem *problem)
{
	place_refuse(query->place, problem, "the runs of %s by %s have no %s",
		     query->workload.text, query->contestant.text, query->metric->name);
	problem_remedy(problem, "what a workload measures: duet list %s",
		       query->workload.text);
	return -EINVAL;
}

static int answer_contestant(struct scope *scope, const struct predicate_query *query,
			     struct predicate_answer *answer, struct problem *problem)
{
	struct seat_found seat;
	int error = scope_find(scope, query, &seat, problem);

	if (error || !seat.volume)
		return error ? error : unmeasured(scope, query, answer, problem);
	error = series_make(query->metric->kind, &seat, &answer->values, &answer->rounds);
	if (error == -ENODATA)
		return refuse_metric(query, problem);
	if (error)
		return problem_set(problem, error, "out of memory");
	answer->duet = seat_duet(&seat);
	scope_use(scope, &seat);
	return 0;
}

static int answer_sweep(struct scope *scope, const struct predicate_query *query,
			struct predicate_answer *answer, struct problem *problem)
{
	int error = sweep_answer(scope, query, answer, problem);

	if (!error && !answer->point_count)
		return unmeasured(scope, query, answer, problem);
	return error;
}

static int answer_events(struct scope *scope, const struct predicate_query *query,
			 struct predicate_answer *answer, struct problem *problem)
{
	const struct trace_kept *kept;
	int before, error = traces_find(&scope->library->traces, scope->machine, query,
					&kept, problem);

	if (error || !kept)
		return error ? error : unmeasured(scope, query, answer, problem);
	before = traces_before(kept, query, problem);
	if (before < 0)
		return before;
	answer->fact = before > 0;
	scope_use_trace(scope, kept);
	return 0;
}

int evidence_resolve(void *context, const struct predicate_query *query,
		     struct predicate_answer *answer, struct problem *problem)
{
	struct scope *scope = context;

	switch (query->metric->takes) {
	case TAKES_SWEEP:
		return answer_sweep(scope, query, answer, problem);
	case TAKES_EVENTS:
		return answer_events(scope, query, answer, problem);
	default:
		return answer_contestant(scope, query, answer, problem);
	}
}

int evidence_ask(const struct predicate *predicate, struct scope *scope,
		 struct predicate_result *result, struct problem *problem)
{
	int error;

	scope->query_count = predicate_queries(predicate, &scope->queries);
	*problem = (struct problem){0};
	error = predicate_evaluate(predicate, evidence_resolve, scope, result, problem);
	if (error != -EDOM)
		return error;
	if (!*problem->text)
		place_refuse(scope->queries->place, problem, "a round divides by 0");
	return -EINVAL;
}
