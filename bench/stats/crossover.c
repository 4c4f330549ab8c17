/* SPDX-License-Identifier: MIT */
/* crossover.c - the last x at which a band of ratios crosses 1. See crossover.h. */
#include "bench/stats/crossover.h"

#include <math.h>

/* A line of the band. */
typedef double line(const struct estimate *ratio);

static double middle(const struct estimate *ratio)
{
	return ratio->value;
}

static double lower(const struct estimate *ratio)
{
	return ratio->low;
}

static double upper(const struct estimate *ratio)
{
	return ratio->high;
}

static bool is_usable(const struct crossover_point *point)
{
	const struct estimate *ratio = &point->ratio;

	return point->x > 0 && ratio->rounds && ratio->low > 0 && ratio->value > 0 &&
	       isfinite(ratio->low) && isfinite(ratio->value) && isfinite(ratio->high);
}

/* The next usable point at or before i (counted from 1), or 0. */
static size_t before(const struct crossover_point *points, size_t i)
{
	while (i && !is_usable(&points[i - 1]))
		i--;
	return i;
}

/* Whose side the whole interval is on: 1 above 1, -1 below, 0 neither. */
static int side(const struct estimate *ratio)
{
	if (!estimate_excludes_one(ratio))
		return 0;
	return ratio->low > 1 ? 1 : -1;
}

/* Where the straight line in log x and log ratio from a to b is at 1. */
static double at_one(const struct crossover_point *a, const struct crossover_point *b,
		     line *of)
{
	double from = log(of(&a->ratio)), to = log(of(&b->ratio));

	return a->x * pow(b->x / a->x, from / (from - to));
}

/*
 * The greatest x at which the line comes over to the winner's side, on which it is at the last
 * point; NaN: it always was.
 */
static double last_crossing(const struct crossover_point *points, size_t n, int winner,
			    line *of)
{
	size_t right = before(points, n), left;

	for (; (left = before(points, right - 1)); right = left)
		if (winner * log(of(&points[left - 1].ratio)) <= 0)
			return at_one(&points[left - 1], &points[right - 1], of);
	return NAN;
}

/* Whether the winner was surely cheaper at some x below which the other surely was. */
static bool was_ahead_before(const struct crossover_point *points, size_t n, int winner)
{
	bool other = false;

	for (size_t i = before(points, n); i; i = before(points, i - 1)) {
		int here = side(&points[i - 1].ratio);

		if (other && here == winner)
			return true;
		other = other || here == -winner;
	}
	return false;
}

/* The nearest points on both sides of the crossing, which is not beyond the last. */
static void bracket(const struct crossover_point *points, size_t n, struct crossover *found)
{
	for (size_t i = before(points, n); i; i = before(points, i - 1)) {
		found->left = points[i - 1].x;
		if (found->left <= found->value)
			return;
		found->right = found->left;
	}
}

static void settle(const struct crossover_point *points, size_t n, struct crossover *found)
{
	int winner = found->winner;

	found->value = last_crossing(points, n, winner, middle);
	found->high = last_crossing(points, n, winner, winner > 0 ? lower : upper);
	found->low = last_crossing(points, n, winner, winner > 0 ? upper : lower);
	if (!isnan(found->value))
		bracket(points, n, found);
	found->again = was_ahead_before(points, n, winner);
	found->kind = !isnan(found->value)  ? CROSSOVER_CROSSES
		      : !isnan(found->high) ? CROSSOVER_UNSURE
					    : CROSSOVER_ALWAYS;
}

struct crossover crossover_find(const struct crossover_point *points, size_t n)
{
	struct crossover found = {
		.value = NAN, .left = NAN, .right = NAN, .low = NAN, .high = NAN};
	size_t last = before(points, n);

	if (!last)
		return found;
	for (size_t i = last; i; i = before(points, i - 1))
		found.points++;
	found.winner = side(&points[last - 1].ratio);
	if (found.winner)
		settle(points, n, &found);
	else
		found.kind = CROSSOVER_UNDECIDED;
	return found;
}
