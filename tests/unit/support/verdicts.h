/* SPDX-License-Identifier: MIT */
/* verdicts.h - made-up rounds, and what predicates make of a table of them. */
#ifndef TESTS_UNIT_VERDICTS_H
#define TESTS_UNIT_VERDICTS_H

#include <stdbool.h>

#include "answers.h"

#define ROUNDS 20

/* a is ten times b in each round, give or take 1 %; from round to round both move by a factor of 4. */
struct moved {
	double a[ROUNDS], b[ROUNDS];
};

struct moved moved_together(void);

/* Fails the test unless the claim has this verdict at 95 %. */
void assert_verdict(const char *text, const struct answers_table *table,
		    enum predicate_truth expected);

/* The p value of a claim: see predicate_p. */
double p_of(const char *text, const struct answers_table *table);

/* Whether they are equal but for the last of their digits. */
bool near(double a, double b);

#endif
