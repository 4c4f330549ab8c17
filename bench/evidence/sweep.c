/* SPDX-License-Identifier: MIT */
/* sweep.c - finds the duets of a sweep. See sweep.h. */
#include "bench/evidence/sweep.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/evidence/series.h"

#define POINTS_LEAST 2 /* fewer have nothing to cross between */

/* The contestant that the first is compared with, or -1. */
static int find_other(const struct seat_found *seat, const char *name)
{
	const struct duet_record *duet = seat_duet(seat);

	for (size_t i = 0; i < duet->contestant_count; i++)
		if (i != seat->contestant && seat_is_called(&duet->contestants[i], name))
			return (int)i;
	return -1;
}

static enum metric_kind metric_of(const struct seat_found *seat)
{
	switch (measure_of_metric(seat_duet(seat)->metric)) {
	case MEASURE_MEMORY:
		return METRIC_MEMORY;
	case MEASURE_CPU:
		return METRIC_CPU;
	default:
		return METRIC_NS;
	}
}

/* ---- choosing ---- */

/* The seats of the volume that has most of them, in front; returns how many. */
static size_t keep_one_volume(struct seat_found *seats, size_t count)
{
	const struct volume *best = NULL;
	size_t most = 0, kept = 0;

	for (size_t i = 0; i < count; i++) {
		size_t same = 0;

		for (size_t j = 0; j < count; j++)
			same += seats[j].volume == seats[i].volume;
		if (same > most)
			best = seats[i].volume;
		most = same > most ? same : most;
	}
	for (size_t i = 0; i < count; i++)
		if (seats[i].volume == best)
			seats[kept++] = seats[i];
	return kept;
}

/* Without those who have no other to stand against, and without doubtful duets. */
static size_t keep_paired(struct seat_found *seats, size_t count, const char *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (find_other(&seats[i], other) >= 0 && !seat_is_doubtful(&seats[i]))
			seats[kept++] = seats[i];
	return kept;
}

static int by_value(const void *left, const void *right, void *name)
{
	int64_t a = seat_parameter(left, name), b = seat_parameter(right, name);

	return (a > b) - (a < b);
}

/* In rising order, each value once: the first duet that has it. */
static size_t sort(struct seat_found *seats, size_t count, const char *parameter)
{
	size_t kept = 0;

	if (count)
		qsort_r(seats, count, sizeof(*seats), by_value, (void *)parameter);
	for (size_t i = 0; i < count; i++)
		if (!kept || seat_parameter(&seats[i], parameter) !=
				     seat_parameter(&seats[kept - 1], parameter))
			seats[kept++] = seats[i];
	return kept;
}

/* ---- answering ---- */

static int make_point(const struct seat_found *seat, const struct predicate_query *query,
		      struct predicate_point *point)
{
	struct seat_found other = *seat;
	double *costs;
	size_t rounds;
	int error;

	other.contestant = (size_t)find_other(seat, query->other.text);
	error = series_make(metric_of(seat), seat, &point->ratios, &point->rounds);
	if (error)
		return error;
	error = series_make(metric_of(seat), &other, &costs, &rounds);
	for (size_t r = 0; r < point->rounds && !error; r++)
		point->ratios[r] /= costs[r];
	point->x = (double)seat_parameter(seat, query->parameter.text);
	free(error ? point->ratios : costs);
	return error;
}

static int make_points(const struct seat_found *seats, size_t count,
		       const struct predicate_query *query, struct predicate_answer *answer)
{
	answer->points = calloc(count, sizeof(*answer->points));
	if (!answer->points)
		return -ENOMEM;
	answer->duet = seat_duet(&seats[0]);
	for (size_t i = 0; i < count; i++) {
		struct predicate_point point = {0};
		int error = make_point(&seats[i], query, &point);

		if (error == -ENOMEM)
			return error;
		if (!error) /* one without rounds is no point */
			answer->points[answer->point_count++] = point;
	}
	return 0;
}

int sweep_find(const struct scope *scope, const struct predicate_query *query,
	       struct seat_found **seats, size_t *count, struct problem *problem)
{
	const char *parameter = query->parameter.text;
	int error = scope_find_all(scope, query, parameter, seats, count, problem);

	if (error)
		return error;
	*count = keep_paired(*seats, *count, query->other.text);
	*count = keep_one_volume(*seats, *count);
	*count = sort(*seats, *count, parameter);
	if (*count >= POINTS_LEAST)
		return 0;
	free(*seats);
	*seats = NULL;
	*count = 0;
	return 0;
}

int sweep_answer(struct scope *scope, const struct predicate_query *query,
		 struct predicate_answer *answer, struct problem *problem)
{
	struct seat_found *seats;
	size_t count;
	int error = sweep_find(scope, query, &seats, &count, problem);

	if (error || !count)
		return error;
	scope_use(scope, &seats[0]);
	error = make_points(seats, count, query, answer);
	free(seats);
	return error ? problem_set(problem, error, "out of memory") : 0;
}
