/* SPDX-License-Identifier: MIT */
/* setup.c - before the rounds: the work fits, is equal, and slices have their length. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/calibrate.h"
#include "bench/run/held.h"
#include "bench/run/limits.h"

/* Keep all parameters with their values, as the worker has answered. Takes the answer. */
static int record_parameters(struct conductor *conductor, struct contestant_record *record,
			     json_t *answered)
{
	size_t count = json_object_size(answered);
	struct named_value *next = calloc(count ? count : 1, sizeof(*next));
	const char *name;
	json_t *value;

	if (!next) {
		json_decref(answered);
		return problem_set(conductor->problem, -ENOMEM, "no memory for parameters");
	}
	record->parameters = next;
	record->parameter_count = count;
	json_object_foreach(answered, name, value) *next++ = (struct named_value){
		conductor_keep(conductor, name), json_integer_value(value)};
	json_decref(answered);
	return 0;
}

static int calibrate(struct conductor *conductor, struct player *player)
{
	struct seat *seat = player->seat;
	struct calibration calibration;
	struct take take;
	int error;

	calibrate_start(&calibration, seat->target_ns, player->least, player->most);
	do {
		error = player_play(conductor, player, calibration.operations, &take, NULL);
		if (error)
			return error;
	} while (calibrate_feed(&calibration, take.slice.operations, take.slice.wall_ns));
	seat->record->operations = calibration.operations;
	seat->slice_ns = calibrate_slice_ns(&calibration);
	return 0;
}

/* Both must differ in nothing, or the A/A control would not be one. */
static void copy_calibration(const struct seat *from, struct seat *to)
{
	to->record->operations = from->record->operations;
	to->slice_ns = from->slice_ns;
}

/* The record tells the most that was held, though the proof of equal work held the least. */
static void record_numbers(struct seat *seat)
{
	struct named_value *parameters = (struct named_value *)seat->record->parameters;

	seat->record->operations = seat->numbers[0];
	for (size_t i = 0; i < seat->record->parameter_count; i++)
		if (!strcmp(parameters[i].name, seat->scaled))
			parameters[i].value = seat->numbers[0];
}

static int set_up_player(struct conductor *conductor, struct duet *duet,
			 struct player *player)
{
	struct contestant_record *record = player->seat->record;
	json_t *answered = NULL;
	char checksum[17];
	int error;

	/* As many for everybody, whatever the limits: then the work can be compared. */
	if (player->seat->holds)
		held_ask_for(player->seat, player->seat->scaled_least);
	error = player_prepare(conductor, player, &answered);

	if (!error)
		error = record_parameters(conductor, record, answered);
	if (!error)
		error = player_verify(conductor, player, checksum);
	if (error)
		return error;
	record->checksum = conductor_keep(conductor, checksum);
	if (player->seat->holds) {
		record_numbers(player->seat);
		return 0;
	}
	if (!record->control)
		return calibrate(conductor, player);
	copy_calibration(&duet->seats[0], player->seat);
	return 0;
}

/* Those who play the same workload must have done the same work. */
static int compare_checksums(struct conductor *conductor, const struct duet *duet)
{
	for (size_t i = 1; i < duet->seat_count; i++) {
		const struct contestant_record *one = duet->seats[i].record, *other;

		for (size_t j = 0; j < i; j++) {
			other = duet->seats[j].record;
			if (strcmp(one->workload, other->workload) ||
			    !strcmp(one->checksum, other->checksum))
				continue;
			problem_set(
				conductor->problem, -EBADE,
				"%s and %s did not do the same work: the checksums of %s "
				"are %s and %s",
				other->label, one->label, one->workload, other->checksum,
				one->checksum);
			problem_remedy(conductor->problem,
				       "give both the same parameters; if they are, one of "
				       "them is wrong");
			return -EBADE;
		}
	}
	return 0;
}

static int start_all(struct conductor *conductor, struct duet *duet, struct player *players)
{
	int error = 0;

	for (size_t i = 0; i < duet->seat_count && !error; i++)
		error = player_start(conductor, duet, &duet->seats[i], &players[i]);
	for (size_t i = 0; i < duet->seat_count && !error; i++)
		error = player_greet(conductor, &players[i]);
	return error;
}

int duet_set_up(struct conductor *conductor, struct duet *duet)
{
	struct player *players = calloc(duet->seat_count, sizeof(*players));
	int error;

	if (!players)
		return problem_set(conductor->problem, -ENOMEM, "no memory for players");
	error = start_all(conductor, duet, players);
	if (!error)
		error = limits_apply(conductor, duet, players);
	if (!error && duet->seats[0].holds)
		error = held_choose(conductor, duet);
	/* One after the other, so that a second one's threads or connections do not disturb. */
	for (size_t i = 0; i < duet->seat_count && !error; i++) {
		error = set_up_player(conductor, duet, &players[i]);
		player_end(&players[i], !error);
	}
	if (!error)
		error = compare_checksums(conductor, duet);
	players_end(players, duet->seat_count, !error);
	free(players);
	return error;
}
