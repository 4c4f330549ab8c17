/* SPDX-License-Identifier: MIT */
/*
 * proportion.h - what k of n trials say of a share, and how sure that is. Pure.
 *
 * C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in
 * the case of the binomial", Biometrika 26 (1934): the interval that holds at least what it
 * says for every share, 0 and 1 included, where approximations fail.
 */
#ifndef BENCH_STATS_PROPORTION_H
#define BENCH_STATS_PROPORTION_H

#include <stddef.h>

struct proportion {
	double value;	  /* 0 .. 1 */
	double low, high; /* the two-sided interval */
};

/*
 * The share that `hits` of `trials` are, and its interval at `confidence` (0.95). Returns
 * 0, or -EINVAL for no trials, more hits than trials, or a confidence that is not between 0
 * and 1.
 */
int proportion_estimate(size_t hits, size_t trials, double confidence,
			struct proportion *proportion);

/*
 * One side of it, which also takes hits and trials that are no whole numbers, 0 <= hits <= trials:
 * how often so many hits, or more, come out where the share is only `share`; and the share at which
 * that is `tail`.
 */
double proportion_p_above(double hits, double trials, double share);
double proportion_low(double hits, double trials, double tail);

#endif
