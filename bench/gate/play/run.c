/* SPDX-License-Identifier: MIT */
/* run.c - one of a gate's runs: from contests to a plan for the conductor, and what it tells. */
#include "bench/gate/play/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/gate/keep.h"
#include "bench/gate/play/contest.h"
#include "bench/run/clock.h"
#include "bench/run/random.h"

#define SLICE_NS 200000
/*
 * More rounds of less slices: what a second of playing tells of a row grows little beyond ten slices
 * that count, and less than what the first ones of a process cost. An even number takes turns in
 * balance.
 */
#define SLICES_DISCARDED 2
#define SLICES_KEPT 10
/* For an answer, the budget spent: fresh processes that are slower make no gate. */
#define PATIENCE_NS (10 * SECOND_NS)

void gate_shape_rounds(struct run_plan *plan)
{
	plan->slice_ns = SLICE_NS;
	plan->slices_discarded = SLICES_DISCARDED;
	plan->slices_kept = SLICES_KEPT;
}

static const struct gate_contest *contest_of(const struct gate_run *run, size_t duet)
{
	return &run->gate->contests[run->contests[duet]];
}

static void round_done(void *context, const struct run_progress *progress)
{
	const struct gate_run *run = context;
	const struct gate_contest *contest = contest_of(run, progress->duet);
	struct gate_progress told = {
		.stage = run->stage,
		.row = progress->duet,
		.rows = run->duet_count,
		.name = contest->play->name,
		.rounds = run->stage == GATE_CONFIRMED
				  ? contest->next_look
				  : (size_t)progress->record->rounds_planned,
		.run = progress,
	};

	if (run->events->progress)
		run->events->progress(run->events->context, &told);
}

/* Neither the other rows nor the gate are to blame. */
static void duet_ended(void *context, size_t duet, const struct duet_record *record)
{
	struct gate_run *run = context;
	size_t first = run->contests[duet], count = contest_group(run->gate, first);

	for (size_t i = first; i < first + count && record->state == DUET_FAILED; i++)
		contest_unmeasured(run->gate, &run->gate->contests[i], record->error);
}

/*
 * What a run would not claim, a gate may: it has the control beside each row, played in the same
 * rounds, and a failure played anew. So "not to be trusted" is not said of its verdict.
 */
static void warning(void *context, size_t duet, const char *text, const char *remedy)
{
	struct gate_run *run = context;
	bool doubted = !strncmp(text, WARNING_UNTRUSTED, strlen(WARNING_UNTRUSTED));

	gate_warn(run->gate,
		  gate_keep(run->gate, "%s: %s%s", contest_of(run, duet)->play->name,
			    doubted ? text + strlen(WARNING_UNTRUSTED) : text,
			    doubted ? "; the verdict rests on the A/A control" : ""),
		  gate_keep(run->gate, "%s", remedy));
}

static void worker_said(void *context, const char *label, const char *text, size_t bytes)
{
	const struct gate_run *run = context;

	if (run->events->worker_said)
		run->events->worker_said(run->events->context, label, text, bytes);
}

static struct contestant_plan contestant_of(const struct gate_contestant *contestant,
					    const char *const *programs,
					    const struct gate_play *play, const char *label)
{
	struct gate_way way = contest_way(contestant, play);

	return (struct contestant_plan){
		.label = label,
		.worker = programs[0],
		.workers = programs,
		.worker_count = contestant->side->count,
		.runtime = way.runtime,
		.workload = play->workload,
		.parameters = way.parameters,
		.parameter_count = way.parameter_count,
	};
}

/*
 * Pairs of equal seed stay pairs; which of them come first is new in each run. A run that is decided
 * before all have had their turn would else be of the same few, and the second one of those that the
 * first has seen. The first stays: records are named after it.
 */
static int draw_layouts(struct gate_run *run, uint64_t seed)
{
	size_t count = run->plan->base.side->count;
	size_t *order = calloc(count, sizeof(*order));
	struct random random;

	for (size_t s = BASE; s <= HEAD; s++)
		run->layouts[s] = calloc(count, sizeof(*run->layouts[s]));
	if (!order || !run->layouts[BASE] || !run->layouts[HEAD]) {
		free(order);
		return -ENOMEM;
	}
	random_seed(&random, seed);
	random_permutation(&random, order, count - 1);
	for (size_t i = count - 1; i > 0; i--)
		order[i] = order[i - 1] + 1;
	order[0] = 0;
	for (size_t i = 0; i < count; i++) {
		run->layouts[BASE][i] = run->plan->base.side->programs[order[i]];
		run->layouts[HEAD][i] = run->plan->head.side->programs[order[i]];
	}
	free(order);
	return 0;
}

/* The metrics of a play are all measured, whichever its rounds are told by. */
static void fill_duet(const struct gate_run *run, size_t i, int64_t rounds,
		      struct contestant_plan pair[2], struct duet_plan *duet)
{
	const struct gate_contest *contest = contest_of(run, i);
	const char *metric = contest->metric->name;

	pair[BASE] =
		contestant_of(&run->plan->base, run->layouts[BASE], contest->play, "base");
	pair[HEAD] =
		contestant_of(&run->plan->head, run->layouts[HEAD], contest->play, "head");
	*duet = (struct duet_plan){
		.contestants = pair,
		.contestant_count = 2,
		.cores = CORES_ONE,
		.metric = strcmp(metric, "switches") ? metric : "wall",
		.rounds = rounds,
		.equal_operations = true,
		.known = contest->known,
	};
}

/* One given for the whole gate makes one of each run. */
static uint64_t seed_of(const struct gate_run *run)
{
	return run->plan->seed ? run->plan->seed + run->stage : (uint64_t)clock_now_ns();
}

int gate_run_play(struct gate_run *run, const char *folder, const int64_t *rounds,
		  int64_t (*judge)(void *run, const struct run_series *series),
		  int64_t budget_ns, struct problem *problem)
{
	struct contestant_plan(*pairs)[2] = calloc(run->duet_count, sizeof(*pairs));
	struct duet_plan *duets = calloc(run->duet_count, sizeof(*duets));
	struct run_events events = {
		.context = run,
		.round_done = round_done,
		.duet_ended = duet_ended,
		.warning = warning,
		.worker_said = worker_said,
	};
	struct run_plan plan = run_plan_default();
	uint64_t seed = seed_of(run);
	int result = -ENOMEM;

	if (!pairs || !duets || draw_layouts(run, seed)) {
		problem_set(problem, -ENOMEM, "no memory for the rows");
		goto free;
	}
	for (size_t i = 0; i < run->duet_count; i++)
		fill_duet(run, i, rounds[i], pairs[i], &duets[i]);
	plan.duets = duets;
	plan.duet_count = run->duet_count;
	plan.command = run->plan->command;
	plan.version = run->plan->version;
	plan.folder = folder;
	plan.worker = run->plan->worker;
	plan.seed = seed;
	plan.budget_ns = budget_ns;
	plan.patience_ns = PATIENCE_NS;
	gate_shape_rounds(&plan);
	plan.core = run->plan->core;
	plan.judge = (struct run_judge){run, judge};
	plan.no_slices = true;
	plan.stop_fd = run->plan->stop_fd;
	result = run_play(&plan, &events, NULL, problem);
free:
	free(pairs);
	free(duets);
	free(run->layouts[BASE]);
	free(run->layouts[HEAD]);
	return result < 0 ? result : 0;
}
