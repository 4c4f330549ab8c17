/* SPDX-License-Identifier: MIT */
/* check.h - whether what an operator is given goes together. */
#ifndef BENCH_EVIDENCE_PREDICATE_CHECK_H
#define BENCH_EVIDENCE_PREDICATE_CHECK_H

#include "bench/evidence/predicate/tree.h"

/*
 * Find out what a new node is of, from those below it, which have been checked: its dimension, whether
 * it is a truth, measured, a crossover. Returns 0, or -EINVAL with the problem. A number and a metric
 * know it themselves.
 */
int node_check(struct node *node, struct problem *problem);

#endif
