/* SPDX-License-Identifier: MIT */
/*
 * dimensions.h - what each part of a predicate is of, and whether an operator may be given
 * it: times are not added to bytes, and a comparison is no number.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_DIMENSIONS_H
#define BENCH_EVIDENCE_PREDICATE_DIMENSIONS_H

#include "bench/evidence/predicate/tree.h"

/*
 * Find out what a new node is of, from those below it, which have been checked: its
 * dimension, whether it is a truth, measured, a crossover. Returns 0, or -EINVAL with the
 * problem. A number and a metric know it themselves.
 */
int node_check(struct node *node, struct problem *problem);

#endif
