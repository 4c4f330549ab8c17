/* SPDX-License-Identifier: MIT */
/*
 * odds.h - how often, at most, something would look as true, or as false, if it were not.
 * Pure.
 */
#ifndef BENCH_EVIDENCE_PREDICATE_ODDS_H
#define BENCH_EVIDENCE_PREDICATE_ODDS_H

#include "bench/evidence/predicate/tree.h"

/* One-sided p values: of "it is false", and of "it is true". */
struct odds {
	double p_true, p_false;
};

/* Of a comparison. */
struct odds odds_of(const struct predicate_quantity *quantity);

/* Of what is certain. */
struct odds odds_fact(bool fact);

/*
 * Of many, joined by one connective, however they depend on each other. All of them are
 * true only if each is (R. L. Berger, "Multiparameter hypothesis testing and acceptance
 * sampling", Technometrics 24 (1982): the largest p value); some of n are by Bonferroni: n
 * times the least one.
 */
struct odds_joined {
	struct odds most, least;
	size_t count;
};

void odds_join(struct odds_joined *joined, struct odds odds); /* zeroed before the first */
struct odds odds_all(const struct odds_joined *joined);
struct odds odds_any(const struct odds_joined *joined);

#endif
