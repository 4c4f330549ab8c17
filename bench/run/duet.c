/* SPDX-License-Identifier: MIT */
/* duet.c - plays one duet: set-up, a trial round, then as many rounds as were fixed. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/budget.h"
#include "bench/run/clock.h"
#include "bench/run/conductor.h"
#include "bench/run/digest.h"
#include "bench/run/harness.h"
#include "bench/run/quiet.h"

int64_t duet_weight(const struct duet *duet)
{
	return duet->plan->weight ? duet->plan->weight : 1;
}

int64_t duet_weights(const struct run_plan *plan, size_t first)
{
	int64_t sum = 0;

	for (size_t i = first; i < plan->duet_count; i++)
		sum += plan->duets[i].weight ? plan->duets[i].weight : 1;
	return sum;
}

/* The number that the plan wants; 0: as many as the budget allows. */
static int64_t asked_rounds(const struct conductor *conductor, const struct duet *duet)
{
	return duet->plan->rounds ? duet->plan->rounds : conductor->plan->rounds;
}

static int64_t longest_slice_ns(const struct duet *duet)
{
	int64_t longest = 1;

	for (size_t i = 0; i < duet->seat_count; i++)
		if (duet->seats[i].slice_ns > longest)
			longest = duet->seats[i].slice_ns;
	return longest;
}

static int64_t at_most(int64_t number, int64_t most)
{
	return most > 0 && number > most ? most : number;
}

static void shape_rounds(struct duet *duet, const struct run_plan *plan)
{
	int64_t kept = budget_kept(longest_slice_ns(duet), plan->round_ns);

	if (duet->seats[0].holds) {
		duet->record->slices_kept = HELD_NUMBERS;
		return;
	}
	duet->record->slices_kept = at_most(kept, plan->slices_kept);
	for (size_t i = 0; i < duet->seat_count; i++)
		duet->seats[i].discarded = at_most(
			budget_discarded(duet->seats[i].slice_ns), plan->slices_discarded);
}

/* What this duet may still spend: its own share of the budget, and of what others saved. */
static int64_t left_ns(const struct duet *duet)
{
	return duet->started_ns + duet->allowed_ns - clock_now_ns();
}

/* One slice of each contestant. */
static int64_t slices_ns(const struct duet *duet)
{
	int64_t sum_ns = 0;

	for (size_t i = 0; i < duet->seat_count; i++)
		sum_ns += duet->seats[i].slice_ns;
	return sum_ns;
}

static int64_t mean_discarded(const struct duet *duet)
{
	int64_t sum = 0;

	for (size_t i = 0; i < duet->seat_count; i++)
		sum += duet->seats[i].discarded;
	return duet->seat_count ? sum / (int64_t)duet->seat_count : 0;
}

/* Slices that last part/whole of what they did, as far as the workload allows. */
static void shorten_slices(struct duet *duet, int64_t part_ns, int64_t whole_ns)
{
	double scale = (double)part_ns / (double)whole_ns;

	for (size_t i = 0; i < duet->seat_count; i++) {
		struct seat *seat = &duet->seats[i];
		int64_t before = seat->record->operations, after;

		after = (int64_t)((double)before * scale);
		if (after < seat->least)
			after = seat->least;
		if (after >= before)
			continue;
		seat->slice_ns =
			(int64_t)((double)seat->slice_ns * (double)after / (double)before);
		seat->record->operations = after;
	}
}

/*
 * When the budget has no room for enough rounds as long as the trial: make them shorter, before
 * the first that counts. Returns how long a round will take.
 */
static int64_t fit_rounds(const struct conductor *conductor, struct duet *duet,
			  int64_t round_ns)
{
	int64_t wanted_ns = left_ns(duet) / ROUNDS_LEAST, whole_ns = slices_ns(duet);
	struct shape shape = {duet->record->slices_kept, mean_discarded(duet), whole_ns};

	if (asked_rounds(conductor, duet) || conductor->plan->round_ns ||
	    round_ns <= wanted_ns)
		return round_ns;
	budget_shorten(&shape, round_ns, wanted_ns);
	round_ns -= (duet->record->slices_kept - shape.kept) * whole_ns;
	duet->record->slices_kept = shape.kept;
	shorten_slices(duet, shape.slices_ns, whole_ns);
	round_ns -= (shape.kept + shape.discarded) * (whole_ns - slices_ns(duet));
	return round_ns > 0 ? round_ns : 1;
}

/* Fix the number of rounds, each of which takes about round_ns. */
static void plan_rounds(struct conductor *conductor, struct duet *duet, int64_t round_ns)
{
	int64_t room_ns = left_ns(duet);
	int64_t rounds = asked_rounds(conductor, duet);

	if (rounds == 0)
		rounds = budget_rounds(room_ns, round_ns, conductor->plan->max_rounds);
	duet->record->rounds_planned = rounds;
	if (asked_rounds(conductor, duet) == 0 && rounds * round_ns > room_ns + room_ns / 4)
		conductor_warn(
			conductor, duet,
			"nothing, or a longer profile, which has more rounds",
			"its %d rounds took longer than its share of the time: setting up "
			"took %.2g s, a round takes %.2g s",
			ROUNDS_LEAST, (double)(clock_now_ns() - duet->started_ns) / 1e9,
			(double)round_ns / 1e9);
}

/* Tell how far it is, with the ratios so far. */
static void tell_progress(struct conductor *conductor, const struct duet *duet,
			  struct estimate *ratios, int64_t round_ns)
{
	const struct run_events *events = conductor->events;
	const struct duet_record *record = duet->record;
	enum measure metric = measure_of_metric(record->metric);
	size_t rounds = (size_t)record->rounds_done;
	struct run_progress progress = {
		.duet = duet->index,
		.record = record,
		.ratios = ratios,
		.duet_ns = clock_now_ns() - duet->started_ns,
		.duet_left_ns = round_ns * (record->rounds_planned - record->rounds_done),
	};
	int64_t own_ns = conductor->shares.unit_ns * duet_weight(duet);
	int64_t gift_ns = duet->allowed_ns - own_ns; /* of what is spare */
	int64_t after_ns =
		conductor->shares.unit_ns * duet_weights(conductor->plan, duet->index + 1);

	if (!events->round_done)
		return;
	progress.run_left_ns =
		progress.duet_left_ns + after_ns + conductor->shares.spare_ns - gift_ns;
	for (size_t i = 0; i < duet->seat_count; i++)
		if (estimate_ratio(duet->series[i].values[metric],
				   duet->series[0].values[metric], rounds, &ratios[i]))
			ratios[i] = (struct estimate){0};
	events->round_done(events->context, &progress);
}

static void free_records(struct round_record *records, size_t count)
{
	for (size_t i = 0; records && i < count; i++)
		free_round_record(&records[i]);
	free(records);
}

/* Write the raw slices, where they are wanted. */
static int keep_slices(struct conductor *conductor, const struct round *round,
		       const struct round_record *records)
{
	json_t *raw;
	int error = 0;

	if (conductor->plan->no_slices)
		return 0;
	raw = json_array();
	for (size_t i = 0; i < round->part_count && !error; i++)
		if (json_array_append_new(raw, digest_raw(&round->parts[i], &records[i])))
			error = problem_set(conductor->problem, -ENOMEM,
					    "no memory for the slices of a round");
	if (!error)
		error = store_append_slices(conductor->store, raw, conductor->problem);
	json_decref(raw);
	return error;
}

/* Sum up the round and write it; the series grow. */
static int keep_round(struct conductor *conductor, struct duet *duet,
		      const struct round *round)
{
	struct round_record *records = calloc(duet->seat_count, sizeof(*records));
	size_t done = (size_t)duet->record->rounds_done;
	int error = records ? 0 : -ENOMEM;

	for (size_t i = 0; i < duet->seat_count && !error; i++) {
		records[i].duet = duet->index;
		records[i].round = done;
		records[i].contestant = i;
		error = digest_part(&round->parts[i], &records[i]);
		if (!error)
			error = series_add(&duet->series[i], records[i].values);
	}
	if (error)
		problem_set(conductor->problem, error, "no memory for a round");
	if (!error)
		error = store_append_rounds(conductor->store, records, duet->seat_count,
					    conductor->problem);
	if (!error)
		error = keep_slices(conductor, round, records);
	if (!error)
		harness_count(round, duet->record);
	duet->record->rounds_done += !error;
	free_records(records, duet->seat_count);
	return error;
}

static bool is_within_plan(const struct duet *duet)
{
	return duet->record->rounds_done < duet->record->rounds_planned;
}

/* All planned rounds are played: whether a judge wants more, which then are planned too. */
static bool go_on(struct conductor *conductor, struct duet *duet, int64_t round_ns)
{
	int64_t more = judge_ask(conductor, duet, round_ns);

	if (more > 0)
		duet->record->rounds_planned += more;
	return more > 0;
}

static int play_rounds(struct conductor *conductor, struct duet *duet, struct round *round,
		       int64_t round_ns)
{
	struct estimate *ratios = calloc(duet->seat_count, sizeof(*ratios));
	int64_t began_ns = clock_now_ns();
	struct quiet quiet;
	int error = 0;

	if (!ratios)
		return problem_set(conductor->problem, -ENOMEM, "no memory for ratios");
	quiet_watch(&quiet, conductor, duet);
	tell_progress(conductor, duet, ratios, round_ns);
	while (!error && (is_within_plan(duet) || go_on(conductor, duet, round_ns))) {
		frequency_sample(&quiet.frequency);
		error = round_play(conductor, duet, round);
		frequency_sample(&quiet.frequency);
		if (!error)
			error = keep_round(conductor, duet, round);
		if (error)
			break;
		round_ns = (clock_now_ns() - began_ns) / duet->record->rounds_done;
		tell_progress(conductor, duet, ratios, round_ns);
	}
	round_await_end(round); /* then what they used is known */
	quiet_warn(&quiet, conductor, duet);
	free(ratios);
	return error;
}

/* The first round shows how long a round takes; it does not count. */
static int try_round(struct conductor *conductor, struct duet *duet, struct round *round,
		     int64_t *round_ns)
{
	int64_t began_ns = clock_now_ns();
	int error;

	conductor_tell_setup(conductor, duet, "a trial round");
	error = round_play(conductor, duet, round);

	*round_ns = clock_now_ns() - began_ns;
	return error;
}

/* Settle how long a round is and how many there are, by a trial. Makes the round. */
static int settle_rounds(struct conductor *conductor, struct duet *duet,
			 struct round *round, int64_t *round_ns)
{
	int error;

	shape_rounds(duet, conductor->plan);
	if (round_make(duet, round))
		return problem_set(conductor->problem, -ENOMEM, "no memory for a round");
	*round_ns = duet->plan->known.round_ns;
	error = *round_ns > 0 ? 0 : try_round(conductor, duet, round, round_ns);
	if (error)
		return error;
	if (!duet->seats[0].holds) /* a number of tasks is what it is */
		*round_ns = fit_rounds(conductor, duet, *round_ns);
	plan_rounds(conductor, duet, *round_ns);
	round_free(round);
	if (round_make(duet, round))
		return problem_set(conductor->problem, -ENOMEM, "no memory for a round");
	return 0;
}

int duet_play(struct conductor *conductor, struct duet *duet)
{
	struct round round = {0};
	int64_t round_ns = 0;
	int error;

	duet->allowed_ns = shares_next(&conductor->shares, duet_weight(duet),
				       duet_weights(conductor->plan, duet->index));
	error = duet_set_up(conductor, duet);
	if (!error)
		error = settle_rounds(conductor, duet, &round, &round_ns);
	if (!error)
		error = store_write_run(conductor->store, &conductor->run,
					conductor->problem);
	if (!error)
		error = play_rounds(conductor, duet, &round, round_ns);
	round_free(&round);
	return error;
}
