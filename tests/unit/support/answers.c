/* SPDX-License-Identifier: MIT */
/* answers.c - a table as a resolver. */
#include "answers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int refuse(const struct answers_table *table, const struct predicate_query *query,
		  struct problem *problem)
{
	const char *known[16];
	size_t count = 0;

	for (; count < table->count && count < 16; count++)
		known[count] = table->rows[count].contestant;
	return place_refuse_name(query->contestant.place, problem, "contestant",
				 query->contestant.text, known, count);
}

int answers_resolve(void *context, const struct predicate_query *query,
		    struct predicate_answer *answer, struct problem *problem)
{
	const struct answers_table *table = context;

	if (query->metric->takes == TAKES_EVENTS) {
		answer->fact = strcmp(query->first.text, "yes") == 0;
		return 0;
	}
	for (size_t i = 0; i < table->count; i++) {
		const struct answers_row *row = &table->rows[i];

		if (strcmp(row->contestant, query->contestant.text) != 0)
			continue;
		answer->duet = row->duet;
		answer->rounds = row->rounds;
		answer->needs = row->needs ? strdup(row->needs) : NULL;
		answer->values = calloc(row->rounds + 1, sizeof(double));
		assert_non_null(answer->values);
		if (row->rounds)
			memcpy(answer->values, row->values, row->rounds * sizeof(double));
		return 0;
	}
	return refuse(table, query, problem);
}

struct predicate *answers_parse(const char *text)
{
	struct predicate *predicate = NULL;
	struct problem problem = {0};

	if (predicate_parse(text, (struct place){1, 1}, &predicate, &problem))
		fail_msg("%s: %s", text, problem.text);
	return predicate;
}

struct predicate_result answers_of(const char *text, const struct answers_table *table)
{
	struct predicate *predicate = answers_parse(text);
	struct predicate_result result;
	struct problem problem = {0};

	if (predicate_evaluate(predicate, answers_resolve, (void *)table, &result,
			       &problem))
		fail_msg("%s: %s", text, problem.text);
	predicate_free(predicate);
	return result;
}

enum predicate_truth answers_judge(const char *text, const struct answers_table *table,
				   double level)
{
	struct predicate_result result = answers_of(text, table);
	enum predicate_truth truth = predicate_judge(&result, level);

	predicate_result_free(&result);
	return truth;
}

struct estimate answers_value(const char *text, const struct answers_table *table)
{
	struct predicate_result result = answers_of(text, table);
	struct estimate value;

	assert_int_equal(result.quantity_count, 1);
	value = predicate_interval(&result.quantities[0], 0.05);
	predicate_result_free(&result);
	return value;
}
