/* SPDX-License-Identifier: MIT */
/* rows.c - the rows of a gate: which metrics each is judged by, and whether it can be compared. */
#include "bench/gate/play/rows.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/gate/count/counting.h"
#include "bench/gate/keep.h"
#include "bench/gate/play/contest.h"
#include "bench/gate/sides/comparable.h"
#include "bench/gate/sides/described.h"
#include "bench/run/describe.h"

#define HURRIED_NS 5000000000 /* a gate of less time than this hurries */

/* The metric that a play is judged by where none is named: that of its workload. */
static const struct gate_metric *own_metric(const json_t *workload)
{
	const char *kind = json_string_value(json_object_get(workload, "kind"));
	const char *name = json_string_value(json_object_get(workload, "metric"));
	const struct gate_metric *metric;

	if (kind && !strcmp(kind, "level"))
		return gate_metric_find("memory");
	metric = name ? gate_metric_find(name) : NULL;
	return metric ? metric : gate_metric_find("wall");
}

/* Whether the play has such values: what holds memory has nothing else. */
static bool has_metric(const json_t *workload, const struct gate_metric *metric)
{
	if (gate_metric_is_counted(metric))
		return gate_can_count(workload);
	return own_metric(workload)->source == metric->source;
}

static double tolerance_of(const struct gate_plan *plan, const char *row,
			   const struct gate_metric *metric)
{
	if (plan->tolerance >= 0)
		return plan->tolerance;
	return plan->tolerances ? tolerances_of(plan->tolerances, row, metric->name)
				: metric->tolerance;
}

static struct rule rule_of(const struct gate_plan *plan, double tolerance, size_t layouts)
{
	return plan->budget_ns < HURRIED_NS ? rule_hurried(tolerance, layouts)
					    : rule_default(tolerance, layouts);
}

static void add_row(const struct gate_plan *plan, struct gate *gate,
		    const struct gate_play *play, const struct gate_metric *metric)
{
	static const struct estimate none = {NAN, NAN, NAN, 0};
	struct gate_row *row = &gate->record.rows[gate->record.row_count];
	struct gate_contest *contest = &gate->contests[gate->record.row_count++];
	double tolerance = tolerance_of(plan, play->name, metric);

	*contest = (struct gate_contest){
		.play = play,
		.metric = metric,
		.rule = rule_of(plan, tolerance, gate->record.layouts),
		.row = row,
	};
	*row = (struct gate_row){
		.name = play->name,
		.metric = metric->name,
		.unit = metric->unit,
		.counted = gate_metric_is_counted(metric),
		.tolerance = tolerance,
		.margin = contest->rule.margin,
		.base = NAN,
		.head = NAN,
		.decisive = {none, NAN},
		.first = {none, NAN},
		.control = {none, NAN},
		.layouts = gate_metric_is_counted(metric) ? 1 : gate->record.layouts,
		.rounds_needed = NAN,
		.seconds_needed = NAN,
		.verdict = GATE_INCONCLUSIVE,
		.reason = "",
		.waiver = "",
	};
}

/* Whether both are played the same way: a thread may well do the same work as a coroutine. */
bool gate_plays_alike(const struct gate_plan *plan)
{
	const char *base = plan->base.runtime, *head = plan->head.runtime;

	return base == head ||
	       (base && head && !strcmp(base, head) &&
		named_values_equal(plan->base.parameters, plan->base.parameter_count,
				   plan->head.parameters, plan->head.parameter_count));
}

/* Whether some metric of these is asked for; none at all is one that is measured. */
static bool asks_for(const struct gate_plan *plan, bool counted)
{
	for (size_t i = 0; i < plan->metric_count; i++)
		if (gate_metric_is_counted(gate_metric_find(plan->metrics[i])) == counted)
			return true;
	return plan->metric_count == 0 && !counted;
}

/* Those that are measured, or those that are counted. */
static void add_rows(const struct gate_plan *plan, struct gate *gate,
		     const struct gate_play *play, const json_t *workload, bool counted)
{
	for (size_t i = 0; i < plan->metric_count; i++) {
		const struct gate_metric *metric = gate_metric_find(plan->metrics[i]);

		if (gate_metric_is_counted(metric) == counted &&
		    has_metric(workload, metric))
			add_row(plan, gate, play, metric);
	}
}

/* The rows of one play, and why they are not to be compared, if so. */
static void add_play(const struct gate_plan *plan, struct gate *gate,
		     const struct gate_play *play, const json_t *base, const json_t *head,
		     bool counts)
{
	const json_t *workload = describe_workload(base, play->workload);
	const char *runtime = gate_plays_alike(plan) ? play->runtime : NULL;
	enum gate_verdict verdict = GATE_NOT_COMPARABLE;
	size_t first = gate->record.row_count;
	char why[WHY_NOT];

	add_rows(plan, gate, play, workload, false);
	if (gate->record.row_count == first && asks_for(plan, false))
		add_row(plan, gate, play, own_metric(workload));
	if (counts)
		add_rows(plan, gate, play, workload, true);
	if (gate_is_comparable(base, head, play->workload, runtime, why))
		return;
	if (gate_is_unknown(base, head, play->workload, runtime))
		verdict = GATE_UNMEASURED; /* a mistake must not pass */
	for (size_t i = first; i < gate->record.row_count; i++) {
		gate->record.rows[i].verdict = verdict;
		gate->record.rows[i].reason = gate_keep(gate, "%s", why);
	}
}

/* Whether rows are counted; if not, or not all, and that was asked for, it is warned of. */
static bool settle_counts(const struct gate_plan *plan, struct gate *gate,
			  const json_t *base)
{
	const char *name = NULL;
	size_t left_out = 0;

	if (!asks_for(plan, true) || !gate_count_ready(plan, gate))
		return false;
	for (size_t i = 0; i < plan->play_count; i++) {
		const struct gate_play *play = &plan->plays[i];

		if (gate_can_count(describe_workload(base, play->workload)))
			continue;
		name = name ? name : play->name;
		left_out++;
	}
	gate_warn_left_out(gate, name, left_out);
	return true;
}

/* Whether a row may have such values; of what the base does not know nobody can say. */
static bool any_has(const struct gate_plan *plan, const json_t *base,
		    const struct gate_metric *metric)
{
	for (size_t i = 0; i < plan->play_count; i++) {
		const json_t *workload = describe_workload(base, plan->plays[i].workload);

		if (!workload || has_metric(workload, metric))
			return true;
	}
	return false;
}

/* "no row has the metric memory", with those that the rows have. */
static int refuse_metric(const struct gate_plan *plan, const json_t *base, const char *name,
			 struct problem *problem)
{
	char there[128] = "";
	size_t used = 0;

	for (size_t i = 0; gate_metric_at(i); i++)
		if (any_has(plan, base, gate_metric_at(i)))
			used += (size_t)snprintf(there + used, sizeof(there) - used, "%s%s",
						 used ? ", " : "", gate_metric_at(i)->name);
	problem_set(problem, -EINVAL, "no row has the metric %s", name);
	problem_remedy(problem, "these rows have: %s", there);
	return -EINVAL;
}

/* What is asked for and never judged is no pass. Counts that fail are warned of. */
static int check_metrics(const struct gate_plan *plan, const json_t *base,
			 struct problem *problem)
{
	for (size_t i = 0; i < plan->metric_count; i++) {
		const struct gate_metric *metric = gate_metric_find(plan->metrics[i]);

		if (!gate_metric_is_counted(metric) && !any_has(plan, base, metric))
			return refuse_metric(plan, base, metric->name, problem);
	}
	return 0;
}

static bool is_judged_by(const struct gate *gate, const char *pattern, const char *metric)
{
	for (size_t i = 0; i < gate->record.row_count; i++)
		if (!strcmp(gate->record.rows[i].metric, metric) &&
		    gate_row_matches(gate->record.rows[i].name, pattern))
			return true;
	return false;
}

/* Whether rows that the pattern means are played, and none is judged by the metric. */
static bool is_idle(const struct gate *gate, const char *pattern, const char *metric)
{
	if (!strcmp(metric, "*") || is_judged_by(gate, pattern, metric))
		return false;
	for (size_t i = 0; i < gate->record.row_count; i++)
		if (gate_row_matches(gate->record.rows[i].name, pattern))
			return true;
	return false;
}

static void warn_idle(struct gate *gate, const char *path, int line, const char *text)
{
	gate_warn(gate, gate_keep(gate, "%s:%d: %s", path, line, text),
		  gate_keep(gate,
			    "correct the metric in line %d, or choose it by --metrics",
			    line));
}

/*
 * Only of rows that are played: what matches no row of the file is told by
 * tolerances_warn. A tolerance of all rows is what holds whenever its metric is asked for.
 */
static void warn_of_metrics(const struct tolerances *file, struct gate *gate)
{
	char text[256];

	for (size_t i = 0; i < file->tolerance_count; i++) {
		const struct tolerance *it = &file->tolerances[i];

		snprintf(text, sizeof(text),
			 "the tolerance of %.80s is of %s, by which no such row is judged",
			 it->row, it->metric);
		if (strcmp(it->row, "*") != 0 && is_idle(gate, it->row, it->metric))
			warn_idle(gate, file->path, it->line, text);
	}
	for (size_t i = 0; i < file->waiver_count; i++) {
		const struct waiver *it = &file->waivers[i];

		snprintf(text, sizeof(text),
			 "the waiver of %.80s is of %s, by which no such row is judged",
			 it->row, it->metric);
		if (is_idle(gate, it->row, it->metric))
			warn_idle(gate, file->path, it->line, text);
	}
}

/* Whether the workload has all parameters that are given; what others do nobody knows. */
static bool knows_all(const json_t *parameters, const struct gate_play *play)
{
	for (size_t i = 0; i < play->parameter_count; i++)
		if (!describe_entry(parameters, play->parameters[i].name))
			return false;
	return true;
}

/* As it is given, or else by default. */
static int64_t value_of(const json_t *parameter, const struct gate_play *play)
{
	const char *name = json_string_value(json_object_get(parameter, "name"));
	const struct named_value *given =
		name ? named_value_find(play->parameters, play->parameter_count, name)
		     : NULL;

	return given ? given->value
		     : json_integer_value(json_object_get(parameter, "default"));
}

/* Whether they are one row, whatever they are called: what is given may be the default. */
static bool are_one_row(const json_t *workload, const struct gate_play *a,
			const struct gate_play *b)
{
	const json_t *parameters = json_object_get(workload, "parameters"), *parameter;
	size_t i;

	if (strcmp(a->workload, b->workload) != 0 || strcmp(a->runtime, b->runtime) != 0 ||
	    !knows_all(parameters, a) || !knows_all(parameters, b))
		return false;
	json_array_foreach(parameters, i, parameter)
	{
		if (value_of(parameter, a) != value_of(parameter, b))
			return false;
	}
	return true;
}

/* A row that is named in two ways would be played twice, with two shares of the levels. */
static bool is_there(const struct gate_plan *plan, struct gate *gate, const json_t *base,
		     size_t index)
{
	const struct gate_play *play = &plan->plays[index];
	const json_t *workload = describe_workload(base, play->workload);

	for (size_t i = 0; i < index; i++) {
		if (!are_one_row(workload, &plan->plays[i], play))
			continue;
		gate_warn(gate,
			  gate_keep(gate, "%s is the row %s, and is played once",
				    play->name, plan->plays[i].name),
			  gate_keep(gate, "leave %s out", play->name));
		return true;
	}
	return false;
}

int gate_make_rows(const struct gate_plan *plan, struct gate *gate, struct problem *problem)
{
	size_t metrics = plan->metric_count ? plan->metric_count : 1;
	json_t *base = NULL, *head = NULL;
	bool counts = false;
	int error;

	gate->record.rows = calloc(plan->play_count * metrics, sizeof(*gate->record.rows));
	gate->contests = calloc(plan->play_count * metrics, sizeof(*gate->contests));
	if (!gate->record.rows || !gate->contests)
		return problem_set(problem, -ENOMEM, "no memory for the rows");
	error = gate_side_describe(plan->base.side, plan->stop_fd, &base, problem);
	if (!error)
		error = gate_side_describe(plan->head.side, plan->stop_fd, &head, problem);
	if (!error)
		error = check_metrics(plan, base, problem);
	if (!error)
		counts = settle_counts(plan, gate, base);
	for (size_t i = 0; i < plan->play_count && !error; i++)
		if (!is_there(plan, gate, base, i))
			add_play(plan, gate, &plan->plays[i], base, head, counts);
	if (!error && plan->tolerances)
		warn_of_metrics(plan->tolerances, gate);
	json_decref(base);
	json_decref(head);
	return error;
}
