/* SPDX-License-Identifier: MIT */
/*
 * edivisive.h - where a series changes its level, or its spread, for good. Pure.
 *
 * E-divisive: D. S. Matteson, N. A. James, "A nonparametric approach for multiple change
 * point analysis of multivariate data", JASA 109 (2014), with the exponent 1, as D. Daly et
 * al. use it on the results of builds (ICPE 2020). A segment is cut where the energy
 * distance of the two sides is greatest, weighted by their lengths; the right side may end
 * before the segment does, so that a level that is left again is seen. The cut counts when
 * as good a one is rare in the same values in random order, each segment by itself; then
 * both sides are searched likewise. No distribution is assumed, only that without a change
 * any order of the values is equally likely: a slow drift is a change.
 *
 * With distances within a side taken over its pairs, one outlier adds as much to the
 * distance between the sides as to that within its own: it is no change, wherever it
 * stands.
 */
#ifndef BENCH_STATS_EDIVISIVE_H
#define BENCH_STATS_EDIVISIVE_H

#include <stddef.h>
#include <stdint.h>

#define EDIVISIVE_SIDE 3	   /* values that a side of a cut has at least */
#define EDIVISIVE_PERMUTATIONS 999 /* so that no p is below 0.001 */

struct change {
	size_t at; /* index of the first value of the new level */
	double p;  /* share of random orders that have as good a cut, this one included */
};

/*
 * Find the changes in values[0 .. n-1], which must be finite: each has p <= level, for
 * example 0.05; that is also the share of series without any change in which one is found.
 * `changes` has room for n / EDIVISIVE_SIDE of them, and they are put there in rising
 * order. The same seed finds the same. Takes O(n^2) time for each change and permutation,
 * but where there clearly is none only few are tried. Returns how many were found, or
 * -EINVAL (a value is not finite), -ENOMEM.
 */
int edivisive(const double *values, size_t n, double level, uint64_t seed,
	      struct change *changes);

#endif
