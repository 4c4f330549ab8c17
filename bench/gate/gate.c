/* SPDX-License-Identifier: MIT */
/* gate.c - a gate from its plan to its record. */
#include "bench/gate/gate.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/gate/count/counting.h"
#include "bench/gate/keep.h"
#include "bench/gate/metric.h"
#include "bench/gate/play/contest.h"
#include "bench/gate/play/first.h"
#include "bench/gate/play/rows.h"
#include "bench/gate/play/second.h"
#include "bench/gate/record/record_json.h"
#include "bench/gate/sides/same.h"
#include "bench/gate/surroundings.h"
#include "bench/run/clock.h"
#include "bench/store/folder.h"

/* ---- the record ---- */

/* In results/, by the time. */
static int make_dated(struct gate *gate)
{
	int error = -EEXIST;

	for (int i = 1; i <= FOLDER_NAMES_TRIED && error == -EEXIST; i++) {
		char *path = folder_dated("gate-", i);

		error = path ? folder_make_new(path) : -ENOMEM;
		if (!error)
			gate->record.folder = gate_keep(gate, "%s", path);
		free(path);
	}
	return error;
}

/* A new one, with its parents. */
static int make_folder(const struct gate_plan *plan, struct gate *gate,
		       struct problem *problem)
{
	int error = plan->folder ? folder_make_new(plan->folder) : make_dated(gate);

	if (error) {
		problem_set(problem, error, "cannot make the folder %s: %s",
			    plan->folder ? plan->folder : "results/gate-...",
			    strerror(-error));
		problem_remedy(problem,
			       error == -EEXIST
				       ? "name another that does not exist with --output"
				       : "choose another place with --output");
	} else if (plan->folder) {
		gate->record.folder = gate_keep(gate, "%s", plan->folder);
	}
	return error;
}

static void fill_record(const struct gate_plan *plan, struct gate *gate)
{
	char started[40];

	clock_stamp(started, sizeof(started), CLOCK_STARTED);
	gate->record = (struct gate_record){
		.base = plan->base.name,
		.head = plan->head.name,
		.command = plan->command ? plan->command : "",
		.version = plan->version ? plan->version : "",
		.started = gate_keep(gate, "%s", started),
		.folder = "",
		.budget_ns = plan->budget_ns,
		.layouts = plan->base.side->count,
		.verdict = GATE_UNMEASURED,
		.reason = "",
	};
}

/* ---- playing and judging ---- */

/* The trimmed mean. */
static double centre_of(const double *values, size_t n)
{
	struct estimate mean;

	return estimate_mean(values, n, &mean) ? NAN : mean.value;
}

/* The values of the run that decided. */
static void note_values(struct gate_contest *contest)
{
	const struct gate_rounds *rounds =
		contest->second.n > 0 ? &contest->second : &contest->first;

	if (rounds->n == 0)
		return;
	contest->row->base = centre_of(rounds->values[BASE], rounds->n);
	contest->row->head = centre_of(rounds->values[HEAD], rounds->n);
}

/* A loss that is meant, and is no larger than was meant, does not fail the gate. */
static void waive(const struct gate_plan *plan, struct gate *gate, struct gate_row *row)
{
	const struct waiver *waiver =
		plan->tolerances ? tolerances_waiver(plan->tolerances, row->name,
						     row->metric, plan->today)
				 : NULL;

	if (!waiver || row->verdict != GATE_FAIL)
		return;
	row->waiver = gate_keep(gate, "%s (until %s)", waiver->reason, waiver->until);
	if (row->decisive.ratio.value <= 1 + waiver->up_to)
		row->verdict = GATE_WAIVED;
	else
		row->reason = gate_keep(gate, "%s than its waiver allows (%.3g %%)",
					gate_metric_find(row->metric)->worse,
					waiver->up_to * 100);
}

static void sum_up(const struct gate_plan *plan, struct gate *gate, int64_t throttled)
{
	struct gate_record *record = &gate->record;

	for (size_t i = 0; i < record->row_count; i++) {
		note_values(&gate->contests[i]);
		waive(plan, gate, &record->rows[i]);
	}
	record->verdict = gate_sum_up(record->rows, record->row_count);
	if (throttled <= 0)
		return;
	record->verdict = GATE_UNMEASURED;
	record->reason = gate_keep(
		gate,
		"the control group was held back in %lld periods, having used its "
		"processor "
		"time: allow it more (cpu.max, docker --cpus), or measure elsewhere",
		(long long)throttled);
}

/*
 * What is left for the second run, when the first took `spent`. Rows that are not played had as much
 * time as each that is, as long as the first run's share was enough for that, and want as much.
 */
static int64_t second_time(const struct gate_plan *plan, const struct gate *gate,
			   int64_t spent_ns, int64_t left_ns)
{
	double rows = (double)gate->record.row_count;
	double others = (double)spent_ns * (double)plan->other_rows / rows;
	double least = fmin((double)left_ns, (1 - FIRST_SHARE) * (double)plan->budget_ns);

	if (plan->other_rows == 0)
		return left_ns;
	return (int64_t)(fmax(least, (double)left_ns - others) * rows /
			 (rows + (double)plan->other_confirmed));
}

/*
 * Of the budget, after so long that programs were asked about themselves: of a short one little
 * is lost by that, and a long one bounds the whole gate, also where they had to be read from a disk.
 */
static int64_t left_of(int64_t budget_ns, int64_t prepared_ns)
{
	int64_t most_ns = budget_ns / 20;

	return budget_ns - (prepared_ns < most_ns ? prepared_ns : most_ns);
}

static int play_rows(const struct gate_plan *plan, const struct gate_events *events,
		     struct gate *gate, int64_t began_ns, struct problem *problem)
{
	int64_t left_ns = left_of(plan->budget_ns, clock_now_ns() - began_ns), played_ns,
		spent_ns;
	int error = gate_count_rows(plan, events, gate, problem);
	int64_t throttled = surroundings_throttled();

	played_ns = clock_now_ns();
	if (!error)
		error = gate_play_first(plan, events, gate, left_ns, problem);
	spent_ns = clock_now_ns() - played_ns;
	if (!error)
		error = gate_play_second(
			plan, events, gate,
			second_time(plan, gate, spent_ns, left_ns - spent_ns), problem);
	gate->record.measured_ns = clock_now_ns() - played_ns;
	sum_up(plan, gate, surroundings_throttled() - throttled);
	if (error) {
		gate->record.verdict = GATE_UNMEASURED;
		gate->record.reason = error == -EINTR
					      ? "interrupted"
					      : gate_keep(gate, "%s", problem->text);
	}
	return error;
}

/* Returns 1: they are the same, and so the gate passes; 0: not; -errno. */
static int settle_same(const struct gate_plan *plan, struct gate *gate,
		       struct problem *problem)
{
	const struct gate_side *base = plan->base.side, *head = plan->head.side;
	int same;

	if (plan->measure_equal || !gate_plays_alike(plan))
		return 0;
	same = same_set((const char *const *)base->programs,
			(const char *const *)head->programs, base->count, problem);
	if (same != 1)
		return same;
	gate->record.same = true;
	gate->record.verdict = GATE_PASS;
	return 1;
}

/* The rows, unless there is nothing to play. Returns as prepare. */
static int settle(const struct gate_plan *plan, struct gate *gate, struct problem *problem)
{
	const char *why;
	int result = settle_same(plan, gate, problem);

	if (result)
		return result;
	why = surroundings_refuse(plan->core);
	if (why) {
		gate->record.reason = why;
		return 1;
	}
	result = gate_make_rows(plan, gate, problem);
	if (result || gate->record.row_count)
		return result;
	/* Only counts were asked for, and none can be taken: that has been warned of. */
	gate->record.reason =
		gate->record.warning_count ? gate->record.warnings[0].text : "";
	return 1;
}

static void warn(void *gate, const char *text, const char *remedy)
{
	gate_warn(gate, gate_keep(gate, "%s", text), gate_keep(gate, "%s", remedy));
}

/* Returns 1 when there is nothing to play; 0: there is; or -errno, and no folder is left. */
static int prepare(const struct gate_plan *plan, struct gate *gate, struct problem *problem)
{
	int result = gate_sides_match(plan->base.side, plan->head.side, problem);

	if (!result)
		result = make_folder(plan, gate, problem);
	if (result)
		return result;
	result = settle(plan, gate, problem);
	if (result < 0)
		rmdir(gate->record.folder); /* nothing is in it */
	else if (plan->tolerances)
		tolerances_warn(plan->tolerances, plan->today, warn, gate);
	return result;
}

int gate_play(const struct gate_plan *plan, const struct gate_events *events,
	      struct gate *gate, struct problem *problem)
{
	int64_t began_ns = clock_now_ns();
	int result, written;

	*gate = (struct gate){.kept = json_array()};
	fill_record(plan, gate);
	result = prepare(plan, gate, problem);
	if (result < 0)
		return result;
	if (events->started)
		events->started(events->context, &gate->record, gate->record.row_count);
	if (result == 0)
		result = play_rows(plan, events, gate, began_ns, problem);
	gate->record.elapsed_ns = clock_now_ns() - began_ns;
	written = gate_write(&gate->record, result < 0 ? &(struct problem){0} : problem);
	return result < 0 ? result : written;
}

void gate_free(struct gate *gate)
{
	for (size_t i = 0; gate->contests && i < gate->record.row_count; i++)
		contest_free(&gate->contests[i]);
	free(gate->contests);
	free(gate->record.rows);
	free(gate->warnings);
	json_decref(gate->kept);
	*gate = (struct gate){0};
}
