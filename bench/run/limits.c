/* SPDX-License-Identifier: MIT */
/* limits.c - asks the workers for their limits, and lowers what does not fit. */
#include "bench/run/limits.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bench/run/held.h"

#define LOWERINGS_MAX 4 /* one parameter at a time, and each may uncover another */

static json_t *limits_command(const struct seat *seat)
{
	return json_pack("{s:s, s:s, s:O}", "do", "limits", "workload",
			 seat->plan->workload, "parameters", seat->parameters);
}

static int refuse(struct conductor *conductor, const struct player *player,
		  const json_t *answer)
{
	const char *parameter = json_string_value(json_object_get(answer, "parameter"));
	const char *why = json_string_value(json_object_get(answer, "why"));
	int64_t most = json_integer_value(json_object_get(answer, "most"));

	problem_set(conductor->problem, -ERANGE, "%s does not fit the limits here: %s",
		    player->seat->record->label, why ? why : "it does not say why");
	if (parameter && most > 0)
		problem_remedy(conductor->problem,
			       "lower %s to %" PRId64 ", or raise the limit", parameter,
			       most);
	return -ERANGE;
}

/*
 * What to type so that it fits: a worker that lacks descriptors says how many it needs and how
 * many are left, and its limit is ours. Both have raised theirs as far as they may.
 */
static void write_remedy(const struct conductor *conductor, const char *why, char *text,
			 size_t size)
{
	int64_t now = conductor->machine.limit_descriptors_hard;
	int64_t needed, left;

	if (sscanf(why, "%" SCNd64 " descriptors are needed, ulimit -n leaves %" SCNd64,
		   &needed, &left) != 2 ||
	    now < 0) {
		snprintf(text, size, "raise the limit to play it as asked for");
		return;
	}
	snprintf(text, size,
		 "ulimit -n %" PRId64 " as root (%" PRId64 " now, and %" PRId64
		 " - %" PRId64 " more)",
		 now + needed - left, now, needed, left);
}

/* Lower the parameter for everybody who plays that workload. */
static void lower(struct conductor *conductor, struct duet *duet, const struct seat *tight,
		  const char *parameter, int64_t most, const char *why)
{
	char remedy[128];

	for (size_t i = 0; i < duet->seat_count; i++) {
		struct seat *seat = &duet->seats[i];

		if (!strcmp(seat->plan->workload, tight->plan->workload))
			json_object_set_new(seat->parameters, parameter,
					    json_integer(most));
	}
	write_remedy(conductor, why, remedy, sizeof(remedy));
	conductor_warn(conductor, duet, remedy,
		       "%s lowered to %" PRId64 " for all, since %s allows no more: %s",
		       parameter, most, tight->record->label, why);
}

/* Where levels are measured, everybody goes as far as it can. */
static void lower_alone(struct conductor *conductor, struct duet *duet, struct seat *seat,
			const char *parameter, int64_t most, const char *why)
{
	int64_t number = held_headroom(most);
	char remedy[128];

	held_ask_for(seat, number);
	if (seat->record->control)
		return;
	write_remedy(conductor, why, remedy, sizeof(remedy));
	conductor_warn(conductor, duet, remedy, "%s with at most %" PRId64 " %s: %s",
		       seat->record->label, number, parameter, why);
}

/* Returns 1 when something was lowered, 0 when all fits. */
static int ask(struct conductor *conductor, struct duet *duet, struct player *player)
{
	const char *parameter, *why;
	json_t *answer = NULL;
	int64_t most;
	int result = worker_ask(conductor, &player->worker, limits_command(player->seat),
				&answer);

	if (result)
		return result;
	parameter = json_string_value(json_object_get(answer, "parameter"));
	why = json_string_value(json_object_get(answer, "why"));
	most = json_integer_value(json_object_get(answer, "most"));
	if (json_is_true(json_object_get(answer, "fits")))
		goto put_answer;
	if (conductor->plan->strict || !parameter || most <= 0) {
		result = refuse(conductor, player, answer);
		goto put_answer;
	}
	if (!why)
		why = "it does not say why";
	if (player->seat->holds && !strcmp(parameter, player->seat->scaled))
		lower_alone(conductor, duet, player->seat, parameter, most, why);
	else
		lower(conductor, duet, player->seat, parameter, most, why);
	result = 1;
put_answer:
	json_decref(answer);
	return result;
}

int limits_apply(struct conductor *conductor, struct duet *duet, struct player *players)
{
	for (size_t i = 0; i < duet->seat_count; i++) {
		int result = 1;

		for (int n = 0; result == 1 && n <= LOWERINGS_MAX; n++)
			result = ask(conductor, duet, &players[i]);
		if (result == 1)
			return problem_set(conductor->problem, -ERANGE,
					   "%s does not fit however much is lowered",
					   players[i].worker.name);
		if (result)
			return result;
	}
	return 0;
}
