/* SPDX-License-Identifier: MIT */
/* tracing.c - one worker, one slice, and its trace. See tracing.h. */
#include "bench/run/tracing.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/run/clock.h"
#include "bench/run/conductor.h"
#include "bench/run/player.h"
#include "bench/store/trace.h"

#define TIMEOUT_NS (60 * SECOND_NS)

/* A duet of one contestant that is neither measured nor recorded. */
struct rehearsal {
	const struct tracing *tracing;
	struct run_plan plan;
	struct run_events events;
	struct contestant_plan contestant;
	struct contestant_record contestant_record;
	struct duet_record record;
	struct seat seat;
	struct duet duet;
	struct conductor conductor;
	struct player player;
	json_t *documents; /* the header is put before them at last */
	json_int_t dropped;
	int64_t operations; /* played */
	char started[40];   /* when */
};

static void set_up(struct rehearsal *rehearsal, const struct tracing *tracing,
		   struct problem *problem)
{
	const char *loader = tracing->loader ? tracing->loader : tracing->program;

	clock_stamp(rehearsal->started, sizeof(rehearsal->started), CLOCK_STARTED);
	rehearsal->tracing = tracing;
	rehearsal->plan = run_plan_default();
	rehearsal->plan.worker = loader;
	rehearsal->plan.timeout_ns = TIMEOUT_NS;
	rehearsal->plan.stop_fd = tracing->stop_fd;
	rehearsal->events.context = tracing->context;
	rehearsal->events.worker_said = tracing->worker_said;
	rehearsal->contestant.runtime = tracing->runtime;
	rehearsal->contestant.workload = tracing->workload;
	rehearsal->contestant_record.label = tracing->runtime;
	rehearsal->seat.plan = &rehearsal->contestant;
	rehearsal->seat.record = &rehearsal->contestant_record;
	rehearsal->seat.program = tracing->program;
	rehearsal->seat.driver = tracing->driver;
	rehearsal->seat.parameters = tracing->parameters;
	rehearsal->seat.traced = true;
	rehearsal->duet.record = &rehearsal->record;
	rehearsal->duet.cores.contestants = rehearsal->duet.cores.others = -1;
	rehearsal->conductor.plan = &rehearsal->plan;
	rehearsal->conductor.events = &rehearsal->events;
	rehearsal->conductor.problem = problem;
	random_seed(&rehearsal->conductor.random, (uint64_t)clock_now_ns());
}

static int ask(struct rehearsal *rehearsal, struct worker *worker, const char *what,
	       json_t **answer)
{
	return worker_ask(&rehearsal->conductor, worker, json_pack("{s:s}", "do", what),
			  answer);
}

/* Take what the worker noted since the last time, as of this phase. */
static int take(struct rehearsal *rehearsal, const char *phase)
{
	json_t *answer = NULL, *events, *event;
	size_t i;
	int error = ask(rehearsal, &rehearsal->player.worker, "trace", &answer);

	if (error)
		return error;
	events = json_object_get(answer, "events");
	json_array_foreach(events, i, event)
	{
		json_object_set_new(event, "phase", json_string(phase));
		json_array_append(rehearsal->documents, event);
	}
	rehearsal->dropped += json_integer_value(json_object_get(answer, "dropped"));
	if (!json_is_array(events))
		error = problem_set(rehearsal->conductor.problem, -EBADMSG,
				    "%s answered \"trace\" without events",
				    rehearsal->player.worker.name);
	json_decref(answer);
	return error;
}

static int play(struct rehearsal *rehearsal)
{
	struct player *player = &rehearsal->player;
	struct take slice = {0};
	int error;

	rehearsal->operations = rehearsal->tracing->operations
					? rehearsal->tracing->operations
					: player->least;
	error = player_play(&rehearsal->conductor, player, rehearsal->operations, &slice,
			    NULL);
	rehearsal->operations = slice.slice.operations;
	return error ? error : take(rehearsal, "play");
}

static int finish(struct rehearsal *rehearsal)
{
	struct player *player = &rehearsal->player;
	json_t *answer = NULL, *driven = NULL;
	int error = 0;

	if (rehearsal->seat.driver)
		error = ask(rehearsal, &player->driver, "finish", &driven);
	if (!error)
		error = ask(rehearsal, &player->worker, "finish", &answer);
	json_decref(driven);
	json_decref(answer);
	return error ? error : take(rehearsal, "finish");
}

static int rehearse(struct rehearsal *rehearsal, json_t **parameters)
{
	struct conductor *conductor = &rehearsal->conductor;
	struct player *player = &rehearsal->player;
	int error = player_start(conductor, &rehearsal->duet, &rehearsal->seat, player);

	if (!error)
		error = player_greet(conductor, player);
	if (!error)
		error = player_prepare(conductor, player, parameters);
	if (!error)
		error = take(rehearsal, "prepare");
	if (!error)
		error = play(rehearsal);
	if (!error)
		error = finish(rehearsal);
	player_end(player, !error);
	return error;
}

/* Takes over the parameters. */
static int add_header(struct rehearsal *rehearsal, json_t *parameters)
{
	const struct tracing *tracing = rehearsal->tracing;
	json_t *header = json_pack(
		"{s:i, s:s, s:s, s:o, s:I, s:I, s:s, s:s, s:s}", "format", TRACE_FORMAT,
		"trace", tracing->workload, "runtime", tracing->runtime, "parameters",
		parameters, "operations", (json_int_t)rehearsal->operations, "dropped",
		rehearsal->dropped, "machine", tracing->machine, "version",
		tracing->version, "started", rehearsal->started);

	if (!json_array_insert_new(rehearsal->documents, 0, header))
		return 0;
	return problem_set(rehearsal->conductor.problem, -ENOMEM, "out of memory");
}

int tracing_play(const struct tracing *tracing, json_t **documents, struct problem *problem)
{
	struct rehearsal *rehearsal = calloc(1, sizeof(*rehearsal));
	json_t *parameters = NULL;
	int error;

	if (!rehearsal)
		return problem_set(problem, -ENOMEM, "out of memory");
	set_up(rehearsal, tracing, problem);
	rehearsal->documents = json_array();
	error = rehearse(rehearsal, &parameters);
	if (error)
		json_decref(parameters);
	else
		error = add_header(rehearsal, parameters);
	if (error)
		json_decref(rehearsal->documents);
	else
		*documents = rehearsal->documents;
	free(rehearsal);
	return error;
}
