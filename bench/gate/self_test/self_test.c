/* SPDX-License-Identifier: MIT */
/* self_test.c - draws the next gate, has it played, keeps its outcome. See self_test.h. */
#include "bench/gate/self_test/self_test.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/run/clock.h"
#include "bench/run/random.h"

#define UNMEASURED_MOST 3 /* in a row: it is not going to get better */

/* Sums over outcomes of this code, those of the log and those of this run. */
struct sums {
	size_t gates[SELF_TEST_KINDS];
	double seconds[SELF_TEST_KINDS];
	int64_t equal_rows, equal_confirmed;
};

struct session {
	struct self_test_plan *plan;
	struct sums sums;
	struct random random;
	int fd; /* of the log */
	int64_t began_ns;
	size_t unmeasured; /* gates, in a row */
};

static void count(struct sums *sums, const struct self_test_outcome *outcome)
{
	sums->gates[outcome->kind]++;
	sums->seconds[outcome->kind] += outcome->seconds;
	if (outcome->kind != SELF_TEST_EQUAL)
		return;
	sums->equal_rows += outcome->rows;
	sums->equal_confirmed += outcome->confirmed;
}

static void count_log(struct session *session, const struct self_test_log *log)
{
	const char *code = session->plan->code;

	self_test_cells_count(&session->plan->cells, code, log->outcomes, log->count);
	for (size_t i = 0; i < log->count; i++)
		if (!strcmp(log->outcomes[i].code, code) &&
		    log->outcomes[i].verdict != GATE_UNMEASURED)
			count(&session->sums, &log->outcomes[i]);
}

/* What a gate of the kind takes; where none was played, what one of any kind takes. */
static double seconds_of(const struct sums *sums, enum self_test_kind kind)
{
	double seconds = 0, gates = 0;

	if (sums->gates[kind])
		return sums->seconds[kind] / (double)sums->gates[kind];
	for (int i = 0; i < SELF_TEST_KINDS; i++) {
		seconds += sums->seconds[i];
		gates += (double)sums->gates[i];
	}
	return seconds / gates;
}

static void tell(const struct session *session, const struct self_test_cell *cell,
		 const struct self_test_outcome *outcome)
{
	const struct self_test_plan *plan = session->plan;
	struct self_test_progress progress = {.cell = cell, .outcome = outcome};

	if (!plan->told)
		return;
	for (size_t i = 0; i < plan->cells.count; i++) {
		const struct self_test_cell *each = &plan->cells.cells[i];
		size_t missing = self_test_missing(each);

		progress.wanted += each->wanted;
		progress.done += each->wanted - missing;
		if (missing)
			progress.seconds_left +=
				(double)missing * seconds_of(&session->sums, each->kind);
	}
	plan->told(plan->context, &progress);
}

/*
 * How many of the other rows of a whole gate would come into its second run: so many of a row as of
 * those of the equal gates so far, at random between whole numbers, so that the mean is right.
 */
static size_t others(struct session *session, const struct self_test_cell *cell)
{
	const struct sums *sums = &session->sums;
	double mean, whole;

	if (cell->kind != SELF_TEST_SLOWER)
		return 0;
	if (!sums->gates[SELF_TEST_EQUAL])
		return 1; /* unknown: rather too many */
	mean = (double)(sums->equal_confirmed) / (double)sums->gates[SELF_TEST_EQUAL];
	if (sums->equal_rows > 0)
		mean *= 1 - (double)sums->gates[SELF_TEST_EQUAL] / (double)sums->equal_rows;
	whole = floor(mean);
	return (size_t)whole +
	       ((double)random_below(&session->random, 1 << 20) / (1 << 20) < mean - whole);
}

/* One more that could not be measured; the problem says why where that is known. */
static int bear(struct session *session, const struct self_test_cell *cell,
		const struct self_test_outcome *outcome, struct problem *problem)
{
	struct problem why = *problem;

	tell(session, cell, outcome);
	if (++session->unmeasured < UNMEASURED_MOST)
		return 0;
	problem_set(problem, -EAGAIN, "%d gates in a row could not be measured%s%.600s",
		    UNMEASURED_MOST, *why.text ? ": " : "", why.text);
	problem_remedy(problem, "%s",
		       *why.remedy ? why.remedy
				   : "see what `duet gate` says of the same programs");
	return -EAGAIN;
}

/* Keep what a gate found. */
static int keep(struct session *session, struct self_test_cell *cell,
		const struct self_test_outcome *outcome, struct problem *problem)
{
	int error = self_test_add(session->fd, outcome);

	if (error)
		return problem_set(problem, error, "cannot add to %s: %s",
				   session->plan->path, strerror(-error));
	if (outcome->verdict == GATE_UNMEASURED) {
		*problem = (struct problem){0};
		return bear(session, cell, outcome, problem);
	}
	session->unmeasured = 0;
	cell->done++;
	count(&session->sums, outcome);
	tell(session, cell, outcome);
	return 0;
}

/* What came of it: a gate that was not begun, for want of its size, is none to keep. */
static int conclude(struct session *session, struct self_test_cell *cell,
		    struct self_test_outcome *outcome, int error, struct problem *problem)
{
	if (error == -EDOM || error == -EPROTO) {
		outcome->verdict = GATE_UNMEASURED;
		return bear(session, cell, outcome, problem);
	}
	return error ? error : keep(session, cell, outcome, problem);
}

static int play(struct session *session, struct self_test_cell *cell,
		struct problem *problem)
{
	const struct self_test_plan *plan = session->plan;
	json_t *failed = json_array();
	char date[40];
	struct self_test_outcome outcome = {
		.kind = cell->kind,
		.path = cell->path ? cell->path->name : "",
		.row = "",
		.size = cell->size,
		.measured = NAN,
		.measured_low = NAN,
		.measured_high = NAN,
		.failed = failed,
		.seed = (random_next(&session->random) >> 1) + 1,
		.date = date,
		.code = plan->code,
		.revision = plan->revision,
		.machine = plan->machine,
	};
	int error;

	if (!failed)
		return problem_set(problem, -ENOMEM, "out of memory");
	clock_stamp(date, sizeof(date), CLOCK_STARTED);
	tell(session, cell, NULL);
	error = plan->play(plan->context, cell, others(session, cell), &outcome, failed,
			   problem);
	error = conclude(session, cell, &outcome, error, problem);
	json_decref(failed);
	return error;
}

static bool has_time(const struct session *session)
{
	int64_t most_ns = session->plan->most_ns;

	return most_ns == 0 || clock_now_ns() - session->began_ns < most_ns;
}

/* With the log open. */
static int play_all(struct session *session, struct problem *problem)
{
	struct self_test_plan *plan = session->plan;
	size_t missing;
	int error = 0;

	while (!error && has_time(session) &&
	       (missing = self_test_cells_missing(&plan->cells)) > 0)
		error = play(session,
			     self_test_cells_pick(&plan->cells,
						  random_below(&session->random, missing)),
			     problem);
	return error;
}

/* While nobody else can add to it. */
static void remove_if_empty(const char *path)
{
	struct stat status;

	if (!stat(path, &status) && status.st_size == 0)
		unlink(path);
}

int self_test_run(struct self_test_plan *plan, struct problem *problem)
{
	struct session session = {.plan = plan, .began_ns = clock_now_ns()};
	bool is_new = access(plan->path, F_OK) != 0;
	struct self_test_log log;
	int error;

	session.fd = self_test_open(plan->path, &log, problem);
	if (session.fd < 0)
		return session.fd;
	random_seed(&session.random, plan->seed);
	count_log(&session, &log);
	self_test_log_free(&log);
	error = play_all(&session, problem);
	if (is_new)
		remove_if_empty(plan->path);
	close(session.fd);
	return error;
}
