/* SPDX-License-Identifier: MIT */
/* second.c - the second run: fresh rounds for the rows that the first did not let pass. */
#include "bench/gate/play/second.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bench/gate/keep.h"
#include "bench/gate/play/contest.h"
#include "bench/gate/play/run.h"

#define ROUNDS_MOST 100000
#define CLOCK_NS 100e6 /* the clock is looked at as often while rounds are played */

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

/* The rows of a duet may play so many rounds; those beyond what they wished for only if they must. */
static void grant(struct gate *gate, size_t first, size_t rounds)
{
	size_t wished = gate->contests[first].wished;
	struct confirm_grant grant = {wished < rounds ? wished : rounds, rounds};

	for (size_t i = first; i < first + contest_group(gate, first); i++)
		gate->contests[i].grant = grant;
}

/* What is kept for gate.json and what is made of it, of the time of the whole gate. */
static double writing_ns(const struct gate_plan *plan)
{
	return fmin(0.5e9, 0.05 * (double)plan->budget_ns);
}

/* Before a row's first round, when the first run has not found it all out. */
static double set_up_ns(const struct gate_contest *contest)
{
	return contest->known.operations > 0 ? 0 : contest->first.set_up_ns;
}

/* The rows that are open, and what they wish for; returns the time that is left for it. */
static double wish(struct gate_run *run, struct confirm_wish *wishes)
{
	struct gate *gate = run->gate;
	double left_ns = (double)run->left_ns - writing_ns(run->plan);

	for (size_t i = 0; i < gate->record.row_count; i += contest_group(gate, i)) {
		struct confirm_wish wish = wish_of(gate, run->family, i);

		if (wish.rounds == 0)
			continue;
		left_ns -= set_up_ns(&gate->contests[i]);
		gate->contests[i].wished = wish.rounds;
		wishes[run->duet_count] = wish;
		run->contests[run->duet_count++] = i;
	}
	return left_ns;
}

/* So many rounds of those up to the next look that the time can be trusted until they are played. */
static int64_t some_rounds(const struct gate_contest *contest, size_t done, double round_ns)
{
	double rounds = fmax(1, CLOCK_NS / round_ns);

	return (int64_t)fmin(rounds, (double)(contest->next_look - done));
}

/* Those of them that there is time for, and how many rounds each plays before its first look. */
static void make_duets(struct gate_run *run, struct confirm_wish *wishes, int64_t *rounds)
{
	double left_ns = wish(run, wishes);
	size_t played = 0;

	confirm_share(wishes, run->duet_count, left_ns);
	for (size_t i = 0; i < run->duet_count; i++) {
		size_t first = run->contests[i];
		struct gate_contest *contest = &run->gate->contests[first];

		if (wishes[i].rounds == 0)
			continue;
		grant(run->gate, first, wishes[i].rounds);
		contest->next_look = confirm_next_look(&contest->rule, contest->grant, 0);
		run->contests[played] = first;
		rounds[played++] = some_rounds(contest, 0, contest->first.round_ns);
	}
	run->duet_count = played;
}

static struct confirm_rounds rounds_of(const struct gate_contest *contest)
{
	return (struct confirm_rounds){contest->second.head, contest->second.control,
				       contest->second.n, contest->grant,
				       contest->cut_short};
}

/* Take the row's rounds; returns whether they say too little yet. */
static bool look(struct gate_run *run, struct gate_contest *contest,
		 const struct run_series *series)
{
	int error = contest_take(&contest->second, contest->metric, series);
	struct confirm_rounds rounds = rounds_of(contest);

	if (error)
		contest_unmeasured(run->gate, contest, contest_why(error));
	return !error &&
	       !confirm_settles(&contest->rule, run->family, contest->step, &rounds);
}

/* Rounds that there is time for beyond those of the rows that are still to play. */
static double spare_rounds(const struct gate_run *run, const struct run_series *series)
{
	double left_ns = (double)series->left_ns - writing_ns(run->plan);

	for (size_t i = series->duet + 1; i < run->duet_count; i++) {
		const struct gate_contest *contest = &run->gate->contests[run->contests[i]];

		left_ns -= set_up_ns(contest) +
			   (double)contest->grant.all * contest->first.round_ns;
	}
	return fmax(0, left_ns / (double)series->round_ns);
}

/*
 * At its first look a row is granted what others have left over: a short first run can make it wish for
 * too little. That is told by the clock and by other rows alone, so that its number of rounds is
 * still none of its own making.
 */
static void grant_spare(struct gate_run *run, size_t first, const struct run_series *series)
{
	double rounds = (double)series->record->rounds_done + spare_rounds(run, series);

	if (rounds > (double)run->gate->contests[first].grant.all)
		grant(run->gate, first, (size_t)rounds);
}

/* Returns how many rounds there are until then. */
static size_t set_next_look(struct gate_contest *contest, size_t done)
{
	contest->next_look = confirm_next_look(&contest->rule, contest->grant, done);
	return contest->next_look - done;
}

/* What the rows of a duet have played says how it goes on. Returns the rounds up to the next look. */
static size_t look_at_all(struct gate_run *run, const struct run_series *series, bool last)
{
	size_t first = run->contests[series->duet];
	size_t done = (size_t)series->record->rounds_done;
	struct gate_contest *contests = &run->gate->contests[first];
	bool go_on = false;

	if (done == confirm_next_look(&contests->rule, contests->grant, 0))
		grant_spare(run, first, series);
	/* With more granted the first look is yet to come: one more would have no level. */
	if (!last && done < confirm_next_look(&contests->rule, contests->grant, 0))
		return set_next_look(contests, done);
	for (size_t i = first; i < first + contest_group(run->gate, first); i++) {
		struct gate_contest *contest = &run->gate->contests[i];

		contest->cut_short = last;
		if (is_open(contest))
			go_on |= look(run, contest, series);
	}
	if (!go_on || last || done >= contests->grant.all)
		return 0;
	return set_next_look(contests, done);
}

/*
 * As long as one of the duet's rows is not settled, there is time, and not more than was granted.
 * Between looks the clock alone is asked.
 */
static int64_t more_rounds(void *context, const struct run_series *series)
{
	struct gate_run *run = context;
	const struct gate_contest *contest =
		&run->gate->contests[run->contests[series->duet]];
	size_t done = (size_t)series->record->rounds_done;
	double round_ns = (double)series->round_ns;
	bool late = (double)series->left_ns - writing_ns(run->plan) < round_ns;

	if ((late || done >= contest->next_look) && !look_at_all(run, series, late))
		return 0;
	return some_rounds(contest, done, round_ns);
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
	struct confirm_rounds rounds = rounds_of(contest);
	struct gate_row *row = contest->row;
	struct confirm_finding finding;

	if (confirm_judge(&contest->rule, family, contest->step, &rounds, &finding)) {
		contest_unmeasured(gate, contest, "its rounds say nothing");
		return;
	}
	if (second->n == 0) {
		row->reason = gate_keep(gate, "there was no time left for fresh rounds");
		note_need(contest, confirm_guess(&contest->rule, family, contest->step,
						 contest->first.head, contest->first.n));
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

static void judge(const struct gate_run *run)
{
	struct gate *gate = run->gate;

	for (size_t i = 0; i < gate->record.row_count; i++)
		if (is_open(&gate->contests[i]))
			note(gate, &gate->contests[i], run->family);
}

int gate_play_second(const struct gate_plan *plan, const struct gate_events *events,
		     struct gate *gate, int64_t left_ns, struct problem *problem)
{
	struct gate_run run = {.plan = plan,
			       .events = events,
			       .gate = gate,
			       .stage = GATE_CONFIRMED,
			       /* a row that is unmeasured from now on keeps its share */
			       .family = family_of(plan, gate),
			       .left_ns = left_ns};
	size_t rows = gate->record.row_count;
	struct confirm_wish *wishes = calloc(rows, sizeof(*wishes));
	int64_t *rounds = calloc(rows, sizeof(*rounds));
	int error = 0;

	run.contests = calloc(rows, sizeof(*run.contests));
	if (!wishes || !rounds || !run.contests) {
		error = problem_set(problem, -ENOMEM, "no memory for the rows");
		goto free;
	}
	make_duets(&run, wishes, rounds);
	if (run.duet_count > 0)
		error = gate_run_play(&run,
				      gate_keep(gate, "%s/confirm", gate->record.folder),
				      rounds, more_rounds, left_ns, problem);
	if (!error)
		judge(&run);
free:
	free(wishes);
	free(rounds);
	free(run.contests);
	return error;
}
