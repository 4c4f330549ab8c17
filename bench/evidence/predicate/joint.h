/* SPDX-License-Identifier: MIT */
/*
 * joint.h - how far what is measured is from what it is compared with, and how sure that
 * is. Pure.
 *
 * Round by round: what one duet's contestants did in a round goes into one value of the
 * whole expression, so that what moves them together is not mistaken for a difference.
 * Where an expression takes from several duets, which are independent, each is let vary
 * while the others are held at their centres, and the squared errors add up (B. L. Welch,
 * "The generalization of 'Student's' problem when several different population variances
 * are involved", Biometrika 34 (1947); for an expression that is no sum, to the first
 * order). Each duet's part is the 20 % trimmed mean with Yuen's error
 * (bench/stats/trimmed.h), of logarithms wherever all is positive.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_JOINT_H
#define BENCH_EVIDENCE_PREDICATE_JOINT_H

#include "bench/evidence/predicate/tree.h"

/* What was answered to a predicate's queries, by index. */
struct answers {
	const struct predicate *predicate;
	const struct predicate_answer *list;
};

/*
 * Estimate the distance of the left side from the right one, or, of a number's node,
 * `right` NULL, its value; fills in all of the quantity but its marks. `sides.left` is
 * measured, and no crossover. Without a round that has all of it, the distance is NaN.
 * Returns 0; -EDOM with a problem: a round has no such number; -ENOMEM.
 */
int joint_estimate(const struct answers *answers, struct sides sides,
		   struct predicate_quantity *quantity, struct problem *problem);

#endif
