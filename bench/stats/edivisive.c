/* SPDX-License-Identifier: MIT */
/* edivisive.c - change points by energy distances; edivisive.h cites the method. */
#include "bench/stats/edivisive.h"

#include <errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/stats/sorted.h"

/* Orders that differ by rounding alone are as good as each other. */
#define AS_GOOD (1 - 1e-9)

/* Where a segment is best cut, and how good that is. */
struct cut {
	size_t at;
	double gain;
};

struct search {
	size_t n;
	double *values;	  /* a copy, which is shuffled */
	double *sums;	  /* room for n + 1 */
	double *from_all; /* likewise */
	struct change *changes;
	size_t count;
	gsl_rng *random;
};

/*
 * sums[k] is the sum of the distances of all pairs in values[i + 1 .. k-1]: take in
 * values[i]. Called for i = n - 1 ... 0 on zeros.
 */
static void take_in(const double *values, size_t i, size_t n, double *sums)
{
	double distances = 0;

	for (size_t k = i + 1; k <= n; k++) {
		sums[k] += distances;
		if (k < n)
			distances += fabs(values[i] - values[k]);
	}
}

/*
 * m n / (m + n) times the energy distance of m values and n, from the sums of their
 * distances, with the fewest divisions: the energy distance is twice the mean between them,
 * less the means within.
 */
static double gain_of(double m, double n, double within_m, double within_n, double all)
{
	double between = all - within_m - within_n;

	return 2 / (m + n) * (between - n * within_m / (m - 1) - m * within_n / (n - 1));
}

/* The best cut of a segment; none has no gain. */
static struct cut best_cut(struct search *search, const double *values, size_t n)
{
	double *sums = search->sums, *from_all = search->from_all;
	struct cut best = {0};

	memset(from_all, 0, (n + 1) * sizeof(*from_all));
	memset(sums, 0, (n + 1) * sizeof(*sums));
	for (size_t i = n; i-- > 0;)
		take_in(values, i, n, from_all);
	for (size_t i = n; i-- > EDIVISIVE_SIDE;) {
		take_in(values, i, n, sums);
		for (size_t end = i + EDIVISIVE_SIDE; end <= n; end++) {
			double gain = gain_of((double)i, (double)(end - i), from_all[i],
					      sums[end], from_all[end]);

			if (gain > best.gain)
				best = (struct cut){i, gain};
		}
	}
	return best;
}

/* Where segment s begins; s = count + 1 is the end of the last one. */
static size_t beginning(const struct search *search, size_t s)
{
	if (s == 0)
		return 0;
	return s <= search->count ? search->changes[s - 1].at : search->n;
}

/* The best cut of any segment, in the whole series. */
static struct cut best_of_all(struct search *search)
{
	struct cut best = {0};

	for (size_t s = 0; s <= search->count; s++) {
		size_t from = beginning(search, s), to = beginning(search, s + 1);
		struct cut cut = best_cut(search, search->values + from, to - from);

		if (cut.gain > best.gain)
			best = (struct cut){from + cut.at, cut.gain};
	}
	return best;
}

static void shuffle_segments(struct search *search)
{
	for (size_t s = 0; s <= search->count; s++) {
		size_t from = beginning(search, s), to = beginning(search, s + 1);

		gsl_ran_shuffle(search->random, search->values + from, to - from,
				sizeof(*search->values));
	}
}

/*
 * The share of random orders with as good a cut; or any number above level, once it must
 * be.
 */
static double p_of(struct search *search, const struct cut *cut, double level)
{
	size_t orders = EDIVISIVE_PERMUTATIONS + 1, as_good = 1;

	for (size_t i = 0; i < EDIVISIVE_PERMUTATIONS; i++) {
		shuffle_segments(search);
		as_good += best_of_all(search).gain >= cut->gain * AS_GOOD;
		if ((double)as_good > level * (double)orders)
			break;
	}
	return (double)as_good / (double)orders;
}

static void insert(struct search *search, struct change change)
{
	size_t i = search->count++;

	for (; i > 0 && search->changes[i - 1].at > change.at; i--)
		search->changes[i] = search->changes[i - 1];
	search->changes[i] = change;
}

static void search_all(struct search *search, const double *values, double level)
{
	struct change change;
	struct cut cut;

	for (;;) {
		memcpy(search->values, values, search->n * sizeof(*values));
		cut = best_of_all(search);
		if (!(cut.gain > 0))
			return;
		change = (struct change){cut.at, p_of(search, &cut, level)};
		if (change.p > level)
			return;
		insert(search, change);
	}
}

int edivisive(const double *values, size_t n, double level, uint64_t seed,
	      struct change *changes)
{
	struct search search = {.n = n, .changes = changes};
	double *room;
	bool there;

	if (!all_finite(values, n))
		return -EINVAL;
	room = calloc(3 * (n + 1), sizeof(*room));
	search.random = gsl_rng_alloc(gsl_rng_mt19937);
	there = room && search.random;
	if (there) {
		search.values = room;
		search.sums = room + n + 1;
		search.from_all = search.sums + n + 1;
		gsl_rng_set(search.random, seed);
		search_all(&search, values, level);
	}
	gsl_rng_free(search.random);
	free(room);
	return there ? (int)search.count : -ENOMEM;
}
