/* SPDX-License-Identifier: MIT */
/* held.c - plays a round of levels: a fresh process for each number of each contestant. */
#include "bench/run/held.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/clock.h"
#include "bench/run/round.h"

#define STEP 4 /* from one number to the next larger */
/* The kernel lets go of a dead process's stacks and objects when nobody can look at them any more. */
#define SETTLE_NS 20000000

/* ---- which numbers ---- */

/* The most, perhaps lowered by the limits. */
static int64_t most_of(const struct seat *seat)
{
	const json_t *value = json_object_get(seat->parameters, seat->scaled);

	return json_is_integer(value) ? json_integer_value(value) : seat->asked;
}

void held_ask_for(struct seat *seat, int64_t number)
{
	json_object_set_new(seat->parameters, seat->scaled, json_integer(number));
}

int64_t held_headroom(int64_t most)
{
	int64_t unit = 1, number = most / 10 * 9;

	while (number / unit >= 100)
		unit *= 10;
	return number < 100 ? most : number / unit * unit;
}

static void choose(struct seat *seat)
{
	int64_t number = most_of(seat);

	seat->number_count = 0;
	while (seat->number_count < HELD_NUMBERS && number >= seat->scaled_least) {
		seat->numbers[seat->number_count++] = number;
		number /= STEP;
	}
}

int held_choose(struct conductor *conductor, struct duet *duet)
{
	for (size_t i = 0; i < duet->seat_count; i++) {
		struct seat *seat = &duet->seats[i];

		choose(seat);
		if (seat->record->control) { /* must differ in nothing */
			held_ask_for(seat, duet->seats[0].numbers[0]);
			choose(seat);
		}
		if (seat->number_count >= 2)
			continue;
		problem_set(conductor->problem, -ERANGE,
			    "%s: no line through a single number of %s",
			    duet->record->workload, seat->scaled);
		problem_remedy(conductor->problem, "ask for %s=%" PRId64 " or more",
			       seat->scaled, STEP * seat->scaled_least);
		return -ERANGE;
	}
	return 0;
}

/* ---- a round ---- */

static int look(struct conductor *conductor, struct player *player, struct level *level)
{
	json_t *answer = NULL;
	int error = worker_ask(conductor, &player->worker,
			       json_pack("{s:s}", "do", "level"), &answer);

	if (error)
		return error;
	if (level_from_json(answer, level))
		error = problem_set(conductor->problem, -EBADMSG,
				    "%s answered \"level\" without a number that belongs "
				    "there",
				    player->worker.name);
	json_decref(answer);
	return error;
}

static int look_twice(struct conductor *conductor, struct player *player, int64_t number,
		      struct held_take *take)
{
	int error = look(conductor, player, &take->before);

	if (!error)
		error = player_prepare(conductor, player, NULL);
	if (!error)
		error = look(conductor, player, &take->after);
	if (!error && take->after.operations - take->before.operations != number)
		error = problem_set(conductor->problem, -EBADMSG,
				    "%s holds %" PRId64 " operations where %s=%" PRId64
				    " was asked for",
				    player->worker.name, take->after.operations,
				    player->seat->scaled, number);
	return error;
}

static int play_one(struct conductor *conductor, struct duet *duet, struct seat *seat,
		    int64_t number, struct held_take *take)
{
	struct player player;
	int error;

	nanosleep(&(struct timespec){.tv_nsec = SETTLE_NS}, NULL);
	held_ask_for(seat, number);
	error = player_start(conductor, duet, seat, &player);
	if (!error)
		error = player_greet(conductor, &player);
	if (!error)
		error = look_twice(conductor, &player, number, take);
	/* It has told all that it knows: to wake its tasks for their end would only take time. */
	player_end(&player, false);
	return error;
}

int held_play(struct conductor *conductor, struct duet *duet, struct round *round)
{
	size_t turns = duet->seat_count * HELD_NUMBERS;
	int64_t began_ns = clock_now_ns();
	int error = 0;

	random_permutation(&conductor->random, round->turns, turns);
	for (size_t turn = 0; turn < turns && !error; turn++) {
		size_t i = round->turns[turn] % duet->seat_count;
		size_t number = round->turns[turn] / duet->seat_count;
		struct part *part = &round->parts[i];

		if (number >= duet->seats[i].number_count)
			continue;
		part->held[number].at_ns = clock_now_ns() - began_ns;
		error = play_one(conductor, duet, &duet->seats[i],
				 duet->seats[i].numbers[number], &part->held[number]);
		part->held_count += !error;
	}
	return error;
}
