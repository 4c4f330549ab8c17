/* SPDX-License-Identifier: MIT */
/*
 * two_samples.h - whether two samples of costs differ, as other tools tell it. Pure.
 *
 * duet itself judges by none of these: they are what it is compared with (scripts/gate-alternatives).
 */
#ifndef TESTS_ALTERNATIVES_TWO_SAMPLES_H
#define TESTS_ALTERNATIVES_TWO_SAMPLES_H

#include <stddef.h>

struct sample {
	double *values; /* all above 0 */
	size_t count;
};

struct difference {
	double change; /* head over base, less 1 */
	double p;      /* two-sided: how often equal sides differ at least so much */
};

/*
 * B. L. Welch, "The generalization of 'Student's' problem when several different population
 * variances are involved", Biometrika 34 (1947): means of independent runs. Returns 0, or -EINVAL
 * for a sample of fewer than 2 values.
 */
int welch(const struct sample *base, const struct sample *head,
	  struct difference *difference);

/*
 * H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is stochastically
 * larger than the other", Ann. Math. Stat. 18 (1947): exact for up to 50 values each without ties,
 * otherwise by the normal distribution, corrected for ties and continuity. The change is that of the
 * medians. Sorts the samples. Returns 0, -EINVAL for an empty sample, -ENOMEM.
 */
int mann_whitney(struct sample *base, struct sample *head, struct difference *difference);

/*
 * Student's t over the logarithms of head over base, pair by pair. Returns 0, or -EINVAL for
 * samples of different size or of fewer than 2 values.
 */
int paired(const struct sample *base, const struct sample *head,
	   struct difference *difference);

#endif
