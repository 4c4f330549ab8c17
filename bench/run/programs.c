/* SPDX-License-Identifier: MIT */
/* programs.c - contestants of several builds: whose turn it is, and that all of them are there. */
#include "bench/run/conductor.h"
#include "bench/run/player.h"

void programs_take(struct duet *duet, int64_t round)
{
	for (size_t i = 0; i < duet->seat_count; i++) {
		struct seat *seat = &duet->seats[i];

		seat->program = seat->programs[((size_t)round + seat->program_offset) %
					       seat->program_count];
	}
}

static int greet(struct conductor *conductor, struct duet *duet, struct seat *seat)
{
	struct player player;
	int error = player_start(conductor, duet, seat, &player);

	if (!error)
		error = player_greet(conductor, &player);
	player_end(&player, !error);
	return error;
}

/* As programs_greet, for the builds of one seat. */
static int greet_others(struct conductor *conductor, struct duet *duet, struct seat *seat)
{
	int error = 0;

	for (size_t i = 1; i < seat->program_count && !error; i++) {
		seat->program = seat->programs[i];
		if (json_object_get(conductor->greeted, seat->program))
			continue;
		error = greet(conductor, duet, seat);
		if (!error)
			json_object_set_new(conductor->greeted, seat->program, json_true());
	}
	seat->program = seat->programs[0];
	return error;
}

int programs_greet(struct conductor *conductor, struct duet *duet)
{
	int error = 0;

	for (size_t i = 0; i < duet->seat_count && !error; i++)
		error = greet_others(conductor, duet, &duet->seats[i]);
	return error;
}
