/* SPDX-License-Identifier: MIT */
/* size.c - a run of two contestants, and what comes of it. See size.h. */
#include "bench/gate/self_test/size.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bench/gate/metric.h"
#include "bench/gate/play/run.h"
#include "bench/run/run.h"
#include "bench/stats/layouts.h"

enum { PLAIN, SLOW };

struct measuring {
	const struct self_test_contest *contest;
	struct problem *problem;
	struct trimmed *logs;
	bool asked; /* the second time it has all its rounds */
	int error;  /* 0: logs are there */
};

static int take(struct measuring *measuring, const struct run_series *series)
{
	const struct gate_metric *metric = gate_metric_find(series->record->metric);
	size_t n = (size_t)series->record->rounds_done;
	double *logs = calloc(n, sizeof(*logs));
	int error;

	if (!logs || !metric) {
		free(logs);
		return -ENOMEM;
	}
	for (size_t i = 0; i < n; i++)
		logs[i] = log(gate_metric_value(metric, series->values[SLOW], i) /
			      gate_metric_value(metric, series->values[PLAIN], i));
	error = layouts_mean(logs, n, measuring->contest->plain->count, measuring->logs);
	free(logs);
	return error;
}

/* Whole turns of all layouts, for as long as there is time. */
static int64_t more_rounds(void *context, const struct run_series *series)
{
	struct measuring *measuring = context;
	int64_t turn = (int64_t)measuring->contest->plain->count;
	int64_t turns = 0;

	if (!measuring->asked && series->round_ns > 0)
		turns = series->left_ns / (series->round_ns * turn);
	measuring->asked = true;
	measuring->error = take(measuring, series);
	return turns > 0 ? turns * turn : 0;
}

static void duet_ended(void *context, size_t duet, const struct duet_record *record)
{
	struct measuring *measuring = context;

	(void)duet;
	if (record->state == DUET_FAILED)
		measuring->error =
			problem_set(measuring->problem, -EPROTO, "%s", record->error);
}

static struct contestant_plan contestant_of(const struct self_test_contest *contest,
					    const struct gate_side *side, const char *label)
{
	return (struct contestant_plan){
		.label = label,
		.worker = side->programs[0],
		.workers = (const char *const *)side->programs,
		.worker_count = side->count,
		.runtime = contest->play->runtime,
		.workload = contest->play->workload,
		.parameters = contest->play->parameters,
		.parameter_count = contest->play->parameter_count,
	};
}

static struct run_plan plan_of(const struct self_test_contest *contest,
			       const struct duet_plan *duet, struct measuring *measuring)
{
	struct run_plan plan = run_plan_default();

	plan.duets = duet;
	plan.duet_count = 1;
	plan.command = "duet gate --self-test";
	plan.version = contest->version;
	plan.folder = contest->folder;
	plan.worker = contest->worker;
	plan.seed = contest->seed;
	plan.budget_ns = contest->budget_ns;
	gate_shape_rounds(&plan);
	plan.core = contest->core;
	plan.judge = (struct run_judge){measuring, more_rounds};
	plan.no_control = true;
	plan.no_slices = true;
	plan.stop_fd = contest->stop_fd;
	return plan;
}

int self_test_size(const struct self_test_contest *contest, struct trimmed *logs,
		   struct problem *problem)
{
	struct measuring measuring = {
		.contest = contest, .problem = problem, .logs = logs, .error = -ENODATA};
	struct contestant_plan pair[2] = {
		[PLAIN] = contestant_of(contest, contest->plain, "plain"),
		[SLOW] = contestant_of(contest, contest->slow, "slow"),
	};
	struct duet_plan duet = {
		.contestants = pair,
		.contestant_count = 2,
		.cores = CORES_ONE,
		.rounds = (int64_t)(contest->plain->count > 1 ? contest->plain->count : 24),
		.equal_operations = true,
	};
	struct run_plan plan = plan_of(contest, &duet, &measuring);
	struct run_events events = {.context = &measuring, .duet_ended = duet_ended};
	int result = run_play(&plan, &events, NULL, problem);

	if (result < 0)
		return result;
	if (measuring.error == 0 || measuring.error == -EPROTO)
		return measuring.error;
	return problem_set(problem, -EPROTO,
			   "the size of a delay cannot be told from "
			   "its rounds");
}
