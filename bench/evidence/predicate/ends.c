/* SPDX-License-Identifier: MIT */
/* ends.c - t, and the sign test where there is no error. See ends.h. */
#include "bench/evidence/predicate/ends.h"

#include <math.h>

#include "bench/stats/drift.h"
#include "bench/stats/sign.h"

#define ROUNDING 1e-12 /* of a logarithm */

int ends_spread(const double *distances, size_t n, struct predicate_spread *spread)
{
	*spread = (struct predicate_spread){
		.lowest = INFINITY, .highest = -INFINITY, .duets = 1, .rounding = ROUNDING};
	for (size_t i = 0; i < n; i++) {
		spread->lowest = fmin(spread->lowest, distances[i]);
		spread->highest = fmax(spread->highest, distances[i]);
	}
	return drift_p(distances, n, &spread->drift);
}

bool ends_is_flat(const struct trimmed *mean, const struct predicate_spread *spread)
{
	return mean->error <= spread->rounding;
}

/* Where all rounds are on one side; of several duets any may be wrong. */
static double p_of_all(const struct trimmed *mean, const struct predicate_spread *spread)
{
	return fmin(1, (double)spread->duets * sign_p(0, mean->values));
}

/* ... where those are that are not cut off at the other end. */
static double p_of_kept(const struct trimmed *mean, const struct predicate_spread *spread)
{
	size_t n = mean->values, cut = (n - (size_t)trimmed_freedom(n) - 1) / 2;

	return fmin(1, (double)spread->duets * sign_p(cut, n));
}

/* Within a resolution nobody knows what is equal. */
static bool is_above(double distance, const struct predicate_spread *spread, bool or_equal)
{
	if (or_equal && spread->resolution == 0)
		return distance >= -spread->rounding;
	return distance > spread->resolution + spread->rounding;
}

static double p_above_flat(const struct trimmed *mean,
			   const struct predicate_spread *spread, bool or_equal)
{
	if (is_above(spread->lowest, spread, or_equal))
		return p_of_all(mean, spread);
	return is_above(mean->mean, spread, or_equal) ? p_of_kept(mean, spread) : 1;
}

static void turn(struct trimmed *mean, struct predicate_spread *spread)
{
	double lowest = spread->lowest;

	mean->mean = -mean->mean;
	spread->lowest = -spread->highest;
	spread->highest = -lowest;
}

double ends_p_above(const struct trimmed *mean, const struct predicate_spread *spread,
		    bool or_equal)
{
	double p;

	if (ends_is_flat(mean, spread))
		return p_above_flat(mean, spread, or_equal);
	p = trimmed_p_above(mean, spread->resolution);
	return p <= 1 ? p : 1; /* NaN: of what no double holds */
}

double ends_p_below(const struct trimmed *mean, const struct predicate_spread *spread,
		    bool or_equal)
{
	struct trimmed negative = *mean;
	struct predicate_spread turned = *spread;

	turn(&negative, &turned);
	return ends_p_above(&negative, &turned, or_equal);
}

/* What the kept rounds are; their mean may be rounded where all rounds are that. */
static double flat_value(const struct trimmed *mean, const struct predicate_spread *spread)
{
	return spread->lowest == spread->highest ? spread->lowest : mean->mean;
}

double ends_low(const struct trimmed *mean, const struct predicate_spread *spread,
		double tail)
{
	double low = NAN;

	if (!ends_is_flat(mean, spread))
		low = trimmed_low(mean, tail);
	else if (p_of_kept(mean, spread) <= tail)
		low = flat_value(mean, spread);
	else if (p_of_all(mean, spread) <= tail)
		low = fmin(spread->lowest, flat_value(mean, spread));
	return low - spread->resolution;
}

double ends_high(const struct trimmed *mean, const struct predicate_spread *spread,
		 double tail)
{
	struct trimmed negative = *mean;
	struct predicate_spread turned = *spread;

	turn(&negative, &turned);
	return -ends_low(&negative, &turned, tail);
}
