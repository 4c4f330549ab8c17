/* SPDX-License-Identifier: MIT */
/* play.c - delays of a wanted size, and gates with them. See play.h. */
#include "bench/gate/self_test/play.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/gate/gate.h"
#include "bench/gate/metric.h"
#include "bench/gate/self_test/size.h"
#include "bench/run/clock.h"
#include "bench/store/fingerprint.h"
#include "bench/store/folder.h"

#define SEEN_LEAST 0.003 /* a probe that comes to less says nothing of a step */
#define STEPS_MOST 1000000
#define CORRECTIONS 3

/* ---- folders ---- */

static int remove_entry(const char *path, const struct stat *status, int kind,
			struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static void remove_folder(const char *path)
{
	nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* With the bench's own, unless something is kept in it: it is made again when needed. */
static void discard(const struct self_test_bench *bench, const char *path)
{
	remove_folder(path);
	rmdir(bench->folder);
}

/* A name in the bench's folder that is not there, to be freed. */
static char *new_folder(const struct self_test_bench *bench, const char *what,
			uint64_t seed, struct problem *problem)
{
	int error = folder_make(bench->folder);
	char *path = NULL;

	if (!error && asprintf(&path, "%s/%s-%llu", bench->folder, what,
			       (unsigned long long)seed) < 0) {
		path = NULL;
		error = -ENOMEM;
	}
	if (error)
		problem_set(problem, error, "cannot make %s: %s", bench->folder,
			    strerror(-error));
	else
		remove_folder(path);
	return path;
}

/* ---- delays ---- */

static int slow_down(const struct self_test_bench *bench, const struct gate_side *side,
		     const struct self_test_path *path, unsigned steps,
		     struct problem *problem)
{
	char value[64] = "";

	if (path)
		snprintf(value, sizeof(value), "%s:%u/%u", path->name, steps, path->every);
	return bench->slow_down(side, value, problem);
}

/* The first row of the gate that feels the path. */
static const struct gate_play *play_of(const struct self_test_bench *bench,
				       const struct self_test_path *path)
{
	for (size_t i = 0; i < bench->play_count; i++)
		if (gate_row_matches(bench->plays[i].name, path->row))
			return &bench->plays[i];
	return NULL;
}

/* What so many steps come to: head against twin. */
static int measure(const struct self_test_bench *bench, const struct self_test_path *path,
		   unsigned steps, uint64_t seed, struct trimmed *logs,
		   struct problem *problem)
{
	char *folder = new_folder(bench, "size", seed, problem);
	struct self_test_contest contest = {
		.plain = bench->twin,
		.slow = bench->head,
		.play = play_of(bench, path),
		.folder = folder,
		.worker = bench->worker,
		.version = bench->version,
		.seed = seed,
		.budget_ns = bench->size_ns,
		.core = bench->core,
		.stop_fd = bench->stop_fd,
	};
	int error = folder ? slow_down(bench, bench->twin, path, 0, problem) : -ENOMEM;

	if (!error)
		error = slow_down(bench, bench->head, path, steps, problem);
	if (!error)
		error = self_test_size(&contest, logs, problem);
	if (folder)
		discard(bench, folder);
	free(folder);
	return error;
}

/* What a step comes to, once for each path. */
static int probe(struct self_test_bench *bench, const struct self_test_path *path,
		 uint64_t seed, struct problem *problem)
{
	double *step = &bench->step[path - self_test_paths];
	struct trimmed logs;
	int error;

	if (*step > 0)
		return 0;
	error = measure(bench, path, path->probe, seed, &logs, problem);
	if (error)
		return error;
	if (!(expm1(logs.mean) > SEEN_LEAST)) {
		problem_set(problem, -EDOM, "%u steps at %s cannot be seen in %s",
			    path->probe, path->name, play_of(bench, path)->name);
		problem_remedy(problem, "see whether these are workers of make MODE=delay");
		return -EDOM;
	}
	*step = expm1(logs.mean) / path->probe;
	return 0;
}

/* How many steps more, or less, would come to the size; 0: what they come to may be the size. */
static long correction(const struct self_test_bench *bench,
		       const struct self_test_delay *delay)
{
	double off = delay->size - expm1(delay->logs.mean);
	double sure = trimmed_high(&delay->logs, 0.025) - delay->logs.mean;

	if (fabs(off) < fmax(sure, 0.1 * delay->size))
		return 0;
	return lround(off / bench->step[delay->path - self_test_paths]);
}

/*
 * Find the steps that come to the delay's size, and measure what they do come to. The first of them
 * may hide behind what the processor does anyway, so that a size is not its share of the probe's.
 */
static int settle(const struct self_test_bench *bench, struct self_test_delay *delay,
		  uint64_t seed, struct problem *problem)
{
	double step = bench->step[delay->path - self_test_paths];
	long steps = 0, more = lround(fmin(delay->size / step, STEPS_MOST));

	for (uint64_t i = 0; i <= CORRECTIONS && more != 0; i++) {
		int error;

		steps = lround(fmin(fmax(1, (double)(steps + more)), STEPS_MOST));
		delay->steps = (unsigned)steps;
		error = measure(bench, delay->path, delay->steps, seed + i, &delay->logs,
				problem);
		if (error)
			return error;
		more = correction(bench, delay);
	}
	return 0;
}

static int find(struct self_test_bench *bench, const struct self_test_cell *cell,
		uint64_t seed, const struct self_test_delay **delay,
		struct problem *problem)
{
	struct self_test_delay *new = &bench->found[bench->found_count];
	int error;

	for (size_t i = 0; i < bench->found_count; i++) {
		*delay = &bench->found[i];
		if ((*delay)->path == cell->path && (*delay)->size == cell->size)
			return 0;
	}
	error = probe(bench, cell->path, seed, problem);
	if (error)
		return error;
	*new = (struct self_test_delay){.path = cell->path, .size = cell->size};
	*delay = new;
	error = settle(bench, new, seed + 1, problem);
	bench->found_count += !error;
	return error;
}

/*
 * What the head is held against. Where it is delayed, the delay has to be all that differs: its twin
 * is what the delay's size was measured against. Where nothing is, it is a build of other layouts.
 */
static const struct gate_side *plain_of(const struct self_test_bench *bench,
					const struct self_test_cell *cell)
{
	return cell->size > 0 ? bench->twin : bench->base;
}

/* Slow the head down as the cell has it, and note by how much. */
static int prepare(struct self_test_bench *bench, const struct self_test_cell *cell,
		   struct self_test_outcome *outcome, struct problem *problem)
{
	const struct self_test_delay *delay = NULL;
	int error = 0;

	if (cell->path && cell->size > 0)
		error = find(bench, cell, outcome->seed, &delay, problem);
	if (delay && !error) {
		outcome->measured = expm1(delay->logs.mean);
		outcome->measured_low = expm1(trimmed_low(&delay->logs, 0.025));
		outcome->measured_high = expm1(trimmed_high(&delay->logs, 0.025));
	}
	if (!error)
		error = slow_down(bench, plain_of(bench, cell), cell->path, 0, problem);
	if (!error)
		error = slow_down(bench, bench->head, cell->path, delay ? delay->steps : 0,
				  problem);
	return error;
}

/* ---- gates ---- */

/* Every metric, since the workload says by which the row is judged. */
void self_test_fingerprint_row(const struct tolerances *tolerances, const char *row,
			       char *text)
{
	const struct gate_metric *metric;

	fingerprint_add(text, row, strlen(row));
	for (size_t i = 0; (metric = gate_metric_at(i)); i++) {
		double tolerance = tolerances_of(tolerances, row, metric->name);

		fingerprint_add(text, &tolerance, sizeof(tolerance));
	}
}

/* How long a gate may take. */
static int64_t budget_of(const struct self_test_cell *cell)
{
	static const int64_t seconds[SELF_TEST_KINDS] = {
		[SELF_TEST_EQUAL] = 60,
		[SELF_TEST_SLOWER] = 60,
		[SELF_TEST_QUICK] = 2,
		[SELF_TEST_HASTY] = 1,
	};

	return seconds[cell->kind] * SECOND_NS;
}

static bool tolerates_nothing(const struct self_test_cell *cell)
{
	return cell->kind == SELF_TEST_QUICK || cell->kind == SELF_TEST_HASTY;
}

static struct gate_plan plan_of(const struct self_test_bench *bench,
				const struct self_test_cell *cell, uint64_t seed,
				const char *folder)
{
	return (struct gate_plan){
		.base = {.name = "base", .side = plain_of(bench, cell)},
		.head = {.name = "head", .side = bench->head},
		.plays = bench->plays,
		.play_count = bench->play_count,
		.tolerances = bench->tolerances,
		.tolerance = tolerates_nothing(cell) ? 0 : -1,
		.today = bench->today,
		.folder = folder,
		.command = "duet gate --self-test",
		.version = bench->version,
		.worker = bench->worker,
		.seed = seed,
		.budget_ns = budget_of(cell),
		.core = bench->core,
		.measure_equal = true,
		.stop_fd = bench->stop_fd,
	};
}

static void note(const struct gate_record *record, struct self_test_outcome *outcome,
		 json_t *failed)
{
	outcome->verdict = record->verdict;
	outcome->rows = (int64_t)record->row_count;
	outcome->seconds = (double)record->elapsed_ns / 1e9;
	outcome->measuring = (double)record->measured_ns / 1e9;
	for (size_t i = 0; i < record->row_count; i++) {
		const struct gate_row *row = &record->rows[i];

		outcome->confirmed += row->stage == GATE_CONFIRMED;
		if (row->verdict == GATE_FAIL)
			json_array_append_new(failed, json_string(row->name));
	}
}

/* Without waivers, which end on a day: rates of today are to be those of tomorrow. */
static int play_gate(struct gate_plan plan, struct self_test_outcome *outcome,
		     json_t *failed, struct problem *problem)
{
	struct tolerances unwaived =
		plan.tolerances ? *plan.tolerances : (struct tolerances){0};
	struct gate_events events = {0};
	struct gate gate;
	int result;

	unwaived.waiver_count = 0;
	plan.tolerances = &unwaived;
	result = gate_play(&plan, &events, &gate, problem);
	if (!result)
		note(&gate.record, outcome, failed);
	gate_free(&gate);
	return result;
}

/* Whether somebody will want to see its rounds: a false alarm, a whole gate that did not tell. */
static bool is_odd(const struct self_test_cell *cell,
		   const struct self_test_outcome *outcome)
{
	if (cell->kind == SELF_TEST_EQUAL)
		return outcome->verdict != GATE_PASS;
	return cell->size == 0 && outcome->verdict == GATE_FAIL;
}

int self_test_play(void *context, const struct self_test_cell *cell, size_t others,
		   struct self_test_outcome *outcome, json_t *failed,
		   struct problem *problem)
{
	struct self_test_bench *bench = context;
	const struct gate_play *play = cell->path ? play_of(bench, cell->path) : NULL;
	char *folder = new_folder(bench, "gate", outcome->seed, problem);
	struct gate_plan plan = plan_of(bench, cell, outcome->seed, folder);
	int error = folder ? 0 : -ENOMEM;

	if (!error && cell->path && !play)
		error = problem_set(problem, -EINVAL, "the gate has no row %s",
				    cell->path->row);
	if (!error && play) {
		outcome->row = play->name;
		plan.plays = play;
		plan.play_count = 1;
	}
	if (cell->kind == SELF_TEST_SLOWER) {
		plan.other_rows = bench->play_count - 1;
		plan.other_confirmed = others < plan.other_rows ? others : plan.other_rows;
	}
	if (!error)
		error = prepare(bench, cell, outcome, problem);
	if (!error)
		error = play_gate(plan, outcome, failed, problem);
	if (folder && (error || !is_odd(cell, outcome)))
		discard(bench, folder);
	free(folder);
	return error;
}
