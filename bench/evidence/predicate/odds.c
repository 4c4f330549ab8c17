/* SPDX-License-Identifier: MIT */
/* odds.c - p values of comparisons, and of what is made of them. */
#include "bench/evidence/predicate/odds.h"

#include <math.h>

double odds_above(const struct trimmed *mean)
{
	double p = 1;

	if (mean->error > 0)
		p = trimmed_p_above(mean, 0);
	else if (mean->error == 0) /* rounds that are all equal */
		p = mean->mean > 0 ? 0 : 1;
	return p <= 1 ? p : 1; /* NaN: of what no double holds */
}

double odds_below(const struct trimmed *mean)
{
	struct trimmed negative = *mean;

	negative.mean = -mean->mean;
	return odds_above(&negative);
}

/* Whether the rounds say, all equal, that the two sides are. */
static bool is_equal(const struct trimmed *distance)
{
	return distance->error == 0 && distance->mean == 0;
}

/*
 * That none of n rounds had any of what is rare leaves it possible in up to half of all rounds, in 2^-n
 * of cases.
 */
static double p_of_equality(const struct predicate_quantity *quantity)
{
	return quantity->rare ? pow(0.5, (double)quantity->distance.values) : 0;
}

static struct odds swapped(struct odds odds)
{
	return (struct odds){odds.p_false, odds.p_true};
}

/* As if it were "more" or "at least". */
static struct odds odds_upwards(const struct predicate_quantity *quantity, bool or_equal)
{
	const struct trimmed *distance = &quantity->distance;
	struct odds equal = {1, p_of_equality(quantity)};

	if (quantity->happened)
		return odds_fact(true);
	if (is_equal(distance))
		return or_equal ? swapped(equal) : equal;
	return (struct odds){odds_above(distance), odds_below(distance)};
}

struct odds odds_of(const struct predicate_quantity *quantity)
{
	switch (quantity->compared) {
	case PREDICATE_MORE:
		return odds_upwards(quantity, false);
	case PREDICATE_AT_LEAST:
		return odds_upwards(quantity, true);
	case PREDICATE_LESS:
		return swapped(odds_upwards(quantity, true));
	case PREDICATE_AT_MOST:
		return swapped(odds_upwards(quantity, false));
	default:
		return (struct odds){1, 1};
	}
}

struct odds odds_fact(bool fact)
{
	return fact ? (struct odds){0, 1} : (struct odds){1, 0};
}

void odds_join(struct odds_joined *joined, struct odds odds)
{
	if (joined->count++ == 0) {
		joined->most = joined->least = odds;
		return;
	}
	joined->most.p_true = fmax(joined->most.p_true, odds.p_true);
	joined->most.p_false = fmax(joined->most.p_false, odds.p_false);
	joined->least.p_true = fmin(joined->least.p_true, odds.p_true);
	joined->least.p_false = fmin(joined->least.p_false, odds.p_false);
}

struct odds odds_all(const struct odds_joined *joined)
{
	return (struct odds){joined->most.p_true,
			     fmin(1, (double)joined->count * joined->least.p_false)};
}

struct odds odds_any(const struct odds_joined *joined)
{
	return (struct odds){fmin(1, (double)joined->count * joined->least.p_true),
			     joined->most.p_false};
}
