/* SPDX-License-Identifier: MIT */
/* result.c - intervals and verdicts at a level. */
#include <math.h>
#include <stdlib.h>

#include "bench/evidence/predicate/crossing.h"
#include "bench/evidence/predicate/ends.h"
#include "bench/evidence/predicate/predicate.h"
#include "bench/evidence/predicate/share.h"

#define ROUNDING 1e-12 /* relative: of a difference */

/* What a distance stands for. What is left of a number less itself is nothing. */
static double value_at(const struct predicate_quantity *quantity, double distance)
{
	double value = quantity->base + distance;

	if (quantity->logs)
		return quantity->base * exp(distance);
	return fabs(value) <= ROUNDING * fabs(quantity->base) ? 0 : value;
}

/* The low end says that it is more, the high one that it is less. */
static struct tails tails_of(const struct predicate_quantity *quantity, double level)
{
	double if_true = level / 2 / (double)quantity->parts_true;
	double if_false = level / 2 / (double)quantity->parts_false;

	switch (quantity->compared) {
	case PREDICATE_LESS:
	case PREDICATE_AT_MOST:
		return (struct tails){.low = if_false, .high = if_true};
	default:
		return (struct tails){.low = if_true, .high = if_false};
	}
}

struct estimate predicate_interval(const struct predicate_quantity *quantity, double level)
{
	const struct trimmed *distance = &quantity->distance;
	struct tails tails = tails_of(quantity, level);
	struct estimate interval = {.value = value_at(quantity, distance->mean),
				    .rounds = distance->values};

	if (quantity->marks)
		return crossing_interval(quantity, tails);
	interval.low = value_at(quantity, ends_low(distance, &quantity->spread, tails.low));
	interval.high =
		value_at(quantity, ends_high(distance, &quantity->spread, tails.high));
	if (quantity->share) {
		interval.low = share_low(quantity, interval.low, tails.low);
		interval.high = share_high(quantity, interval.high, tails.high);
	}
	return interval;
}

/* The least of so many p values, which is of any of them. */
static double of_any(size_t count, double least)
{
	return count > 1 ? fmin(1, (double)count * least) : least;
}

/* Of a crossover any of its marks may. */
static double drift_of(const struct predicate_quantity *quantity)
{
	double least = quantity->spread.drift;

	if (!quantity->marks)
		return of_any(quantity->spread.duets, least);
	least = 1;
	for (size_t i = 0; i < quantity->mark_count; i++)
		least = fmin(least, quantity->marks[i].spread.drift);
	return of_any(quantity->mark_count, least);
}

double predicate_drift(const struct predicate_result *result)
{
	double least = 1;

	for (size_t i = 0; i < result->quantity_count; i++)
		least = fmin(least, drift_of(&result->quantities[i]));
	return of_any(result->quantity_count, least);
}

double predicate_p(const struct predicate_result *result)
{
	return fmin(1, 2 * fmin(result->p_true, result->p_false));
}

enum predicate_truth predicate_judge(const struct predicate_result *result, double level)
{
	if (result->need_count)
		return PREDICATE_UNMEASURED;
	if (!(predicate_p(result) <= level))
		return PREDICATE_UNDECIDED;
	return result->p_true < result->p_false ? PREDICATE_TRUE : PREDICATE_FALSE;
}

void predicate_result_free(struct predicate_result *result)
{
	for (size_t i = 0; i < result->need_count; i++)
		free(result->needs[i]);
	free(result->needs);
	for (size_t i = 0; i < result->quantity_count; i++)
		free(result->quantities[i].marks);
	free(result->quantities);
	*result = (struct predicate_result){.p_true = 1, .p_false = 1};
}
