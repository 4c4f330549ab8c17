/* SPDX-License-Identifier: MIT */
/*
 * pseudo.h - values from which wild ones have been taken, so that plain means may be made
 * of them. Pure.
 *
 * Trimming over groups is no help where nearly every group has a wild value in it: of 8
 * rounds each, one in five of them wild, five groups of six. So the values are clipped
 * first, all together: P. J. Huber, "Robust estimation of a location parameter", Annals of
 * Mathematical Statistics 35 (1964), one step from the median. Clipped values by themselves
 * would claim too little error, since where they are clipped moves with them; his
 * pseudo-values (Robust Statistics, 1981) are farther apart by the share that was left
 * alone, and claim what is right.
 */
#ifndef BENCH_STATS_PSEUDO_H
#define BENCH_STATS_PSEUDO_H

#include <stddef.h>

/*
 * The pseudo-values of n values, into an array of n: m + clip(value - m) / share, with m
 * their median, clipped at twice their standard deviation as the median absolute deviation
 * has it, and the share of values that are not clipped. Where most values are equal, the
 * values as they are. Returns 0, -EINVAL for n = 0 or a value that is not finite, -ENOMEM.
 */
int pseudo_values(const double *values, size_t n, double *into);

#endif
