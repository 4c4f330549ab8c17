/* SPDX-License-Identifier: MIT */
/* holm.c - Holm's levels. */
#include "bench/evidence/holm.h"

#include <errno.h>
#include <stdlib.h>

struct ranked {
	double p;
	size_t claim;
};

static int by_p(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	return (a->p > b->p) - (a->p < b->p);
}

int holm_levels(const double *p, size_t n, double level, double *levels)
{
	struct ranked *ranks = calloc(n + 1, sizeof(*ranks));
	size_t passed = 0;

	if (!ranks)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		ranks[i] = (struct ranked){p[i], i};
	qsort(ranks, n, sizeof(*ranks), by_p);
	for (size_t i = 0; i < n; i++) {
		double at = level / (double)(n - passed);

		levels[ranks[i].claim] = at;
		if (i == passed && ranks[i].p <= at)
			passed++;
	}
	free(ranks);
	return 0;
}
