/* SPDX-License-Identifier: MIT */
/* share.c - Clopper and Pearson's bounds over rounds. See share.h. */
#include "bench/evidence/predicate/share.h"

#include <math.h>

#include "bench/stats/proportion.h"

#define TRIALS_MOST 1e6 /* a round; of rounds that do not scatter */

/* Seen from the low end; from the high one it is of what is not lost. */
struct seen {
	double share, rounds, trials;
};

/* What rounding leaves of 1 - 1e300 is none. */
static double within(double share)
{
	return fmin(1, fmax(0, share));
}

static struct seen seen_of(const struct predicate_quantity *quantity)
{
	double n = (double)quantity->distance.values, error = quantity->distance.error;
	double share = within(quantity->base + quantity->distance.mean);
	double ratio = share * (1 - share) / (n * error * error);

	if (!(ratio > 0)) /* none, all, or a single round */
		ratio = 1;
	return (struct seen){share, n, n * fmin(ratio, TRIALS_MOST)};
}

static struct seen turned(struct seen seen)
{
	seen.share = 1 - seen.share;
	return seen;
}

/*
 * It is enough for a mean of `threshold` that in a share 1 - threshold / share of all
 * rounds there is nothing, however much in the others: so often n rounds do not show one of
 * these.
 */
static double p_above(struct seen seen, double threshold)
{
	double unseen;

	if (!(seen.share > threshold))
		return 1;
	unseen = pow(fmax(0, threshold) / seen.share, seen.rounds);
	return fmax(unseen,
		    proportion_p_above(seen.share * seen.trials, seen.trials, threshold));
}

static double low_of(struct seen seen, double tail)
{
	if (seen.rounds > 0 && pow(0.5, seen.rounds) > tail)
		return 0;
	return fmin(seen.share * pow(tail, 1 / seen.rounds),
		    proportion_low(seen.share * seen.trials, seen.trials, tail));
}

double share_p_above(const struct predicate_quantity *quantity, double threshold)
{
	return p_above(seen_of(quantity), threshold);
}

double share_p_below(const struct predicate_quantity *quantity, double threshold)
{
	return p_above(turned(seen_of(quantity)), 1 - threshold);
}

double share_low(const struct predicate_quantity *quantity, double low, double tail)
{
	return within(fmin(low, low_of(seen_of(quantity), tail)));
}

double share_high(const struct predicate_quantity *quantity, double high, double tail)
{
	return within(fmax(high, 1 - low_of(turned(seen_of(quantity)), tail)));
}
