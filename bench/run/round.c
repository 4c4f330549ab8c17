/* SPDX-License-Identifier: MIT */
/* round.c - plays one round. Between commands the conductor sleeps: the slices are the workers'. */
#include "bench/run/round.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/run/clock.h"
#include "bench/run/slice_check.h"

int round_make(const struct duet *duet, struct round *round)
{
	round->part_count = duet->seat_count;
	round->kept = (size_t)duet->record->slices_kept;
	round->parts = calloc(duet->seat_count, sizeof(*round->parts));
	round->turns = calloc(duet->seat_count * round->kept, sizeof(*round->turns));
	round->players = calloc(duet->seat_count, sizeof(*round->players));
	round->leaving = calloc(duet->seat_count, sizeof(*round->leaving));
	if (!round->parts || !round->turns || !round->players || !round->leaving)
		goto failed;
	for (size_t i = 0; i < duet->seat_count; i++) {
		struct part *part = &round->parts[i];

		part->discarded = (size_t)duet->seats[i].discarded;
		part->takes = calloc(part->discarded + round->kept, sizeof(*part->takes));
		part->held = calloc(HELD_NUMBERS, sizeof(*part->held));
		if (!part->takes || !part->held)
			goto failed;
	}
	return 0;
failed:
	round_free(round);
	return -ENOMEM;
}

void round_await_end(struct round *round)
{
	if (round->leaving)
		players_end(round->leaving, round->part_count, true);
}

void round_free(struct round *round)
{
	round_await_end(round);
	for (size_t i = 0; round->parts && i < round->part_count; i++) {
		free(round->parts[i].takes);
		free(round->parts[i].held);
	}
	free(round->parts);
	free(round->turns);
	free(round->players);
	free(round->leaving);
	*round = (struct round){0};
}

static int play_one(struct conductor *conductor, struct player *player, struct part *part,
		    int64_t began_ns)
{
	struct take *take = &part->takes[part->count];
	bool counts = part->count >= part->discarded;
	int error;

	take->at_ns = clock_now_ns() - began_ns;
	error = player_play(conductor, player, player->seat->record->operations, take,
			    counts ? part->latencies : NULL);
	part->count += !error;
	return error;
}

/* In turn from the start, so that each warms up among the others. */
static int warm_up(struct conductor *conductor, struct round *round, struct player *players,
		   int64_t began_ns)
{
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < round->part_count; i++) {
			struct part *part = &round->parts[i];
			int error;

			if (part->count == part->discarded)
				continue;
			error = play_one(conductor, &players[i], part, began_ns);
			if (error)
				return error;
			more = true;
		}
	}
	return 0;
}

static int play_slices(struct conductor *conductor, struct round *round,
		       struct player *players, int64_t began_ns)
{
	size_t turns = round->part_count * round->kept;
	int error = warm_up(conductor, round, players, began_ns);

	random_turns(&conductor->random, round->turns, round->part_count, round->kept);
	for (size_t turn = 0; turn < turns && !error; turn++) {
		size_t i = round->turns[turn];

		error = play_one(conductor, &players[i], &round->parts[i], began_ns);
	}
	return error;
}

/* Whoever left the core on which they take turns was not played beside the others. */
static int check_cores(struct conductor *conductor, const struct round *round)
{
	int error = 0;

	for (size_t i = 0; i < round->part_count && !error; i++)
		error = worker_check_core(conductor, &round->players[i].worker);
	return error;
}

/* Fresh processes in random order; they load side by side, and while the last ones end. */
static int start_players(struct conductor *conductor, struct duet *duet,
			 struct round *round)
{
	struct player *players = round->players;
	size_t *order = round->turns;
	int error = 0;

	random_permutation(&conductor->random, order, duet->seat_count);
	for (size_t i = 0; i < duet->seat_count && !error; i++)
		error = player_start(conductor, duet, &duet->seats[order[i]],
				     &players[order[i]]);
	round_await_end(round);
	for (size_t i = 0; i < duet->seat_count && !error; i++) {
		error = player_greet(conductor, &players[order[i]]);
		if (!error)
			error = player_tell_to_prepare(conductor, &players[order[i]]);
	}
	for (size_t i = 0; i < duet->seat_count && !error; i++)
		error = player_await_prepared(conductor, &players[order[i]], NULL);
	return error;
}

static void forget_last_round(struct round *round)
{
	for (size_t i = 0; i < round->part_count; i++) {
		round->parts[i].count = round->parts[i].held_count = 0;
		for (size_t kind = 0; kind < LATENCIES; kind++)
			histogram_reset(&round->parts[i].latencies[kind]);
	}
}

/* At once where something went wrong, and otherwise they may take until the next ones greet. */
static void let_go(struct round *round, int error)
{
	struct player *players = round->players;

	if (error) {
		players_end(players, round->part_count, false);
		return;
	}
	players_hang_up(players, round->part_count);
	round->players = round->leaving;
	round->leaving = players;
}

int round_play(struct conductor *conductor, struct duet *duet, struct round *round)
{
	int64_t began_ns = clock_now_ns();
	int error;

	forget_last_round(round);
	programs_take(duet, duet->record->rounds_done);
	if (duet->seats[0].holds)
		return held_play(conductor, duet, round);
	error = start_players(conductor, duet, round);
	if (!error)
		error = play_slices(conductor, round, round->players, began_ns);
	if (!error)
		error = check_cores(conductor, round);
	if (!error)
		error = slices_compare(conductor, round, round->players);
	let_go(round, error);
	return error;
}
