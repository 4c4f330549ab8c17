/* SPDX-License-Identifier: MIT */
/* answers.h - predicates asked of a table, instead of a results folder. */
#ifndef TESTS_UNIT_ANSWERS_H
#define TESTS_UNIT_ANSWERS_H

#include "bench/evidence/predicate/predicate.h"

/* What every metric of a contestant is. */
struct answers_row {
	const char *contestant;
	const char *duet; /* rows with equal ones were measured together */
	const double *values;
	size_t rounds;
	const char *needs; /* NULL: measured */
};

struct answers_table {
	const struct answers_row *rows;
	size_t count;
};

/*
 * A predicate_resolver, its context a struct answers_table. An event named "yes" came before any other.
 * Of a contestant that is not in the table it says so, by place_refuse_name.
 */
int answers_resolve(void *context, const struct predicate_query *query,
		    struct predicate_answer *answer, struct problem *problem);

/* Read a predicate that has no mistake. */
struct predicate *answers_parse(const char *text);

/* Evaluate it; free the result. Fails the test where there is an error. */
struct predicate_result answers_of(const char *text, const struct answers_table *table);

/* The verdict of a claim at a level. */
enum predicate_truth answers_judge(const char *text, const struct answers_table *table,
				   double level);

/* The value of a number, with its interval at 95 %. */
struct estimate answers_value(const char *text, const struct answers_table *table);

#endif
