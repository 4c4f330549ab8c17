/* SPDX-License-Identifier: MIT */
/* budget.c - slices a round, rounds a duet. */
#include "bench/run/budget.h"

#define WARM_UP_NS 2000000
#define SHORTEST 4	  /* of a slice, a part */
#define ROUND_NS 20000000 /* of a contestant's kept slices, when they are long */

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	return value < least ? least : value > most ? most : value;
}

int64_t budget_discarded(int64_t slice_ns)
{
	return clamp((WARM_UP_NS + slice_ns - 1) / (slice_ns > 0 ? slice_ns : 1), 1, 10);
}

int64_t budget_kept(int64_t slice_ns, int64_t round_ns)
{
	int64_t slice = slice_ns > 0 ? slice_ns : 1;
	int64_t usual = clamp(ROUND_NS / slice, 2, 20) / 2 * 2;
	int64_t wished = (round_ns + 2 * slice - 1) / (2 * slice) * 2;

	return wished > usual ? wished : usual;
}

int64_t budget_rounds(int64_t left_ns, int64_t round_ns, int64_t most)
{
	int64_t fit = left_ns / (round_ns > 0 ? round_ns : 1);

	return clamp(fit, ROUNDS_LEAST, most > ROUNDS_LEAST ? most : ROUNDS_LEAST);
}

struct shares shares_of(int64_t budget_ns, int64_t weights)
{
	return (struct shares){.unit_ns = budget_ns / (weights > 0 ? weights : 1)};
}

int64_t shares_next(const struct shares *shares, int64_t weight, int64_t weights_left)
{
	double part = (double)weight / (double)(weights_left > 0 ? weights_left : 1);

	return shares->unit_ns * weight + (int64_t)((double)shares->spare_ns * part);
}

void shares_settle(struct shares *shares, int64_t weight, int64_t allowed_ns,
		   int64_t spent_ns)
{
	int64_t gift_ns = allowed_ns - shares->unit_ns * weight,
		saved_ns = allowed_ns - spent_ns;

	shares->spare_ns += (saved_ns > 0 ? saved_ns : 0) - gift_ns;
	if (shares->spare_ns < 0)
		shares->spare_ns = 0;
}

int64_t budget_shorten(struct shape *shape, int64_t round_ns, int64_t wanted_ns)
{
	int64_t slices = shape->kept + shape->discarded;
	int64_t slices_ns = shape->slices_ns > 0 ? shape->slices_ns : 1;
	int64_t rest_ns = round_ns - slices * slices_ns; /* processes that start and end */
	int64_t room_ns;

	if (rest_ns < 0)
		rest_ns = 0;
	room_ns = wanted_ns - rest_ns;
	if (shape->kept > 2)
		shape->kept = clamp((room_ns / slices_ns - shape->discarded) / 2 * 2, 2,
				    shape->kept);
	slices = shape->kept + shape->discarded;
	shape->slices_ns = clamp(room_ns / slices, slices_ns / SHORTEST, slices_ns);
	return rest_ns + slices * shape->slices_ns;
}
