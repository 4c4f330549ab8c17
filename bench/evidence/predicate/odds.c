/* SPDX-License-Identifier: MIT */
/* odds.c - p values of comparisons, and of what is made of them. */
#include "bench/evidence/predicate/odds.h"

#include <math.h>

#include "bench/evidence/predicate/ends.h"
#include "bench/evidence/predicate/share.h"

static struct odds swapped(struct odds odds)
{
	return (struct odds){odds.p_false, odds.p_true};
}

/*
 * Of what is rare n rounds are never surer than 2^-n: none in n rounds where half have
 * some. Against a share above 0 they are not surer either than share.h has it; against 0
 * that would be nothing at all.
 */
static struct odds odds_rare(const struct predicate_quantity *quantity, struct odds odds)
{
	double least = pow(0.5, (double)quantity->distance.values);
	double threshold = quantity->threshold;

	odds.p_true = fmax(odds.p_true, least);
	odds.p_false = fmax(odds.p_false, least);
	if (!quantity->share || !(threshold > 0))
		return odds;
	odds.p_true = fmax(odds.p_true, share_p_above(quantity, threshold));
	odds.p_false = fmax(odds.p_false, share_p_below(quantity, threshold));
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
		wrong = fmax(wrong, m < t ? (1 - t) / (1 - m) : t / m);
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
