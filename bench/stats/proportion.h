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

#endif
