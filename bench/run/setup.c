/* SPDX-License-Identifier: MIT */
/* setup.c - before the rounds: the work fits, is equal, and slices have their length. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/calibrate.h"
#include "bench/run/clock.h"
#include "bench/run/held.h"
#include "bench/run/limits.h"
#include "bench/run/slice_check.h"

/* So long may slices be answered late, before they must have lasted this part of it. */
#define PATIENCE_NS (5 * SECOND_NS)
#define TRUTH_SHARE 10

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

/* A worker whose slices cost much more than they say could not be planned with. */
static int refuse_slowness(struct conductor *conductor, const struct player *player,
			   const struct calibration *calibration, int64_t wall_ns,
			   int64_t elapsed_ns)
{
	problem_set(conductor->problem, -EBADMSG,
		    "%s took %.3g s to answer %d slices that lasted %.3g s together",
		    player->worker.name, (double)elapsed_ns / 1e9, calibration->plays,
		    (double)wall_ns / 1e9);
	problem_remedy(conductor->problem,
		       "let its slices say all the time that they take");
	return -EBADMSG;
}

static int calibrate(struct conductor *conductor, struct player *player, int64_t many)
{
	struct seat *seat = player->seat;
	int64_t wall_ns = 0, elapsed_ns = 0;
	struct calibration calibration;
	struct take take;
	bool more;
	int error;

	calibrate_start(&calibration, seat->target_ns, player->least, player->most);
	calibration.many = many;
	do {
		error = player_play(conductor, player, calibration.operations, &take, NULL);
		if (error)
			return error;
		wall_ns += take.slice.wall_ns;
		elapsed_ns += take.elapsed_ns;
		more = calibrate_feed(&calibration, take.slice.operations,
				      take.slice.wall_ns);
		if (elapsed_ns > PATIENCE_NS && wall_ns < elapsed_ns / TRUTH_SHARE)
			return refuse_slowness(conductor, player, &calibration, wall_ns,
					       elapsed_ns);
	} while (more);
	seat->record->operations = calibration.operations;
	seat->slice_ns = calibrate_slice_ns(&calibration);
	return 0;
}

static void set_operations(struct seat *seat, const struct seat *like, int64_t operations)
{
	double scale = (double)operations / (double)like->record->operations;

	seat->slice_ns = (int64_t)((double)like->slice_ns * scale);
	seat->record->operations = operations;
}

/*
 * Whose slices this seat's are equal to: none of one must mean less work than of the other. A
 * control must differ in nothing, or it would not be one. NULL: it has its own.
 */
static struct seat *model_of(const struct duet *duet, const struct seat *seat)
{
	if (seat->record->control)
		return &duet->seats[0];
	for (struct seat *other = duet->seats; duet->plan->equal_operations && other < seat;
	     other++)
		if (!strcmp(other->plan->runtime, seat->plan->runtime) &&
		    seats_have_equal_work(other, seat))
			return other;
	return NULL;
}

/* Its own bounds may be other ones; then those before it follow. */
static void copy_calibration(struct duet *duet, const struct seat *model,
			     const struct player *player)
{
	int64_t operations = model->record->operations;

	if (operations < player->least)
		operations = player->least;
	if (player->most > 0 && operations > player->most)
		operations = player->most;
	set_operations(player->seat, model, operations);
	for (struct seat *seat = duet->seats; seat < player->seat; seat++)
		if (seat->record->operations != operations &&
		    (seat == model || model_of(duet, seat) == model))
			set_operations(seat, player->seat, operations);
}

/* The record tells what was asked for, and the most that is held; the proof of equal work held least. */
static void record_numbers(struct seat *seat)
{
	struct named_value *scaled = (struct named_value *)named_value_find(
		seat->record->parameters, seat->record->parameter_count, seat->scaled);

	seat->record->operations = seat->numbers[0];
	if (scaled)
		scaled->value = seat->asked;
}

static int copy_known(struct conductor *conductor, const struct duet *duet,
		      const struct player *player)
{
	const struct duet_known *known = &duet->plan->known;
	struct seat *seat = player->seat;

	seat->least = player->least;
	seat->slice_ns = known->slice_ns;
	seat->record->operations = known->operations;
	seat->record->checksum = conductor_keep(conductor, known->checksum);
	if (seat->holds)
		record_numbers(seat);
	return 0;
}

static int set_up_player(struct conductor *conductor, struct duet *duet,
			 struct player *player)
{
	struct contestant_record *record = player->seat->record;
	const struct seat *model;
	json_t *answered = NULL;
	char checksum[17];
	int error;

	/* As many for everybody, whatever the limits: then the work can be compared. */
	if (player->seat->holds)
		held_ask_for(player->seat, player->seat->scaled_least);
	error = player_prepare(conductor, player, &answered);

	if (!error)
		error = record_parameters(conductor, record, answered);
	if (!error && duet->plan->known.operations > 0)
		return copy_known(conductor, duet, player);
	if (!error)
		error = player_verify(conductor, player, checksum);
	if (error)
		return error;
	record->checksum = conductor_keep(conductor, checksum);
	if (player->seat->holds) {
		record_numbers(player->seat);
		return 0;
	}
	player->seat->least = player->least;
	model = model_of(duet, player->seat);
	if (!model)
		return calibrate(conductor, player,
				 duet->plan->equal_operations ? CALIBRATE_MANY : 0);
	copy_calibration(duet, model, player);
	return 0;
}

/* Those who play the same workload with the same parameters must have done the same work. */
static int compare_checksums(struct conductor *conductor, const struct duet *duet)
{
	for (size_t i = 1; i < duet->seat_count; i++) {
		const struct contestant_record *one = duet->seats[i].record, *other;

		for (size_t j = 0; j < i; j++) {
			other = duet->seats[j].record;
			if (strcmp(one->workload, other->workload) ||
			    !records_share_parameters(one, other) ||
			    !strcmp(one->checksum, other->checksum))
				continue;
			problem_set(
				conductor->problem, -EBADE,
				"%s and %s did not do the same work: the checksums of %s "
				"are %s and %s",
				other->label, one->label, one->workload, other->checksum,
				one->checksum);
			problem_remedy(conductor->problem,
				       "one of them is wrong, or they are builds of "
				       "different workloads");
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
		conductor_tell_setup(conductor, duet, duet->seats[i].record->label);
		error = set_up_player(conductor, duet, &players[i]);
		player_end(&players[i], !error);
	}
	if (!error)
		error = compare_checksums(conductor, duet);
	if (!error && duet->plan->known.operations == 0)
		error = programs_greet(conductor, duet);
	players_end(players, duet->seat_count, !error);
	free(players);
	return error;
}
