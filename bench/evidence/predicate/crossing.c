/* SPDX-License-Identifier: MIT */
/* crossing.c - crossovers against numbers. See crossing.h. */
#include "bench/evidence/predicate/crossing.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "bench/evidence/predicate/ends.h"
#include "bench/stats/crossover.h"

/* The logarithms of a point's ratios, of which n are numbers. */
static int take_logs(const struct predicate_point *point, double *logs, size_t *n)
{
	*n = 0;
	for (size_t r = 0; r < point->rounds; r++) {
		if (!isfinite(point->ratios[r]))
			continue;
		if (point->ratios[r] <= 0)
			return -EDOM;
		logs[(*n)++] = log(point->ratios[r]);
	}
	return 0;
}

static int add_mark(const struct predicate_point *point,
		    struct predicate_quantity *quantity)
{
	struct predicate_mark *mark = &quantity->marks[quantity->mark_count];
	double *logs = malloc((point->rounds + 1) * sizeof(*logs));
	size_t n;
	int error;

	if (!logs)
		return -ENOMEM;
	error = take_logs(point, logs, &n);
	if (!error && n) {
		mark->x = point->x;
		error = trimmed_mean(logs, n, &mark->log_ratio);
		if (!error)
			error = ends_spread(logs, n, &mark->spread);
		quantity->mark_count += !error;
	}
	free(logs);
	return error;
}

int crossing_estimate(const struct predicate_answer *answer,
		      struct predicate_quantity *quantity, struct problem *problem)
{
	int error = 0;

	quantity->marks = calloc(answer->point_count + 1, sizeof(*quantity->marks));
	if (!quantity->marks)
		return problem_set(problem, -ENOMEM, "no memory for a sweep");
	for (size_t i = 0; i < answer->point_count && !error; i++)
		error = add_mark(&answer->points[i], quantity);
	if (error == -EDOM) {
		place_refuse(quantity->place, problem,
			     "a cost in the sweep is not positive");
		return error;
	}
	return error ? problem_set(problem, error, "no memory for a sweep") : 0;
}

/* The contestant costs less at the last value up to the threshold, and at all above. */
static double p_below(const struct predicate_quantity *quantity)
{
	double p = 0;
	bool reached = false;

	for (size_t i = quantity->mark_count; i-- && !reached;) {
		const struct predicate_mark *mark = &quantity->marks[i];

		p = fmax(p, ends_p_below(&mark->log_ratio, &mark->spread, false));
		reached = mark->x <= quantity->threshold;
	}
	return reached ? p : 1;
}

/* The other one costs less at the first value from the threshold on. */
static double p_above(const struct predicate_quantity *quantity)
{
	for (size_t i = 0; i < quantity->mark_count; i++)
		if (quantity->marks[i].x >= quantity->threshold)
			return ends_p_above(&quantity->marks[i].log_ratio,
					    &quantity->marks[i].spread, false);
	return 1;
}

struct odds crossing_odds(const struct predicate_quantity *quantity)
{
	double below = p_below(quantity), above = p_above(quantity);

	switch (quantity->compared) {
	case PREDICATE_LESS:
	case PREDICATE_AT_MOST:
		return (struct odds){below, above};
	case PREDICATE_MORE:
	case PREDICATE_AT_LEAST:
		return (struct odds){above, below};
	default:
		return (struct odds){1, 1};
	}
}

/* The interval of the ratio at a mark. */
static struct estimate ratio_at(const struct predicate_mark *mark, struct tails tails)
{
	const struct trimmed *log_ratio = &mark->log_ratio;

	return (struct estimate){
		exp(log_ratio->mean), exp(ends_low(log_ratio, &mark->spread, tails.low)),
		exp(ends_high(log_ratio, &mark->spread, tails.high)), log_ratio->values};
}

/* Between two values where the bracket is narrow: as the report has it. */
static double point_of(const struct predicate_quantity *quantity, struct tails tails)
{
	struct crossover_point *points = calloc(quantity->mark_count + 1, sizeof(*points));
	struct crossover found;

	if (!points)
		return NAN;
	for (size_t i = 0; i < quantity->mark_count; i++)
		points[i] = (struct crossover_point){quantity->marks[i].x,
						     ratio_at(&quantity->marks[i], tails)};
	found = crossover_find(points, quantity->mark_count);
	free(points);
	/* -1: the ratio's own contestant costs less at the end */
	return found.kind == CROSSOVER_CROSSES && found.winner == -1 ? found.value : NAN;
}

struct estimate crossing_interval(const struct predicate_quantity *quantity,
				  struct tails tails)
{
	struct estimate bracket = {point_of(quantity, tails), 0, INFINITY, 0};
	bool sure = true; /* so far from the end: the contestant costs less */

	for (size_t i = quantity->mark_count; i--;) {
		struct estimate ratio = ratio_at(&quantity->marks[i], tails);

		sure = sure && ratio.high < 1;
		if (sure)
			bracket.high = quantity->marks[i].x;
		if (bracket.low == 0 && ratio.low > 1)
			bracket.low = quantity->marks[i].x;
		if (bracket.rounds == 0 || ratio.rounds < bracket.rounds)
			bracket.rounds = ratio.rounds;
	}
	return bracket;
}
