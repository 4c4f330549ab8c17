/* SPDX-License-Identifier: MIT */
/* crossover.c - between which points a ratio comes to 1 for good. See crossover.h. */
#include "bench/stats/crossover.h"

#include <math.h>

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

/*
 * The first point (counted from 1) from which on the winner, who is at the last, is sure.
 */
static size_t sure_from(const struct crossover_point *points, size_t n, int winner)
{
	size_t from = before(points, n), i;

	for (i = from; i && side(&points[i - 1].ratio) == winner; i = before(points, i - 1))
		from = i;
	return from;
}

/* The x of the last point before `end` at which this side was sure; NaN: of none. */
static double last_sure(const struct crossover_point *points, size_t end, int of)
{
	for (size_t i = before(points, end - 1); i; i = before(points, i - 1))
		if (side(&points[i - 1].ratio) == of)
			return points[i - 1].x;
	return NAN;
}

/* Where the straight line in log x and log ratio from a to b is at 1. */
static double at_one(const struct crossover_point *a, const struct crossover_point *b)
{
	double from = log(a->ratio.value), to = log(b->ratio.value);

	return a->x * pow(b->x / a->x, from / (from - to));
}

/*
 * Where the estimates come over to the winner's side for the last time: value, left and
 * right. Returns false when they always were on it.
 */
static bool interpolate(const struct crossover_point *points, size_t n,
			struct crossover *found)
{
	size_t right = before(points, n), left;

	for (; (left = before(points, right - 1)); right = left) {
		const struct crossover_point *a = &points[left - 1],
					     *b = &points[right - 1];

		if (found->winner * log(a->ratio.value) > 0)
			continue;
		found->left = a->x;
		found->right = b->x;
		found->value = at_one(a, b);
		return true;
	}
	return false;
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

static void settle(const struct crossover_point *points, size_t n, struct crossover *found)
{
	size_t from = sure_from(points, n, found->winner);

	found->again = was_ahead_before(points, n, found->winner);
	if (!before(points, from - 1)) {
		found->kind = CROSSOVER_ALWAYS;
		return;
	}
	found->high = points[from - 1].x;
	found->low = last_sure(points, from, -found->winner);
	found->kind = interpolate(points, n, found) ? CROSSOVER_CROSSES : CROSSOVER_UNSURE;
	/* true of an open bracket, too */
	if (!(found->high <= CROSSOVER_WIDE * found->low))
		found->value = found->left = found->right = NAN;
}

struct crossover crossover_find(const struct crossover_point *points, size_t n)
{
	struct crossover found = {.value = NAN,
				  .left = NAN,
				  .right = NAN,
				  .low = NAN,
				  .high = NAN,
				  .least = NAN};
	size_t last = before(points, n);

	if (!last)
		return found;
	for (size_t i = last; i; i = before(points, i - 1)) {
		found.least = points[i - 1].x;
		found.points++;
	}
	found.winner = side(&points[last - 1].ratio);
	if (found.winner)
		settle(points, n, &found);
	else
		found.kind = CROSSOVER_UNDECIDED;
	return found;
}
