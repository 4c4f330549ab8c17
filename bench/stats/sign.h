/* SPDX-License-Identifier: MIT */
/*
 * sign.h - on which side of something values lie, and what that alone says of their middle.
 * Pure.
 *
 * W. J. Dixon, A. M. Mood, "The statistical sign test", Journal of the American Statistical
 * Association 41 (1946). It takes nothing for granted but that values do not depend on each
 * other.
 */
#ifndef BENCH_STATS_SIGN_H
#define BENCH_STATS_SIGN_H

#include <stddef.h>

/*
 * How often, of n values that are each as often on one side as not, at most `others` are
 * not: the one-sided p value of "the middle is not on that side". 2^-n where there are
 * none; 1 where n is 0.
 */
double sign_p(size_t others, size_t n);

#endif
