/* SPDX-License-Identifier: MIT */
/* second.c - the second run: fresh rounds for the rows that the first did not let pass. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bench/gate/contest.h"

#define WRITING_NS 500000000 /* what is kept for gate.json and what is made of it */
#define ROUNDS_MOST 100000

static bool is_open(const struct gate_contest *contest)
{
	return contest->row->verdict == GATE_INCONCLUSIVE &&
	       (contest->step == RULE_SUSPECT || contest->step == RULE_UNDECIDED);
}

static struct confirm_family family_of(const struct gate_plan *plan,
				       const struct gate *gate)
{
	struct confirm_family family = {plan->other_rows, plan->other_confirmed};

	for (size_t i = 0; i < gate->record.row_count; i++) {
		family.rows += !gate->record.rows[i].counted;
		family.confirmed += is_open(&gate->contests[i]);
	}
	return family;
}

/* A duet's wish is that of its row that needs most; it is suspect when one of them is. */
static struct confirm_wish wish_of(struct gate *gate, struct confirm_family family,
				   size_t first)
{
	struct confirm_wish wish = {.step = RULE_UNDECIDED};

	for (size_t i = first; i < first + contest_group(gate, first); i++) {
		struct gate_contest *contest = &gate->contests[i];
		size_t rounds;

		if (!is_open(contest) ||
		    confirm_plan(&contest->rule, family, contest->step, contest->first.head,
				 contest->first.n, ROUNDS_MOST, &rounds))
			continue;
		wish.round_ns = contest->first.round_ns;
		if (rounds > wish.rounds)
			wish.rounds = rounds;
		if (contest->step == RULE_SUSPECT)
			wish.step = RULE_SUSPECT;
	}
	return wish;
}

/* The rows that are open, and how many rounds there is time for. */
static void make_duets(struct gate_run *run, struct confirm_family family,
		       struct confirm_wish *wishes, int64_t *rounds)
{
	struct gate *gate = run->gate;
	double left_ns = (double)run->left_ns - WRITING_NS;
	size_t played = 0;

	for (size_t i = 0; i < gate->record.row_count; i += contest_group(gate, i)) {
		struct confirm_wish wish = wish_of(gate, family, i);

		if (wish.rounds == 0)
			continue;
		left_ns -= gate->contests[i].first.set_up_ns;
		wishes[run->duet_count] = wish;
		run->contests[run->duet_count++] = i;
	}
	confirm_share(wishes, run->duet_count, left_ns);
	for (size_t i = 0; i < run->duet_count; i++) {
		if (wishes[i].rounds == 0)
			continue;
		run->contests[played] = run->contests[i];
		rounds[played++] = (int64_t)wishes[i].rounds;
	}
	run->duet_count = played;
}

/* Its rounds are fixed: nothing is asked for, they are only taken. */
static int64_t take_rounds(void *context, const struct run_series *series)
{
	struct gate_run *run = context;
	size_t first = run->contests[series->duet];

	for (size_t i = first; i < first + contest_group(run->gate, first); i++) {
		struct gate_contest *contest = &run->gate->contests[i];
		int error = 0;

		if (is_open(contest))
			error = contest_take(&contest->second, contest->metric, series);
		if (error)
			contest_unmeasured(run->gate, contest, contest_why(error));
	}
	return 0;
}

/* What more would tell, and how long that takes. */
static void note_need(struct gate_contest *contest, size_t more)
{
	if (more == 0)
		return;
	contest->row->rounds_needed = (double)more;
	contest->row->seconds_needed = (double)more * contest->first.round_ns / 1e9;
}

static void note(struct gate *gate, struct gate_contest *contest,
		 struct confirm_family family)
{
	const struct gate_rounds *second = &contest->second;
	struct confirm_rounds rounds = {second->head, second->control, second->n};
	struct gate_row *row = contest->row;
	struct confirm_finding finding;

	if (confirm_judge(&contest->rule, family, contest->step, &rounds, &finding)) {
		contest_unmeasured(gate, contest, "its rounds say nothing");
		return;
	}
	if (second->n == 0) {
		row->reason = gate_keep(gate, "there was no time left for fresh rounds");
		return;
	}
	row->stage = GATE_CONFIRMED;
	row->decisive = gate_ratio_of(&finding.head, second->n, finding.head_levels);
	row->control = gate_ratio_of(&finding.control, second->n, finding.control_levels);
	row->control_failed = finding.control_fails;
	if (finding.verdict == CONFIRM_PASS)
		row->verdict = GATE_PASS;
	else if (finding.verdict == CONFIRM_FAIL)
		row->verdict = GATE_FAIL;
	else
		note_need(contest, finding.more);
	if (finding.control_fails)
		row->reason = gate_keep(gate, "the base differs from itself");
}

static void judge(struct gate *gate, struct confirm_family family)
{
	for (size_t i = 0; i < gate->record.row_count; i++)
		if (is_open(&gate->contests[i]))
			note(gate, &gate->contests[i], family);
}

int gate_play_second(const struct gate_plan *plan, const struct gate_events *events,
		     struct gate *gate, int64_t left_ns, struct problem *problem)
{
	struct gate_run run = {.plan = plan,
			       .events = events,
			       .gate = gate,
			       .stage = GATE_CONFIRMED,
			       .left_ns = left_ns};
	/* Once: a row that turns out to be unmeasured leaves its share of the levels unused. */
	struct confirm_family family = family_of(plan, gate);
	size_t rows = gate->record.row_count;
	struct confirm_wish *wishes = calloc(rows, sizeof(*wishes));
	int64_t *rounds = calloc(rows, sizeof(*rounds));
	int error = 0;

	run.contests = calloc(rows, sizeof(*run.contests));
	if (!wishes || !rounds || !run.contests) {
		error = problem_set(problem, -ENOMEM, "no memory for the rows");
		goto free;
	}
	make_duets(&run, family, wishes, rounds);
	if (run.duet_count > 0)
		error = gate_run_play(&run,
				      gate_keep(gate, "%s/confirm", gate->record.folder),
				      rounds, take_rounds, left_ns, problem);
	if (!error)
		judge(gate, family);
free:
	free(wishes);
	free(rounds);
	free(run.contests);
	return error;
}
