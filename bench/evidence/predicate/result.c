/* SPDX-License-Identifier: MIT */
/* result.c - intervals and verdicts at a level. */
#include <math.h>
#include <stdlib.h>

#include "bench/evidence/predicate/crossing.h"
#include "bench/evidence/predicate/predicate.h"

/* What a distance stands for. */
static double value_at(const struct predicate_quantity *quantity, double distance)
{
	return quantity->logs ? quantity->base * exp(distance) : quantity->base + distance;
}

struct estimate predicate_interval(const struct predicate_quantity *quantity, double level)
{
	const struct trimmed *distance = &quantity->distance;
	double low;

	if (quantity->marks)
		return crossing_interval(quantity, level);
	low = trimmed_low(distance, level / 2);
	if (quantity->happened && low < 0)
		low = 0;
	return (struct estimate){
		.value = value_at(quantity, distance->mean),
		.low = value_at(quantity, low),
		.high = value_at(quantity, trimmed_high(distance, level / 2)),
		.rounds = distance->values,
	};
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
