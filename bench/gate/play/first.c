/* SPDX-License-Identifier: MIT */
/* first.c - the first run: every row, looked at until it is decided or its time is up. */
#include "bench/gate/play/first.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/gate/keep.h"
#include "bench/gate/play/contest.h"
#include "bench/gate/play/run.h"

/*
 * Whether the row may play so many rounds more. Every row that has not been played yet is owed as
 * much time as this one has left; what one saves is for those after it.
 */
static bool has_time(const struct gate_run *run, const struct run_series *series,
		     size_t rounds)
{
	int64_t waiting = (int64_t)(run->duet_count - series->duet + run->plan->other_rows);

	return (int64_t)rounds * series->round_ns <= series->left_ns / waiting;
}

/* Returns whether the row goes on. */
static bool look(struct gate_run *run, struct gate_contest *contest,
		 const struct run_series *series, bool last)
{
	int error = contest_take(&contest->first, contest->metric, series);
	int step = error ? error
			 : rule_look(&contest->rule, contest->first.head, contest->first.n,
				     last, &contest->mean);

	contest->looks++;
	if (step < 0) {
		contest_unmeasured(run->gate, contest, contest_why(error));
		return false;
	}
	contest->step = (enum rule_step)step;
	return step == RULE_GO_ON;
}

/* What the second run need not find out again. */
static struct duet_known known_of(struct gate *gate, const struct run_series *series)
{
	const struct contestant_record *base = &series->record->contestants[BASE];

	return (struct duet_known){
		.operations = base->operations,
		.slice_ns = series->record->slice_ns,
		.round_ns = series->round_ns,
		.checksum = gate_keep(gate, "%s", base->checksum),
	};
}

static int64_t more_rounds(void *context, const struct run_series *series)
{
	struct gate_run *run = context;
	struct gate_contest *contests = &run->gate->contests[run->contests[series->duet]];
	size_t count = contest_group(run->gate, run->contests[series->duet]);
	const struct rule *rule = &contests->rule;
	size_t done = (size_t)series->record->rounds_done, looks = contests->looks + 1;
	size_t next = looks < rule->looks ? rule->rounds[looks] - done : 0;
	bool last = !next || !has_time(run, series, next), go_on = false;

	for (size_t i = 0; i < count; i++)
		if (contests[i].step == RULE_GO_ON &&
		    contests[i].row->verdict != GATE_UNMEASURED)
			go_on |= look(run, &contests[i], series, last);
	if (!go_on)
		contests->known = known_of(run->gate, series);
	contests->looks = looks; /* also where the first of them has been decided */
	return go_on ? (int64_t)next : 0;
}

/* What the first run alone says of a row: final where it passes. */
static void note(struct gate_contest *contest)
{
	struct rule_levels levels = rule_look_levels(&contest->rule);
	struct gate_row *row = contest->row;
	struct trimmed control;

	if (contest->looks == 0 || row->verdict != GATE_INCONCLUSIVE)
		return;
	row->first = gate_ratio_of(&contest->mean, contest->first.n, levels);
	row->decisive = row->first;
	if (!layouts_mean(contest->first.control, contest->first.n, contest->rule.layouts,
			  &control))
		row->control = gate_ratio_of(&control, contest->first.n, levels);
	if (contest->step == RULE_PASSES)
		row->verdict = GATE_PASS;
}

/* One duet a play that can be compared. */
static int make_duets(struct gate_run *run, int64_t **rounds, struct problem *problem)
{
	const struct gate *gate = run->gate;

	run->contests = calloc(gate->record.row_count, sizeof(*run->contests));
	*rounds = calloc(gate->record.row_count, sizeof(**rounds));
	if (!run->contests || !*rounds)
		return problem_set(problem, -ENOMEM, "no memory for the rows");
	for (size_t i = 0; i < gate->record.row_count; i += contest_group(gate, i)) {
		const struct gate_contest *contest = &gate->contests[i];

		if (contest->row->verdict != GATE_INCONCLUSIVE)
			continue;
		run->contests[run->duet_count] = i;
		(*rounds)[run->duet_count++] = (int64_t)contest->rule.rounds[0];
	}
	return 0;
}

int gate_play_first(const struct gate_plan *plan, const struct gate_events *events,
		    struct gate *gate, int64_t left_ns, struct problem *problem)
{
	struct gate_run run = {.plan = plan,
			       .events = events,
			       .gate = gate,
			       .stage = GATE_FIRST,
			       .left_ns = left_ns};
	int64_t *rounds = NULL;
	int error = make_duets(&run, &rounds, problem);

	if (!error && run.duet_count > 0)
		error = gate_run_play(
			&run, gate_keep(gate, "%s/first", gate->record.folder), rounds,
			more_rounds, (int64_t)(FIRST_SHARE * (double)left_ns), problem);
	for (size_t i = 0; i < gate->record.row_count; i++)
		note(&gate->contests[i]);
	free(run.contests);
	free(rounds);
	return error;
}
