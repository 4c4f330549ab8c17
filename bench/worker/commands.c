/* SPDX-License-Identifier: MIT */
/* commands.c - limits, prepare, verify, play, level, trace, finish (docs/protocol.md). */
#include "bench/worker/commands.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bench/protocol/latency.h"
#include "bench/protocol/level.h"
#include "bench/protocol/nearest.h"
#include "bench/protocol/slice_counts.h"
#include "bench/worker/limits.h"
#include "bench/worker/measure.h"
#include "bench/worker/memory.h"
#include "bench/worker/session.h"
#include "bench/worker/tracing.h"
#include "bench/worker/watch.h"

/* Add the members of the answer. Returns 0, or -EINVAL with the complaint made. */
typedef int carry_out(struct session *session, const json_t *command, json_t *answer,
		      struct complaint *complaint);

static void set_integer(json_t *answer, const char *name, int64_t value)
{
	json_object_set_new(answer, name, json_integer(value));
}

static void set_checksum(json_t *answer, uint64_t checksum)
{
	char digits[17];

	snprintf(digits, sizeof(digits), "%016" PRIx64, checksum);
	json_object_set_new(answer, "checksum", json_string(digits));
}

static int need_prepared(const struct session *session, struct complaint *complaint)
{
	if (session->prepared)
		return 0;
	complain(complaint, "nothing is prepared");
	return advise(complaint, "send prepare first");
}

/* ---- limits ---- */

static int tell_limits(struct session *session, const json_t *command, json_t *answer,
		       struct complaint *complaint)
{
	struct request request;
	struct room room;
	struct verdict verdict;
	int result = request_read(command, session->runtime, &request, complaint);

	if (result)
		return result;
	room_look(&room);
	limits_check(&request, session->runtime, &room, &verdict);
	json_object_set_new(answer, "fits", json_boolean(verdict.fits));
	if (verdict.parameter) {
		json_object_set_new(answer, "parameter", json_string(verdict.parameter));
		set_integer(answer, "most", verdict.most);
	}
	if (!verdict.fits)
		json_object_set_new(answer, "why", json_string(verdict.why));
	return 0;
}

/* ---- prepare ---- */

static void tell_bounds(const struct request *request, json_t *answer)
{
	int64_t least = 1, most = INT64_MAX;

	if (request->workload->bounds)
		request->workload->bounds(request->parameters, &least, &most);
	if (least > 1)
		set_integer(answer, "least_operations", least);
	if (most < INT64_MAX)
		set_integer(answer, "most_operations", most);
}

/* A port of a driver's command; 0 when it has none. */
static int read_port(const json_t *command, const char *name, uint16_t *port,
		     struct complaint *complaint)
{
	const json_t *value = json_object_get(command, name);

	*port = 0;
	if (!value)
		return 0;
	if (!json_is_integer(value) || json_integer_value(value) < 1 ||
	    json_integer_value(value) > UINT16_MAX)
		return complain(complaint, "'%s' must be a port, 1 to %d", name,
				UINT16_MAX);
	*port = (uint16_t)json_integer_value(value);
	return 0;
}

/* 0 when the command has none. */
static int read_round(const json_t *command, uint64_t *round, struct complaint *complaint)
{
	const json_t *value = json_object_get(command, "round");

	*round = (uint64_t)json_integer_value(value);
	if (!value || (json_is_integer(value) && json_integer_value(value) >= 0))
		return 0;
	return complain(complaint, "'round' must be an integer from 0 on");
}

static int refused(const struct request *request, const struct setting *setting,
		   int64_t error, struct complaint *complaint)
{
	char what[64];

	if (setting->problem)
		return complain(complaint, "%s", setting->problem);
	snprintf(what, sizeof(what), "%s cannot be prepared", request->workload->name);
	return complain_of(complaint, what, error);
}

static int prepare(struct session *session, const json_t *command, json_t *answer,
		   struct complaint *complaint)
{
	struct request *request = &session->request;
	struct setting setting = {.parameters = request->parameters,
				  .stack_size = session->stack_size};
	int64_t result;

	if (session->prepared) {
		complain(complaint, "%s is prepared already", request->workload->name);
		return advise(complaint, "send finish first");
	}
	if (request_read(command, session->runtime, request, complaint) ||
	    read_port(command, "port", &setting.port, complaint) ||
	    read_port(command, "control_port", &setting.control_port, complaint) ||
	    read_round(command, &setting.round, complaint))
		return -EINVAL;
	if (request->workload->kind == KIND_LEVEL)
		memory_avoid_huge_pages();
	result = request->player->prepare(&setting, &session->state);
	if (result)
		return refused(request, &setting, result, complaint);
	session->prepared = true;
	json_object_set_new(answer, "parameters", request_parameters(request));
	tell_bounds(request, answer);
	if (setting.port)
		set_integer(answer, "port", setting.port);
	if (setting.control_port)
		set_integer(answer, "control_port", setting.control_port);
	return 0;
}

/* ---- verify, play ---- */

static int64_t play_measured(struct session *session, int64_t operations,
			     struct tally *tally, struct slice *slice)
{
	const struct player *player = session->request.player;
	struct measure measure;
	int64_t result = player->begin ? player->begin(session->state) : 0;

	if (result)
		return result;
	measure_start(&measure);
	result = player->play(session->state, operations, tally);
	measure_end(&measure, slice);
	slice->operations = tally->operations;
	return result;
}

/* A slice that needs another process is watched: that one may never come. */
static int play_slice(struct session *session, int64_t operations, struct tally *tally,
		      struct slice *slice, struct complaint *complaint)
{
	const struct workload *workload = session->request.workload;
	bool watched = workload->driver && !line_waiting(&session->input);
	int64_t result;

	if (session->latency.count)
		histogram_reset(&session->latency);
	tally->latency = &session->latency;
	if (watched)
		watch_start();
	result = play_measured(session, operations, tally, slice);
	if (watched)
		watch_end();
	if (result && tally->problem)
		return complain(complaint, "%s", tally->problem);
	return result ? complain_of(complaint, workload->name, result) : 0;
}

/* The work alone is asked for: no operation waits until it is due. */
static int verify(struct session *session, const json_t *command, json_t *answer,
		  struct complaint *complaint)
{
	struct tally tally = {0};
	struct slice slice;
	int result = need_prepared(session, complaint);

	(void)command;
	if (!result)
		result = play_slice(session, session->request.workload->verify_operations,
				    &tally, &slice, complaint);
	if (result)
		return result;
	set_integer(answer, "operations", tally.operations);
	set_checksum(answer, tally.checksum);
	return 0;
}

/* Fewer operations than the least are allowed: they measure badly, but somebody may be curious. */
static int read_operations(const struct request *request, const json_t *command,
			   int64_t *operations, struct complaint *complaint)
{
	const json_t *value = json_object_get(command, "operations");
	int64_t least = 1, most = INT64_MAX;

	if (request->workload->bounds)
		request->workload->bounds(request->parameters, &least, &most);
	*operations = json_integer_value(value);
	if (json_is_integer(value) && *operations >= 1 && *operations <= most)
		return 0;
	return complain(complaint, "'operations' must be an integer, 1 to %" PRId64, most);
}

static void add_histogram(const struct histogram *histogram, const char *name,
			  json_t *answer)
{
	if (histogram->count)
		json_object_set_new(answer, name,
				    latency_to_json(histogram->buckets, HISTOGRAM_BUCKETS,
						    histogram->max));
}

/* Of an open loop. */
static void add_offer(const struct offer *offer, json_t *answer)
{
	if (!offer->offered_ns)
		return;
	add_histogram(offer->uncorrected, "uncorrected", answer);
	add_histogram(offer->lag, "lag", answer);
	set_integer(answer, "offered_ns", offer->offered_ns);
	set_integer(answer, "refused", offer->refused);
	set_integer(answer, "queued", offer->queued);
	if (offer->sustained_busy >= 0)
		set_integer(answer, "sustained_busy", offer->sustained_busy);
}

_Static_assert(TALLY_COUNTS <= SLICE_COUNTS_MAX, "a conductor reads all that are told");

/* What the workload counts besides its operations. */
static void add_counts(const struct count *counts, const struct tally *tally,
		       json_t *answer)
{
	json_t *object;

	if (!counts)
		return;
	object = json_object();
	for (size_t i = 0; counts[i].name; i++)
		set_integer(object, counts[i].name, tally->counts[i]);
	json_object_set_new(answer, "counts", object);
}

static int add_slice(const struct tally *tally, const struct slice *slice, json_t *answer)
{
	json_t *members = slice_to_json(slice);

	if (!members)
		return -ENOMEM;
	json_object_update(answer, members);
	json_decref(members);
	add_histogram(tally->latency, "latency", answer);
	add_offer(tally->offer, answer);
	set_checksum(answer, tally->checksum);
	return 0;
}

static int play(struct session *session, const json_t *command, json_t *answer,
		struct complaint *complaint)
{
	struct offer offer = {.uncorrected = &session->uncorrected, .lag = &session->lag};
	struct tally tally = {.offer = &offer};
	struct slice slice;
	int64_t operations;
	int result = need_prepared(session, complaint);

	if (session->lag.count) {
		histogram_reset(&session->uncorrected);
		histogram_reset(&session->lag);
	}
	if (!result)
		result =
			read_operations(&session->request, command, &operations, complaint);
	if (!result)
		result = play_slice(session, operations, &tally, &slice, complaint);
	if (!result)
		result = add_slice(&tally, &slice, answer);
	if (!result)
		add_counts(session->request.workload->counts, &tally, answer);
	return result;
}

/* ---- level ---- */

/* What is held: the parked tasks; nothing before prepare. */
static int64_t held(const struct session *session)
{
	const struct request *request = &session->request;
	struct needs needs = {0};

	if (session->prepared && request->workload->needs)
		request->workload->needs(request->parameters, &needs);
	return needs.tasks;
}

static int tell_level(struct session *session, const json_t *command, json_t *answer,
		      struct complaint *complaint)
{
	struct level level;
	int error = memory_read(&level);

	(void)command;
	if (error)
		return complain_of(complaint, "the process's memory cannot be read", error);
	level.operations = held(session);
	level_to_json(&level, answer);
	return 0;
}

/* ---- trace ---- */

/* What was done since it was told last. */
static int tell_trace(struct session *session, const json_t *command, json_t *answer,
		      struct complaint *complaint)
{
	(void)command;
	if (!session->trace) {
		complain(complaint, "this worker keeps no trace");
		return advise(complaint, "start it with --trace");
	}
	if (tracing_tell(session->trace, answer))
		return complain_of(complaint, "the trace cannot be told", -ENOMEM);
	return 0;
}

/* ---- finish ---- */

static int finish(struct session *session, const json_t *command, json_t *answer,
		  struct complaint *complaint)
{
	int result = need_prepared(session, complaint);

	(void)command, (void)answer;
	if (result)
		return result;
	session->request.player->finish(session->state);
	session->prepared = false;
	return 0;
}

/* ---- all of them ---- */

static const struct command {
	const char *name;
	carry_out *carry_out;
} commands[] = {
	{"finish", finish},	 {"level", tell_level},
	{"limits", tell_limits}, {"play", play},
	{"prepare", prepare},	 {"trace", tell_trace},
	{"verify", verify},	 {0},
};

static const struct command *find(const char *name, struct complaint *complaint)
{
	struct nearest nearest = {.wanted = name};

	for (const struct command *c = commands; c->name; c++) {
		if (!strcmp(c->name, name))
			return c;
		nearest_try(&nearest, c->name);
	}
	complain(complaint, "there is no command '%.40s'", name);
	if (nearest.name)
		advise(complaint, "did you mean '%s'?", nearest.name);
	else
		advise(complaint, "the commands are limits, prepare, verify, play, level, "
				  "trace, finish");
	return NULL;
}

json_t *command_carry_out(struct session *session, const json_t *command)
{
	const char *name = json_string_value(json_object_get(command, "do"));
	struct complaint complaint = {0};
	const struct command *found;
	json_t *answer;

	if (!name)
		complain(&complaint,
			 "a command names what to do: {\"do\": \"prepare\", ...}");
	found = name ? find(name, &complaint) : NULL;
	if (!found)
		return complaint_to_json(&complaint);
	answer = json_pack("{s:s}", "did", name);
	if (answer && found->carry_out(session, command, answer, &complaint)) {
		json_decref(answer);
		answer = complaint_to_json(&complaint);
	}
	return answer;
}
