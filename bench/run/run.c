/* SPDX-License-Identifier: MIT */
/* run.c - plays a plan: opens the folder, looks at the machine, plays duet after duet. */
#include "bench/run/run.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/clock.h"
#include "bench/run/conductor.h"
#include "bench/run/describe.h"
#include "bench/run/descriptors.h"
#include "bench/run/frequency.h"

struct run_plan run_plan_default(void)
{
	return (struct run_plan){.core = -1, .stop_fd = -1};
}

static void fill_defaults(struct run_plan *plan)
{
	if (!plan->budget_ns)
		plan->budget_ns = 60 * SECOND_NS;
	if (!plan->max_rounds)
		plan->max_rounds = 60;
	if (!plan->timeout_ns)
		plan->timeout_ns = 60 * SECOND_NS;
	if (!plan->sys)
		plan->sys = FREQUENCY_SYS;
	while (!plan->seed)
		plan->seed = (uint64_t)clock_now_ns() * 0x9e3779b97f4a7c15;
}

static const char *start_time(struct conductor *conductor)
{
	char text[40];

	return conductor_keep(conductor, clock_stamp(text, sizeof(text), CLOCK_STARTED));
}

/*
 * What the default worker says of itself. NULL: it does not say, or is not there, which is no
 * concern of those who do not play it.
 */
static const json_t *description_of_default(struct conductor *conductor)
{
	const char *program = conductor->plan->worker;
	json_t *known = json_object_get(conductor->descriptions, program);
	struct problem ignored;

	if (known)
		return known;
	if (!program ||
	    describe_worker(NULL, program, conductor->plan->stop_fd, &known, &ignored))
		return NULL;
	json_object_set_new(conductor->descriptions, program, known);
	return known;
}

/*
 * Whoever plays first tells the version. The machine's compiler is the default worker's, whoever
 * plays: a run of CPython alone comes from the same machine as the others.
 */
static void record_worker(struct conductor *conductor)
{
	const json_t *description = NULL, *machines = description_of_default(conductor);
	const char *version;

	if (conductor->duets[0].seat_count > 0)
		description = json_object_get(conductor->descriptions,
					      conductor->duets[0].seats[0].program);
	version = json_string_value(json_object_get(description, "version"));
	conductor->run.worker_version = version ? version : "";
	describe_build(machines ? machines : description, &conductor->machine);
}

static void fill_run(struct conductor *conductor)
{
	const struct run_plan *plan = conductor->plan;
	struct run_record *run = &conductor->run;

	run->state = RUN_RUNNING;
	run->command = conductor_keep(conductor, plan->command ? plan->command : "");
	run->profile = conductor_keep(conductor, plan->profile ? plan->profile : "");
	run->version = conductor_keep(conductor, plan->version ? plan->version : "");
	run->seed = plan->seed;
	run->stack_size = (int64_t)plan->stack_size;
	run->started = start_time(conductor);
}

static int place(struct conductor *conductor, struct duet *duet)
{
	bool pinned = !strcmp(duet->record->cores, "one");
	int error = cores_choose(&conductor->allowed, conductor->plan->core, pinned,
				 &duet->cores);

	if (error) {
		problem_set(conductor->problem, error,
			    "core %d is not among those allowed: %s", conductor->plan->core,
			    conductor->machine.cores_list);
		problem_remedy(conductor->problem, "choose one of these with --core");
		return error;
	}
	duet->record->contestant_core = duet->cores.contestants;
	duet->record->driver_core = duet->cores.others;
	return 0;
}

static int save(struct conductor *conductor)
{
	conductor->run.elapsed_ns = clock_now_ns() - conductor->started_ns;
	return store_write_run(conductor->store, &conductor->run, conductor->problem);
}

/* Open the folder and write down what is going to be played. */
static int open_run(struct conductor *conductor)
{
	const struct run_events *events = conductor->events;
	int error;

	machine_describe(&conductor->machine);
	fill_run(conductor);
	if (seats_make(conductor))
		return problem_set(conductor->problem, -ENOMEM, "no memory for the plan");
	record_worker(conductor);
	for (size_t i = 0; i < conductor->run.duet_count; i++) {
		error = place(conductor, &conductor->duets[i]);
		if (error)
			return error;
	}
	error = store_create(conductor->plan->folder, &conductor->store,
			     conductor->problem);
	if (!error)
		error = save(conductor);
	if (!error)
		error = store_write_machine(conductor->store, &conductor->machine,
					    conductor->problem);
	if (!error && events->started)
		events->started(events->context, store_path(conductor->store),
				&conductor->machine, &conductor->run);
	return error;
}

/* Whether the duet alone is to blame, so that the next one may be played. */
static bool is_duets_own(int error)
{
	switch (error) {
	case -EINTR:
	case -ENOSPC:
	case -EDQUOT:
	case -EFBIG:
	case -EROFS:
	case -EIO:
		return false;
	}
	return true;
}

static void end_duet(struct conductor *conductor, struct duet *duet, int error)
{
	if (!error)
		duet->record->state = DUET_COMPLETE;
	else if (is_duets_own(error))
		conductor_fail(conductor, duet);
}

/* Returns 0 also when the duet has failed on its own account. */
static int perform(struct conductor *conductor, struct duet *duet)
{
	const struct run_events *events = conductor->events;
	int error = conductor_stopped(conductor), failed;

	if (error)
		return error;
	duet->started_ns = clock_now_ns();
	if (duet->record->state != DUET_FAILED) {
		duet->record->state = DUET_RUNNING;
		if (events->duet_started)
			events->duet_started(events->context, duet->index, duet->record);
		if (duet->cores.shared)
			conductor_warn(
				conductor, duet,
				"allow a second core, for instance by "
				"taskset",
				"there is one core for the contestants, their drivers "
				"and the conductor: they disturb each other");
		cores_move_to(&conductor->allowed, duet->cores.others);
		failed = duet_play(conductor, duet);
		shares_settle(&conductor->shares, duet_weight(duet), duet->allowed_ns,
			      clock_now_ns() - duet->started_ns);
		cores_move_to(&conductor->allowed, -1);
		end_duet(conductor, duet, failed);
		if (failed && !is_duets_own(failed))
			error = failed;
	}
	if (events->duet_ended)
		events->duet_ended(events->context, duet->index, duet->record);
	return error ? error : save(conductor);
}

static int count_failed(const struct run_record *run)
{
	int failed = 0;

	for (size_t i = 0; i < run->duet_count; i++)
		failed += run->duets[i].state == DUET_FAILED;
	return failed;
}

/* The data is complete without the link: that it cannot be made is no failure. */
static void point_latest(struct conductor *conductor)
{
	const struct run_events *events = conductor->events;
	struct problem problem = {0};

	if (store_point_latest(store_path(conductor->store), &problem) &&
	    events->run_warning)
		events->run_warning(events->context, problem.text, problem.remedy);
}

/* Write down how it ended; the first thing that went wrong is the one to be told. */
static int close_run(struct conductor *conductor, int error)
{
	int failed = count_failed(&conductor->run), saved, closed;
	struct problem first = *conductor->problem;

	if (!conductor->store)
		return error;
	conductor->run.state = error || failed ? RUN_PARTIAL : RUN_COMPLETE;
	saved = save(conductor);
	if (saved && !error) {
		error = saved;
		first = *conductor->problem;
	}
	if (!saved)
		point_latest(conductor);
	closed = store_close(conductor->store, conductor->problem);
	if (closed && !error) {
		error = closed;
		first = *conductor->problem;
	}
	*conductor->problem = first;
	return error ? error : failed;
}

static int play(struct conductor *conductor, char **folder)
{
	int error = open_run(conductor);

	for (size_t i = 0; i < conductor->run.duet_count && !error; i++)
		error = perform(conductor, &conductor->duets[i]);
	if (folder && conductor->store)
		*folder = strdup(store_path(conductor->store));
	error = close_run(conductor, error);
	seats_free(conductor);
	return error;
}

int run_play(const struct run_plan *plan, const struct run_events *events, char **folder,
	     struct problem *problem)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	static const struct run_events none;
	struct run_plan filled = *plan;
	struct conductor conductor = {
		.plan = &filled,
		.events = events ? events : &none,
		.problem = problem,
		.descriptions = json_object(),
		.greeted = json_object(),
		.kept = json_array(),
		.started_ns = clock_now_ns(),
	};
	int error;

	if (folder)
		*folder = NULL;
	memset(problem, 0, sizeof(*problem));
	if (plan->duet_count == 0)
		return problem_set(problem, -EINVAL, "there is nothing to play");
	fill_defaults(&filled);
	conductor.shares = shares_of(filled.budget_ns, duet_weights(&filled, 0));
	random_seed(&conductor.random, filled.seed);
	descriptors_raise();
	sched_getaffinity(0, sizeof(conductor.allowed), &conductor.allowed);
	/* A worker that dies must cost us an answer, not our life. */
	sigaction(SIGPIPE, &ignore, &before);
	error = play(&conductor, folder);
	sigaction(SIGPIPE, &before, NULL);
	json_decref(conductor.descriptions);
	json_decref(conductor.greeted);
	json_decref(conductor.kept);
	return error;
}
