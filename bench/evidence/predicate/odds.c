/* SPDX-License-Identifier: MIT */
/* odds.c - p values of comparisons, and of what is made of them. */
#include "bench/evidence/predicate/odds.h"

#include <math.h>

#include "bench/evidence/predicate/ends.h"

static struct odds swapped(struct odds odds)
{
	return (struct odds){odds.p_false, odds.p_true};
}

/*
 * Whatever t says, the rounds that were not seen may be worse: for a mean of t or more
 * where it looks like m it is enough that a share (t - m) / (1 - m) of all rounds are 1. Of
 * n none was then seen in so many cases. With m = 0 this is the bound of Clopper and
 * Pearson (bench/stats/proportion.h).
 */
static double p_of_share_below(double m, double t, double n)
{
	return m < t ? pow(fmax(0, 1 - t) / (1 - m), n) : 1;
}

/*
 * Of what is rare n rounds are never surer than 2^-n: none in n rounds where half have
 * some. Against a share t > 0 they are not surer either than that none of the worst kind
 * was seen; against 0 that would be nothing at all.
 */
static struct odds odds_rare(const struct predicate_quantity *quantity, struct odds odds)
{
	double n = (double)quantity->distance.values, t = quantity->threshold;
	double m = t + quantity->distance.mean;

	odds.p_true = fmax(odds.p_true, pow(0.5, n));
	odds.p_false = fmax(odds.p_false, pow(0.5, n));
	if (!quantity->share || !(t > 0))
		return odds;
	odds.p_true = fmax(odds.p_true, p_of_share_below(1 - m, 1 - t, n));
	odds.p_false = fmax(odds.p_false, p_of_share_below(m, t, n));
	return odds;
}

double predicate_least_rounds(const struct predicate_quantity *quantity, double level)
{
	bool is_flat = ends_is_flat(&quantity->distance, &quantity->spread);
	double t = quantity->threshold, m = t + quantity->distance.mean;
	double wrong = 0.5; /* how often a round does not show what is wrong */

	if (quantity->happened || (!quantity->rare && !is_flat))
		return 1;
	if (quantity->share && t > 0)
		wrong = fmax(wrong, fmin(p_of_share_below(m, t, 1),
					 p_of_share_below(1 - m, 1 - t, 1)));
	return wrong < 1 ? ceil(log(level / 2) / log(wrong)) : INFINITY;
}

/* As if it were "more" or "at least". */
static struct odds odds_upwards(const struct predicate_quantity *quantity, bool or_equal)
{
	const struct trimmed *distance = &quantity->distance;
	const struct predicate_spread *spread = &quantity->spread;
	struct odds odds = {ends_p_above(distance, spread, or_equal),
			    ends_p_below(distance, spread, !or_equal)};

	if (quantity->happened)
		return odds_fact(true);
	return quantity->rare ? odds_rare(quantity, odds) : odds;
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
