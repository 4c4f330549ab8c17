/* SPDX-License-Identifier: MIT */
/*
 * counting.c - counts the rows that are counted, of one program of each side: where code lies does
 * not change what it does.
 */
#include "bench/gate/count/counting.h"

#include <errno.h>
#include <string.h>

#include "bench/gate/count/counted.h"
#include "bench/gate/keep.h"
#include "bench/gate/play/contest.h"
#include "bench/run/count.h"

#define LEFT_OUT_REMEDY "judge it by what is measured: --metrics=wall,cpu"

/* What was counted of a play, take by take. */
struct counting {
	const struct gate_plan *plan;
	const struct gate_play *play;
	struct counts base[COUNTED_MOST], head[COUNTED_MOST];
	size_t n;
};

bool gate_can_count(const json_t *workload)
{
	const char *kind = json_string_value(json_object_get(workload, "kind"));

	return !json_is_string(json_object_get(workload, "driver")) &&
	       (!kind || strcmp(kind, "level") != 0);
}

void gate_warn_left_out(struct gate *gate, const char *name, size_t count)
{
	if (count == 0)
		return;
	gate_warn(gate,
		  gate_keep(gate, "%zu row%s not counted, such as %s: %s", count,
			    count == 1 ? " is" : "s are", name,
			    "it needs a driver, or holds instead of plays"),
		  LEFT_OUT_REMEDY);
}

bool gate_count_ready(const struct gate_plan *plan, struct gate *gate)
{
	struct problem problem = {0};

	if (!counts_ready(plan->clock, &problem))
		return true;
	gate_warn(gate, gate_keep(gate, "nothing is counted: %s", problem.text),
		  gate_keep(gate, "%s", problem.remedy));
	return false;
}

static int take(const struct counting *counting, const struct gate_contestant *contestant,
		const struct gate_contestant *other, struct counts *counts,
		struct problem *problem)
{
	struct gate_way way = contest_way(contestant, counting->play);
	const struct count_plan plan = {
		.program = gate_side_counted(contestant->side, other->side),
		.runtime = way.runtime,
		.workload = counting->play->workload,
		.parameters = way.parameters,
		.parameter_count = way.parameter_count,
		.clock = counting->plan->clock,
		.takes = 1,
		.stop_fd = counting->plan->stop_fd,
	};

	return counts_take(&plan, counts, problem);
}

static double count_of(const struct gate_metric *metric, const struct counts *counts)
{
	return metric->source == GATE_INSTRUCTIONS ? counts->instructions
						   : counts->allocations;
}

static struct counted_takes takes_of(const struct counting *counting,
				     const struct gate_metric *metric)
{
	struct counted_takes takes = {.n = counting->n};

	for (size_t i = 0; i < takes.n; i++) {
		takes.base[i] = count_of(metric, &counting->base[i]);
		takes.head[i] = count_of(metric, &counting->head[i]);
	}
	return takes;
}

static bool is_told(const struct counting *counting, const struct gate_contest *contests,
		    size_t count)
{
	if (counting->n < COUNTED_LEAST)
		return false;
	for (size_t i = 0; i < count && counting->n < COUNTED_MOST; i++) {
		struct counted_takes takes = takes_of(counting, contests[i].metric);

		if (!counted_alike(&takes))
			return false;
	}
	return true;
}

/* The sides take turns, so that what the machine does meanwhile befalls both. */
static int take_all(struct counting *counting, const struct gate_contest *contests,
		    size_t count, struct problem *problem)
{
	const struct gate_contestant *base = &counting->plan->base;
	const struct gate_contestant *head = &counting->plan->head;
	int error = 0;

	while (!error && !is_told(counting, contests, count)) {
		error = take(counting, base, head, &counting->base[counting->n], problem);
		if (!error)
			error = take(counting, head, base, &counting->head[counting->n],
				     problem);
		counting->n += !error;
	}
	return error;
}

static size_t counted_rows(const struct gate *gate)
{
	size_t rows = 0;

	for (size_t i = 0; i < gate->record.row_count; i++)
		rows += gate->record.rows[i].counted;
	return rows;
}

/* The rows of a play from `first` on. Returns -EINTR or -ENOMEM; all else is theirs alone. */
static int count_play(const struct gate_plan *plan, struct gate *gate, size_t first,
		      struct problem *problem)
{
	struct gate_contest *contests = &gate->contests[first];
	size_t count = contest_group(gate, first);
	struct counting counting = {.plan = plan, .play = contests->play};
	struct problem why = {0};
	int error = take_all(&counting, contests, count, &why);

	if (error == -EINTR || error == -ENOMEM) {
		*problem = why;
		return error;
	}
	for (size_t i = 0; i < count; i++) {
		struct counted_takes takes = takes_of(&counting, contests[i].metric);

		if (error)
			contest_unmeasured(gate, &contests[i], why.text);
		else
			counted_judge(contests[i].metric, &takes, counted_rows(gate),
				      contests[i].row);
	}
	return 0;
}

static bool is_to_be_counted(const struct gate_contest *contest)
{
	return contest->row->counted && contest->row->verdict == GATE_INCONCLUSIVE;
}

static size_t plays_to_count(const struct gate *gate)
{
	size_t plays = 0;

	for (size_t i = 0; i < gate->record.row_count; i += contest_group(gate, i))
		plays += is_to_be_counted(&gate->contests[i]);
	return plays;
}

int gate_count_rows(const struct gate_plan *plan, const struct gate_events *events,
		    struct gate *gate, struct problem *problem)
{
	size_t plays = plays_to_count(gate), done = 0;
	int error = 0;

	for (size_t i = 0; i < gate->record.row_count && !error;
	     i += contest_group(gate, i)) {
		if (!is_to_be_counted(&gate->contests[i]))
			continue;
		if (events->counting)
			events->counting(events->context, done, plays,
					 gate->contests[i].play->name);
		error = count_play(plan, gate, i, problem);
		done++;
	}
	return error;
}
