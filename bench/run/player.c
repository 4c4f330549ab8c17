/* SPDX-License-Identifier: MIT */
/* player.c - commands a contestant's worker and its driver in the right order. */
#include "bench/run/player.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bench/protocol/latency.h"
#include "bench/run/clock.h"
#include "bench/run/slice_check.h"
#include "bench/stats/histogram.h"

#define TIMEOUT_SLICES 20

int player_start(struct conductor *conductor, const struct duet *duet, struct seat *seat,
		 struct player *player)
{
	struct worker_options options = {
		.label = seat->record->label,
		.launcher = seat->plan->launcher,
		.program = seat->program,
		.runtime = seat->plan->runtime,
		.traced = seat->traced,
		.core = duet->cores.contestants,
	};
	int error;

	memset(player, 0, sizeof(*player));
	player->seat = seat;
	player->round = duet->record->rounds_done;
	player->started = true;
	error = worker_start(conductor, &options, &player->worker);
	if (error || !seat->driver)
		return error;
	options.launcher = NULL;
	options.program = conductor->plan->worker;
	options.runtime = seat->driver;
	options.drives = true;
	options.traced = false;
	options.core = duet->cores.others;
	return worker_start(conductor, &options, &player->driver);
}

int player_greet(struct conductor *conductor, struct player *player)
{
	int error = worker_greet(conductor, &player->worker);

	if (!error && player->seat->driver)
		error = worker_greet(conductor, &player->driver);
	return error;
}

static json_t *prepare_command(const struct player *player)
{
	const struct seat *seat = player->seat;

	return json_pack("{s:s, s:s, s:O, s:I}", "do", "prepare", "workload",
			 seat->plan->workload, "parameters", seat->parameters, "round",
			 (json_int_t)player->round);
}

/* The driver has failed: when that is since the contestant has died, tell that instead. */
static int blame(struct conductor *conductor, struct player *player, const char *command,
		 int error)
{
	if (error == -EINTR)
		return error;
	return worker_has_died(conductor, &player->worker, command) ? -EPIPE : error;
}

/* The driver needs to know where the server listens. */
static int prepare_driver(struct conductor *conductor, struct player *player,
			  const json_t *answer)
{
	json_t *command = prepare_command(player), *driven = NULL;
	static const char *const ports[] = {"port", "control_port"};
	int error;

	for (int i = 0; i < 2; i++) {
		json_t *port = json_object_get(answer, ports[i]);

		if (!json_is_integer(port)) {
			json_decref(command);
			return problem_set(conductor->problem, -EBADMSG,
					   "%s did not tell its %s", player->worker.name,
					   ports[i]);
		}
		json_object_set(command, ports[i], port);
	}
	error = worker_ask(conductor, &player->driver, command, &driven);
	json_decref(driven);
	return error ? blame(conductor, player, "prepare", error) : 0;
}

static int64_t bound(const json_t *answer, const char *name, int64_t fallback)
{
	const json_t *value = json_object_get(answer, name);

	return json_is_integer(value) && json_integer_value(value) > 0
		       ? json_integer_value(value)
		       : fallback;
}

int player_tell_to_prepare(struct conductor *conductor, struct player *player)
{
	return worker_send(conductor, &player->worker, prepare_command(player));
}

int player_prepare(struct conductor *conductor, struct player *player, json_t **answered)
{
	int error = player_tell_to_prepare(conductor, player);

	return error ? error : player_await_prepared(conductor, player, answered);
}

/* It plays what it says it does: a parameter that it does not know would be left at its default. */
static int check_parameters(struct conductor *conductor, const struct player *player,
			    const json_t *answer)
{
	const json_t *plays = json_object_get(answer, "parameters"), *asked;
	const char *name;

	json_object_foreach(player->seat->parameters, name, asked)
	{
		const json_t *value = json_object_get(plays, name);

		if (!value)
			return problem_set(conductor->problem, -EBADMSG,
					   "%s prepared %s without its parameter %s",
					   player->worker.name,
					   player->seat->plan->workload, name);
		if (!json_equal(value, asked))
			return problem_set(
				conductor->problem, -EBADMSG,
				"%s prepared %s with %s=%" JSON_INTEGER_FORMAT
				", and was asked for %" JSON_INTEGER_FORMAT,
				player->worker.name, player->seat->plan->workload, name,
				json_integer_value(value), json_integer_value(asked));
	}
	return 0;
}

int player_await_prepared(struct conductor *conductor, struct player *player,
			  json_t **answered)
{
	json_t *answer = NULL;
	int error = worker_receive(conductor, &player->worker, "prepare",
				   conductor_patience_ns(conductor), &answer);

	if (error)
		return error;
	player->least = bound(answer, "least_operations", 1);
	player->most = bound(answer, "most_operations", 0);
	error = check_parameters(conductor, player, answer);
	if (!error && player->seat->driver)
		error = prepare_driver(conductor, player, answer);
	if (!error && answered)
		*answered = json_incref(json_object_get(answer, "parameters"));
	json_decref(answer);
	return error;
}

static json_t *command(const char *name)
{
	return json_pack("{s:s}", "do", name);
}

/* Send a command to both, the contestant first; receive both answers, NULL without a driver. */
static int ask_both(struct conductor *conductor, struct player *player, json_t *order,
		    int64_t timeout_ns, json_t **answer, json_t **driven)
{
	int error, driver_error = 0;
	char name[32];

	snprintf(name, sizeof(name), "%s", json_string_value(json_object_get(order, "do")));
	json_incref(order);
	error = worker_send(conductor, &player->worker, order);
	player->commanded_ns = clock_thread_ns();
	if (!error && player->seat->driver)
		driver_error = worker_send(conductor, &player->driver, json_incref(order));
	json_decref(order);
	/* A driver that fails leaves the server waiting for ever: hear it first. */
	if (!error && !driver_error && player->seat->driver)
		driver_error = worker_receive(conductor, &player->driver, name, timeout_ns,
					      driven);
	if (driver_error)
		return blame(conductor, player, name, driver_error);
	if (!error)
		error = worker_receive(conductor, &player->worker, name, timeout_ns,
				       answer);
	return error;
}

int player_verify(struct conductor *conductor, struct player *player, char *checksum)
{
	json_t *answer = NULL, *driven = NULL;
	uint64_t sum = 0;
	int error = ask_both(conductor, player, command("verify"),
			     conductor_patience_ns(conductor), &answer, &driven);

	if (!error)
		error = checksum_add(conductor, &player->worker, "verify", answer, &sum);
	if (!error && driven)
		error = checksum_add(conductor, &player->driver, "verify", driven, &sum);
	if (!error)
		snprintf(checksum, 17, "%016" PRIx64, sum);
	json_decref(answer);
	json_decref(driven);
	return error;
}

static int add_latencies(struct conductor *conductor, const struct worker *worker,
			 const json_t *answer, struct histogram *latencies)
{
	for (size_t kind = 0; latencies && kind < LATENCIES; kind++) {
		const json_t *json = json_object_get(answer, latency_names[kind]);
		struct histogram *into = &latencies[kind];
		int64_t count = 0;

		if (json)
			count = latency_from_json(json, into->buckets, HISTOGRAM_BUCKETS,
						  &into->max);
		if (count < 0)
			return problem_set(
				conductor->problem, -EBADMSG,
				"%s answered \"play\" with latencies that are no "
				"histogram",
				worker->name);
		into->count += (uint64_t)count;
	}
	return 0;
}

/*
 * What we used of a processor while the slice was measured: from the command on until the first
 * answer could be read at most. Where we slept meanwhile, most of that is going to sleep before the
 * slice began and waking up after it; a worker that reads our clock with its own leaves both out. A
 * driver's slice is the contestant's, and ends before either answers.
 */
static int64_t used_meanwhile(const struct player *player, const struct take *take)
{
	const struct worker *first =
		player->seat->driver ? &player->driver : &player->worker;
	int64_t told_ns =
		player->seat->driver ? take->driver.harness_ns : take->slice.harness_ns;
	int64_t most_ns = first->heard_ns - player->commanded_ns;

	return first->slept && told_ns >= 0 && told_ns < most_ns ? told_ns : most_ns;
}

/* What a driver tells that asks at set times; nothing of others. One of the numbers may be missing. */
static int read_offer(struct conductor *conductor, const struct worker *driver,
		      const json_t *answer, struct take *take)
{
	static const char sustained_busy[] = "sustained_busy";
	const struct {
		const char *name;
		int64_t *value;
	} members[] = {{"offered_ns", &take->offered_ns},
		       {"refused", &take->refused},
		       {"queued", &take->queued},
		       {sustained_busy, &take->sustained_busy}};

	take->sustained_busy = -1;
	if (!json_object_get(answer, "offered_ns"))
		return 0;
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const json_t *json = json_object_get(answer, members[i].name);

		if (!json && members[i].name == sustained_busy)
			continue;
		*members[i].value = json_integer_value(json);
		if (!json_is_integer(json) || *members[i].value < 0)
			return problem_set(conductor->problem, -EBADMSG,
					   "%s answered \"play\" with a \"%s\" that is no "
					   "number from 0 on",
					   driver->name, members[i].name);
	}
	return 0;
}

static int read_counts(struct conductor *conductor, const struct worker *worker,
		       const json_t *answer, struct slice_counts *counts)
{
	if (slice_counts_from_json(json_object_get(answer, "counts"), counts) == 0)
		return 0;
	return problem_set(conductor->problem, -EBADMSG,
			   "%s answered \"play\" with counts that are not up to %d named "
			   "numbers from 0 on",
			   worker->name, SLICE_COUNTS_MAX);
}

static int read_take(struct conductor *conductor, struct player *player,
		     const json_t *answer, const json_t *driven, int64_t operations,
		     struct take *take)
{
	int error = slice_check(conductor, &player->worker, answer, operations,
				take->elapsed_ns, &take->slice, &take->checksum);

	if (!error && driven)
		error = slice_check(conductor, &player->driver, driven, operations,
				    take->elapsed_ns, &take->driver, &take->checksum);
	if (!error)
		take->harness_ns = used_meanwhile(player, take);
	if (!error && driven)
		error = read_offer(conductor, &player->driver, driven, take);
	if (!error)
		error = read_counts(conductor, &player->worker, answer, &take->counts);
	return error;
}

int player_play(struct conductor *conductor, struct player *player, int64_t operations,
		struct take *take, struct histogram *latencies)
{
	int64_t timeout_ns = conductor_patience_ns(conductor), began_ns = clock_now_ns();
	json_t *answer = NULL, *driven = NULL, *order;
	int error;

	if (player->seat->slice_ns * TIMEOUT_SLICES > timeout_ns)
		timeout_ns = player->seat->slice_ns * TIMEOUT_SLICES;
	order = json_pack("{s:s, s:I}", "do", "play", "operations", (json_int_t)operations);
	error = ask_both(conductor, player, order, timeout_ns, &answer, &driven);
	*take = (struct take){.at_ns = take->at_ns,
			      .elapsed_ns = clock_now_ns() - began_ns};
	if (!error)
		error = read_take(conductor, player, answer, driven, operations, take);
	if (!error)
		error = add_latencies(conductor, driven ? &player->driver : &player->worker,
				      driven ? driven : answer, latencies);
	json_decref(answer);
	json_decref(driven);
	return error;
}

void player_end(struct player *player, bool gently)
{
	if (!player->started)
		return;
	/* The driver first: it holds the connections' other ends, which then close in order. */
	if (player->seat->driver)
		worker_end(&player->driver, gently);
	player->seat->spent_ns += worker_end(&player->worker, gently);
	player->started = false;
}

void players_hang_up(struct player *players, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!players[i].started)
			continue;
		process_hang_up(&players[i].driver.process);
		process_hang_up(&players[i].worker.process);
	}
}

void players_end(struct player *players, size_t count, bool gently)
{
	players_hang_up(players, count);
	for (size_t i = 0; i < count; i++)
		player_end(&players[i], gently);
}
