/* SPDX-License-Identifier: MIT */
/* gate_contest.c - what a gate takes of a round: both processes of the base stand for it. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/gate/play/contest.h"

#define ROUNDS 2

/* The rounds of base, head and control: every measure has the same values. */
struct rounds {
	double values[SEATS][ROUNDS];
	const double *measures[SEATS][MEASURES];
	const double *const *seats[SEATS];
	struct duet_record record;
	struct run_series series;
};

static void make(struct rounds *rounds)
{
	*rounds = (struct rounds){
		.values =
			{[BASE] = {100, 100}, [HEAD] = {240, 100}, [CONTROL] = {144, 100}},
		.record = {.rounds_done = ROUNDS},
	};
	for (size_t seat = 0; seat < SEATS; seat++) {
		for (size_t m = 0; m < MEASURES; m++)
			rounds->measures[seat][m] = rounds->values[seat];
		rounds->seats[seat] = rounds->measures[seat];
	}
	rounds->series = (struct run_series){.record = &rounds->record,
					     .values = rounds->seats,
					     .duet_ns = 700,
					     .round_ns = 300};
}

static int take(const struct rounds *rounds, struct gate_contest *contest)
{
	*contest = (struct gate_contest){0};
	return contest_take(&contest->first, gate_metric_find("wall"), &rounds->series);
}

static void the_head_is_over_the_mean_of_both_bases(void **state)
{
	struct gate_contest contest;
	struct rounds rounds;

	(void)state;
	make(&rounds);
	assert_int_equal(take(&rounds, &contest), 0);
	assert_float_equal(contest.first.head[0], log(2), 1e-12); /* 240 / 120 */
	assert_float_equal(contest.first.values[BASE][0], 120, 1e-9);
	assert_float_equal(contest.first.head[1], 0, 1e-12);
	contest_free(&contest);
}

static void the_control_is_over_the_base_alone(void **state)
{
	struct gate_contest contest;
	struct rounds rounds;

	(void)state;
	make(&rounds);
	assert_int_equal(take(&rounds, &contest), 0);
	assert_float_equal(contest.first.control[0], log(1.44), 1e-12);
	contest_free(&contest);
}

static void what_is_beside_the_rounds_is_set_up(void **state)
{
	struct gate_contest contest;
	struct rounds rounds;

	(void)state;
	make(&rounds);
	assert_int_equal(take(&rounds, &contest), 0);
	assert_float_equal(contest.first.set_up_ns, 100, 1e-9);
	contest_free(&contest);
}

static void a_round_without_a_value_is_told(void **state)
{
	struct gate_contest contest;
	struct rounds rounds;

	(void)state;
	for (size_t seat = 0; seat < SEATS; seat++) {
		make(&rounds);
		rounds.values[seat][1] = NAN;
		assert_int_equal(take(&rounds, &contest), -EDOM);
		contest_free(&contest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_is_over_the_mean_of_both_bases),
		cmocka_unit_test(the_control_is_over_the_base_alone),
		cmocka_unit_test(what_is_beside_the_rounds_is_set_up),
		cmocka_unit_test(a_round_without_a_value_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
