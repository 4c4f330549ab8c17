/* SPDX-License-Identifier: MIT */
/* predicate_crossover.c - crossovers against numbers, by ratios of known truth. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/answers.h"
#include "support/noise.h"

#define ROUNDS 12
#define POINTS 5

/* 1, 4, 16, 64, 256 connections; how many times the contestant costs what the other does. */
struct sweep {
	double ratios[POINTS];
	double sd;
	size_t rounds;
	uint64_t random;
};

static const double xs[POINTS] = {1, 4, 16, 64, 256};

static int resolve(void *context, const struct predicate_query *query,
		   struct predicate_answer *answer, struct problem *problem)
{
	struct sweep *sweep = context;

	(void)problem;
	assert_int_equal(query->metric->kind, METRIC_CROSSOVER);
	assert_string_equal(query->parameter.text, "connections");
	assert_string_equal(query->contestant.text, "coroutines");
	assert_string_equal(query->other.text, "threads");
	answer->point_count = POINTS;
	answer->points = calloc(POINTS, sizeof(*answer->points));
	for (size_t i = 0; i < POINTS; i++) {
		struct predicate_point *point = &answer->points[i];

		*point = (struct predicate_point){xs[i], calloc(ROUNDS, sizeof(double)),
						  sweep->rounds};
		for (size_t r = 0; r < sweep->rounds; r++)
			point->ratios[r] = sweep->ratios[i] *
					   exp(sweep->sd * noise_normal(&sweep->random));
	}
	return 0;
}

static struct predicate_result play(const char *text, struct sweep *sweep)
{
	struct predicate *predicate = answers_parse(text);
	struct predicate_result result;
	struct problem problem = {0};

	if (predicate_evaluate(predicate, resolve, sweep, &result, &problem))
		fail_msg("%s: %s", text, problem.text);
	predicate_free(predicate);
	return result;
}

#define CROSSOVER "crossover(echo, connections, coroutines, threads)"

static void assert_verdict(const char *text, struct sweep sweep,
			   enum predicate_truth expected)
{
	struct predicate_result result = play(text, &sweep);
	enum predicate_truth verdict = predicate_judge(&result, 0.05);

	predicate_result_free(&result);
	if (verdict != expected)
		fail_msg("%s is %d, not %d", text, (int)verdict, (int)expected);
}

/* Dearer up to 4, cheaper from 16 on. */
static const struct sweep between_4_and_16 = {{1.5, 1.2, 0.8, 0.6, 0.5}, 0.02, ROUNDS, 1};

static void below_is_where_it_wins_before_the_number(void **state)
{
	(void)state;
	assert_verdict(CROSSOVER " < 20", between_4_and_16, PREDICATE_TRUE);
	assert_verdict(CROSSOVER " <= 16", between_4_and_16, PREDICATE_TRUE);
	assert_verdict("1000 > " CROSSOVER, between_4_and_16, PREDICATE_TRUE);
	assert_verdict(CROSSOVER " > 20", between_4_and_16, PREDICATE_FALSE);
}

static void above_is_where_the_other_still_wins_at_the_number(void **state)
{
	(void)state;
	assert_verdict(CROSSOVER " < 3", between_4_and_16, PREDICATE_FALSE);
	assert_verdict(CROSSOVER " >= 4", between_4_and_16, PREDICATE_TRUE);
}

static void within_the_bracket_nothing_is_known(void **state)
{
	(void)state;
	assert_verdict(CROSSOVER " < 10", between_4_and_16, PREDICATE_UNDECIDED);
	assert_verdict(CROSSOVER " > 5", between_4_and_16, PREDICATE_UNDECIDED);
}

static void what_never_wins_crosses_nowhere(void **state)
{
	struct sweep never = {{1.5, 1.4, 1.3, 1.2, 1.2}, 0.02, ROUNDS, 1};

	(void)state;
	assert_verdict(CROSSOVER " > 200", never, PREDICATE_TRUE);
	assert_verdict(CROSSOVER " < 200", never, PREDICATE_FALSE);
	assert_verdict(CROSSOVER " < 1000", never, PREDICATE_UNDECIDED);
}

static void what_always_wins_has_crossed_before_the_first_value(void **state)
{
	struct sweep always = {{0.9, 0.8, 0.7, 0.6, 0.5}, 0.02, ROUNDS, 1};

	(void)state;
	assert_verdict(CROSSOVER " < 20", always, PREDICATE_TRUE);
	assert_verdict(CROSSOVER " < 0.5", always, PREDICATE_UNDECIDED);
}

static void who_loses_again_above_has_not_crossed(void **state)
{
	struct sweep again = {{1.5, 0.8, 0.8, 0.8, 1.3}, 0.02, ROUNDS, 1};

	(void)state;
	assert_verdict(CROSSOVER " < 20", again, PREDICATE_UNDECIDED);
	assert_verdict(CROSSOVER " < 1000", again, PREDICATE_UNDECIDED);
	assert_verdict(CROSSOVER " > 100", again, PREDICATE_TRUE);
}

static void the_interval_is_the_bracket(void **state)
{
	struct sweep sweep = between_4_and_16;
	struct predicate_result result = play(CROSSOVER, &sweep);
	struct estimate bracket = predicate_interval(result.quantities, 0.05);

	(void)state;
	assert_true(bracket.low == 4 && bracket.high == 16);
	assert_true(4 < bracket.value && bracket.value < 16);
	assert_int_equal(bracket.rounds, ROUNDS);
	predicate_result_free(&result);
}

static void an_open_bracket_has_no_point(void **state)
{
	struct sweep never = {{1.5, 1.4, 1.3, 1.2, 1.2}, 0.02, ROUNDS, 1};
	struct sweep always = {{0.9, 0.8, 0.7, 0.6, 0.5}, 0.02, ROUNDS, 1};
	struct predicate_result result = play(CROSSOVER, &never);
	struct estimate bracket = predicate_interval(result.quantities, 0.05);

	(void)state;
	assert_true(bracket.low == 256 && isinf(bracket.high) && isnan(bracket.value));
	predicate_result_free(&result);
	result = play(CROSSOVER, &always);
	bracket = predicate_interval(result.quantities, 0.05);
	assert_true(bracket.low == 0 && bracket.high == 1 && isnan(bracket.value));
	predicate_result_free(&result);
}

static void noise_leaves_it_open(void **state)
{
	struct sweep noisy = {{1.5, 1.2, 0.8, 0.6, 0.5}, 1.5, ROUNDS, 1};
	struct sweep single = {{1.5, 1.2, 0.8, 0.6, 0.5}, 0.02, 1, 1};

	(void)state;
	assert_verdict(CROSSOVER " < 20", noisy, PREDICATE_UNDECIDED);
	assert_verdict(CROSSOVER " < 20", single, PREDICATE_UNDECIDED);
}

/* The true crossover is at 16, so that "< 16" is false, and just so. */
static void a_false_verdict_is_as_seldom_as_its_level_says(void **state)
{
	struct sweep sweep = {{1.3, 1.1, 1, 0.7, 0.5}, 0.05, ROUNDS, 3};
	int wrong = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct predicate_result result = play(CROSSOVER " < 16", &sweep);

		wrong += predicate_judge(&result, 0.1) == PREDICATE_TRUE;
		predicate_result_free(&result);
	}
	assert_in_range(wrong, 29, 71); /* one side of 10 %: 50, give or take 3 times 6.9 */
}

static void a_cost_of_nothing_has_no_ratio(void **state)
{
	struct sweep sweep = {{1.5, 0, 0.8, 0.6, 0.5}, 0.02, ROUNDS, 1};
	struct predicate *predicate = answers_parse(CROSSOVER " < 20");
	struct predicate_result result;
	struct problem problem = {0};

	(void)state;
	assert_int_equal(predicate_evaluate(predicate, resolve, &sweep, &result, &problem),
			 -EDOM);
	assert_string_equal(problem.text, "1:51: a cost in the sweep is not positive");
	predicate_free(predicate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(below_is_where_it_wins_before_the_number),
		cmocka_unit_test(above_is_where_the_other_still_wins_at_the_number),
		cmocka_unit_test(within_the_bracket_nothing_is_known),
		cmocka_unit_test(what_never_wins_crosses_nowhere),
		cmocka_unit_test(what_always_wins_has_crossed_before_the_first_value),
		cmocka_unit_test(who_loses_again_above_has_not_crossed),
		cmocka_unit_test(the_interval_is_the_bracket),
		cmocka_unit_test(an_open_bracket_has_no_point),
		cmocka_unit_test(noise_leaves_it_open),
		cmocka_unit_test(a_false_verdict_is_as_seldom_as_its_level_says),
		cmocka_unit_test(a_cost_of_nothing_has_no_ratio),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
