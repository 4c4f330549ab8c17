/* SPDX-License-Identifier: MIT */
/* budget.c - slices a round, rounds a duet. */
#include "bench/run/budget.h"

#define WARM_UP_NS 2000000
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

int64_t budget_share(int64_t left_ns, int64_t duets_left)
{
	return left_ns > 0 ? left_ns / (duets_left > 0 ? duets_left : 1) : 0;
}
