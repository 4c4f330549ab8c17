/* SPDX-License-Identifier: MIT */
/* duet.c - plays one duet: set-up, a trial round, then as many rounds as were fixed. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench/run/budget.h"
#include "bench/run/clock.h"
#include "bench/run/conductor.h"
#include "bench/run/digest.h"
#include "bench/run/neighbours.h"

#define NEIGHBOURS_SHARE 0.05

static int64_t longest_slice_ns(const struct duet *duet)
{
	int64_t longest = 1;

	for (size_t i = 0; i < duet->seat_count; i++)
		if (duet->seats[i].slice_ns > longest)
			longest = duet->seats[i].slice_ns;
	return longest;
}

static void shape_rounds(struct duet *duet, int64_t round_ns)
{
	if (duet->seats[0].holds) {
		duet->record->slices_kept = HELD_NUMBERS;
		return;
	}
	duet->record->slices_kept = budget_kept(longest_slice_ns(duet), round_ns);
	for (size_t i = 0; i < duet->seat_count; i++)
		duet->seats[i].discarded = budget_discarded(duet->seats[i].slice_ns);
}

/* What this duet may still spend: an equal share of what all that are left have. */
static int64_t left_ns(const struct conductor *conductor, const struct duet *duet)
{
	int64_t spent_ns = duet->started_ns - conductor->started_ns;
	int64_t share_ns =
		budget_share(conductor->plan->budget_ns - spent_ns,
			     (int64_t)(conductor->plan->duet_count - duet->index));

	return duet->started_ns + share_ns - clock_now_ns();
}

/* Fix the number of rounds, after a trial round that took round_ns. */
static void plan_rounds(struct conductor *conductor, struct duet *duet, int64_t round_ns)
{
	int64_t room_ns = left_ns(conductor, duet);
	int64_t rounds = conductor->plan->rounds;

	if (rounds == 0)
		rounds = budget_rounds(room_ns, round_ns, conductor->plan->max_rounds);
	duet->record->rounds_planned = rounds;
	if (conductor->plan->rounds == 0 && rounds * round_ns > room_ns + room_ns / 4)
		conductor_warn(
			conductor, duet, "give it more time: a longer profile, or --rounds",
			"%s: a round takes %.2g s, so that the time would be up before "
			"%d of them; %d are played all the same",
			duet->record->workload, (double)round_ns / 1e9, ROUNDS_LEAST,
			ROUNDS_LEAST);
	if (rounds < ROUNDS_LEAST)
		conductor_warn(conductor, duet, "play at least 5: --rounds=5",
			       "%s: %" PRId64 " round%s little about how sure a number is",
			       duet->record->workload, rounds,
			       rounds == 1 ? " says" : "s say");
}

static int make_series(struct conductor *conductor, struct duet *duet)
{
	size_t rounds = (size_t)duet->record->rounds_planned;

	for (size_t i = 0; i < duet->seat_count; i++) {
		duet->series[i] = calloc(rounds ? rounds : 1, sizeof(double));
		if (!duet->series[i])
			return problem_set(conductor->problem, -ENOMEM,
					   "no memory for %zu rounds", rounds);
	}
	return 0;
}

/* Tell how far it is, with the ratios so far. */
static void tell_progress(struct conductor *conductor, const struct duet *duet,
			  struct estimate *ratios, int64_t round_ns)
{
	const struct run_events *events = conductor->events;
	const struct duet_record *record = duet->record;
	size_t rounds = (size_t)record->rounds_done;
	struct run_progress progress = {
		.duet = duet->index,
		.record = record,
		.ratios = ratios,
		.duet_ns = clock_now_ns() - duet->started_ns,
		.duet_left_ns = round_ns * (record->rounds_planned - record->rounds_done),
	};

	if (!events->round_done)
		return;
	for (size_t i = 0; i < duet->seat_count; i++)
		if (estimate_ratio(duet->series[i], duet->series[0], rounds, 0.95,
				   &ratios[i]))
			ratios[i] = (struct estimate){0};
	events->round_done(events->context, &progress);
}

static void free_records(struct round_record *records, size_t count)
{
	for (size_t i = 0; records && i < count; i++)
		digest_free(&records[i]);
	free(records);
}

/* Sum up the round and write it; the series grow. */
static int keep_round(struct conductor *conductor, struct duet *duet,
		      const struct round *round)
{
	enum measure metric = measure_of_metric(duet->record->metric);
	struct round_record *records = calloc(duet->seat_count, sizeof(*records));
	size_t done = (size_t)duet->record->rounds_done;
	json_t *raw = json_array();
	int error = records && raw ? 0 : -ENOMEM;

	for (size_t i = 0; i < duet->seat_count && !error; i++) {
		records[i].duet = duet->index;
		records[i].round = done;
		records[i].contestant = i;
		error = digest_part(&round->parts[i], &records[i]);
		if (!error &&
		    json_array_append_new(raw, digest_raw(&round->parts[i], &records[i])))
			error = -ENOMEM;
		duet->series[i][done] = records[i].values[metric];
	}
	if (error)
		problem_set(conductor->problem, error, "no memory for a round");
	if (!error)
		error = store_append_rounds(conductor->store, records, duet->seat_count,
					    conductor->problem);
	if (!error)
		error = store_append_slices(conductor->store, raw, conductor->problem);
	duet->record->rounds_done += !error;
	json_decref(raw);
	free_records(records, duet->seat_count);
	return error;
}

static int64_t usage_ns(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * SECOND_NS +
	       (int64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000;
}

/* Our own processor time so far: on the contestants' core, or, not pinned, anywhere. */
static int64_t ours_ns(const struct duet *duet)
{
	int64_t sum_ns = 0;

	if (duet->cores.contestants < 0 || duet->cores.shared)
		return usage_ns(RUSAGE_CHILDREN) + usage_ns(RUSAGE_SELF);
	for (size_t i = 0; i < duet->seat_count; i++)
		sum_ns += duet->seats[i].spent_ns;
	return sum_ns;
}

/* Tell of those who took more than a little of the contestants' processors. */
static void warn_of_neighbours(struct conductor *conductor, struct duet *duet,
			       struct neighbour_shares shares)
{
	const char *workload = duet->record->workload;

	if (shares.others > NEIGHBOURS_SHARE)
		conductor_warn(
			conductor, duet,
			"end them, keep them off with taskset, or choose another core "
			"with --core",
			"%s: other processes took %.0f %% of the contestants' processor "
			"time; intervals are wider for it",
			workload, shares.others * 100);
	if (shares.stolen > NEIGHBOURS_SHARE)
		conductor_warn(
			conductor, duet, "repeat it at a quieter time",
			"%s: the hypervisor took %.0f %% of the contestants' processor "
			"time; intervals are wider for it",
			workload, shares.stolen * 100);
}

static int play_rounds(struct conductor *conductor, struct duet *duet, struct round *round,
		       int64_t round_ns)
{
	struct estimate *ratios = calloc(duet->seat_count, sizeof(*ratios));
	int64_t began_ns = clock_now_ns(), before_ns = ours_ns(duet);
	struct neighbours neighbours;
	int error = 0;

	if (!ratios)
		return problem_set(conductor->problem, -ENOMEM, "no memory for ratios");
	neighbours_watch(&neighbours, &conductor->allowed, duet->cores.contestants);
	tell_progress(conductor, duet, ratios, round_ns);
	while (!error && duet->record->rounds_done < duet->record->rounds_planned) {
		error = round_play(conductor, duet, round);
		if (!error)
			error = keep_round(conductor, duet, round);
		if (error)
			break;
		round_ns = (clock_now_ns() - began_ns) / duet->record->rounds_done;
		tell_progress(conductor, duet, ratios, round_ns);
	}
	warn_of_neighbours(conductor, duet,
			   neighbours_since(&neighbours, ours_ns(duet) - before_ns));
	free(ratios);
	return error;
}

/* The first round shows how long a round takes; it does not count. */
static int try_round(struct conductor *conductor, struct duet *duet, struct round *round,
		     int64_t *round_ns)
{
	int64_t began_ns = clock_now_ns();
	int error = round_play(conductor, duet, round);

	*round_ns = clock_now_ns() - began_ns;
	return error;
}

int duet_play(struct conductor *conductor, struct duet *duet)
{
	struct round round = {0};
	int64_t round_ns;
	int error = duet_set_up(conductor, duet);

	if (error)
		return error;
	shape_rounds(duet, conductor->plan->round_ns);
	if (round_make(duet, &round))
		return problem_set(conductor->problem, -ENOMEM, "no memory for a round");
	error = try_round(conductor, duet, &round, &round_ns);
	if (!error) {
		plan_rounds(conductor, duet, round_ns);
		error = make_series(conductor, duet);
	}
	if (!error)
		error = store_write_run(conductor->store, &conductor->run,
					conductor->problem);
	if (!error)
		error = play_rounds(conductor, duet, &round, round_ns);
	round_free(&round);
	return error;
}
