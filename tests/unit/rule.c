/* SPDX-License-Identifier: MIT */
/* rule.c - the first run of a gate and the second one: steps, plans and verdicts of known rounds. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/gate/decide/confirm.h"
#include "support/noise.h"

#define LAYOUTS 24
#define BLOCK LAYOUTS
#define ROUNDS_MOST 2000
#define FEW_LEFT 10000

static const struct confirm_family alone = {.rows = 1, .confirmed = 1};

static void assert_near(double value, double expected, double error)
{
	if (!(fabs(value - expected) <= error))
		fail_msg("%.9g is not within %g of %.9g", value, error, expected);
}

/*
 * n rounds slower by so much that have about this standard deviation: alternating, so that the mean
 * is exact.
 */
static void make(double *logs, size_t n, double slower, double sd)
{
	for (size_t r = 0; r < n; r++)
		logs[r] = log1p(slower) + (r % 2 ? sd : -sd) * (r % 4 < 2 ? 0.8 : 1.2);
}

static int look(const struct rule *rule, double slower, double sd, bool last)
{
	double logs[BLOCK];
	struct trimmed mean;

	make(logs, BLOCK, slower, sd);
	return rule_look(rule, logs, BLOCK, last, &mean);
}

static struct confirm_finding judge(const struct rule *rule, struct confirm_family family,
				    enum rule_step step, double slower, double control,
				    double sd)
{
	double head[BLOCK], other[BLOCK];
	struct confirm_rounds rounds = {head, other, BLOCK, {BLOCK, BLOCK}, false};
	struct confirm_finding finding;

	make(head, BLOCK, slower, sd);
	make(other, BLOCK, control, sd);
	assert_int_equal(confirm_judge(rule, family, step, &rounds, &finding), 0);
	return finding;
}

static size_t planned(const struct rule *rule, struct confirm_family family,
		      enum rule_step step, double slower, double sd, size_t most)
{
	double logs[BLOCK];
	size_t rounds;

	make(logs, BLOCK, slower, sd);
	assert_int_equal(confirm_plan(rule, family, step, logs, BLOCK, most, &rounds), 0);
	return rounds;
}

static void looks_are_at_even_turns_of_all_layouts(void **state)
{
	const size_t layouts[] = {1, 7, 24, 30, 48, 99}, first[] = {16, 21, 24, 30, 16, 17},
		     hurried[] = {12, 14, 12, 15, 12, 13};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		struct rule rule = rule_default(0.01, layouts[i]);

		assert_int_equal(rule.rounds[0], first[i]);
		assert_int_equal(rule.rounds[3], 3 * first[i]);
		assert_int_equal(rule.rounds[RULE_LOOKS - 1], 12 * first[i]);
		assert_int_equal(rule_hurried(0, layouts[i]).rounds[0], hurried[i]);
	}
}

static void the_margin_is_the_tolerance_and_1_percent_at_least(void **state)
{
	(void)state;
	assert_near(rule_default(0, LAYOUTS).margin, 0.01, 0);
	assert_near(rule_default(0.005, LAYOUTS).margin, 0.01, 0);
	assert_near(rule_default(0.03, LAYOUTS).margin, 0.03, 0);
}

static void a_row_passes_once_it_is_surely_within_the_margin(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);

	(void)state;
	assert_int_equal(look(&rule, 0, 0.01, false), RULE_PASSES);
	assert_int_equal(look(&rule, -0.1, 0.01, false), RULE_PASSES);
	assert_int_equal(look(&rule, 0, 0.03, false), RULE_GO_ON);
	assert_int_equal(look(&rule, 0.009, 0.01, false), RULE_GO_ON);
}

static void a_row_is_suspect_once_it_looks_slower_than_the_tolerance(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);

	(void)state;
	assert_int_equal(look(&rule, 0.02, 0.01, false), RULE_SUSPECT);
	assert_int_equal(look(&rule, 0.012, 0.01, false), RULE_GO_ON);
}

static void where_nothing_is_tolerated_slower_comes_before_within_the_margin(void **state)
{
	struct rule rule = rule_default(0, LAYOUTS);

	(void)state;
	assert_int_equal(look(&rule, 0.004, 0.002, false), RULE_SUSPECT);
	assert_int_equal(look(&rule, 0, 0.002, false), RULE_PASSES);
}

static void after_the_last_look_what_is_open_is_undecided(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);

	(void)state;
	assert_int_equal(look(&rule, 0.01, 0.01, true), RULE_UNDECIDED);
	assert_int_equal(look(&rule, 0, 0.01, true), RULE_PASSES);
	assert_int_equal(look(&rule, 0.02, 0.01, true), RULE_SUSPECT);
}

/* With one round there is no interval: nothing may come of it, least of all a pass. */
static void a_single_round_decides_nothing(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	const double one = 0;
	struct confirm_rounds rounds = {&one, &one, 1, {1, 1}, false};
	struct confirm_finding finding;
	struct trimmed mean;
	size_t planned_rounds;

	(void)state;
	assert_int_equal(rule_look(&rule, &one, 1, true, &mean), RULE_UNDECIDED);
	assert_int_equal(rule_look(&rule, &one, 0, true, &mean), -EINVAL);
	assert_int_equal(
		confirm_plan(&rule, alone, RULE_UNDECIDED, &one, 1, 10, &planned_rounds),
		-EDOM);
	assert_int_equal(confirm_judge(&rule, alone, RULE_SUSPECT, &rounds, &finding), 0);
	assert_int_equal(finding.verdict, CONFIRM_INCONCLUSIVE);
}

static void fresh_rounds_fail_or_pass_a_row(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);

	(void)state;
	assert_int_equal(judge(&rule, alone, RULE_SUSPECT, 0.02, 0, 0.01).verdict,
			 CONFIRM_FAIL);
	assert_int_equal(judge(&rule, alone, RULE_SUSPECT, 0, 0, 0.01).verdict,
			 CONFIRM_PASS);
	assert_int_equal(judge(&rule, alone, RULE_SUSPECT, 0.012, 0, 0.01).verdict,
			 CONFIRM_INCONCLUSIVE);
}

static void rows_that_are_confirmed_together_share_the_level_of_failing(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	const struct confirm_family many = {.rows = 12, .confirmed = 12};

	(void)state;
	assert_int_equal(judge(&rule, alone, RULE_SUSPECT, 0.02, 0, 0.01).verdict,
			 CONFIRM_FAIL);
	assert_int_equal(judge(&rule, many, RULE_SUSPECT, 0.02, 0, 0.01).verdict,
			 CONFIRM_INCONCLUSIVE);
}

/* A suspect of one row is rarely an equal one; of twelve rows, or undecided, it often is. */
static void nothing_tolerated_failing_is_harder_where_equal_rows_come_this_far(void **state)
{
	struct rule rule = rule_default(0, LAYOUTS);
	const struct confirm_family one_of_twelve = {.rows = 12, .confirmed = 1};

	(void)state;
	assert_int_equal(judge(&rule, alone, RULE_SUSPECT, 0.0105, 0, 0.01).verdict,
			 CONFIRM_FAIL);
	assert_int_not_equal(judge(&rule, alone, RULE_UNDECIDED, 0.0105, 0, 0.01).verdict,
			     CONFIRM_FAIL);
	assert_int_not_equal(
		judge(&rule, one_of_twelve, RULE_SUSPECT, 0.0105, 0, 0.01).verdict,
		CONFIRM_FAIL);
}

static void a_control_that_fails_leaves_a_failure_inconclusive(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	const double controls[] = {0.05, -0.05};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct confirm_finding slow =
			judge(&rule, alone, RULE_SUSPECT, 0.05, controls[i], 0.01);

		assert_true(slow.control_fails);
		assert_int_equal(slow.verdict, CONFIRM_INCONCLUSIVE);
		assert_int_equal(slow.more, 0);
		assert_int_equal(
			judge(&rule, alone, RULE_SUSPECT, 0, controls[i], 0.01).verdict,
			CONFIRM_PASS);
	}
	assert_false(judge(&rule, alone, RULE_SUSPECT, 0.05, 0.005, 0.01).control_fails);
}

static void the_levels_of_a_finding_are_those_that_decided(void **state)
{
	const struct confirm_family many = {.rows = 12, .confirmed = 12};
	struct rule one = rule_default(0.01, LAYOUTS), none = rule_default(0, LAYOUTS);
	struct confirm_finding finding = judge(&one, many, RULE_SUSPECT, 0.02, 0, 0.01);

	(void)state;
	assert_float_equal(finding.head_levels.low, one.fail_level / (double)many.confirmed,
			   1e-12);
	assert_float_equal(finding.head_levels.high, one.settle_level, 1e-12);
	assert_float_equal(finding.control_levels.low,
			   one.alarm_level / (double)many.confirmed / 2, 1e-12);
	finding = judge(&none, many, RULE_SUSPECT, 0.02, 0, 0.01);
	assert_true(finding.head_levels.low < none.fail_level / (double)many.confirmed);
}

static void the_second_run_is_looked_at_ever_more_seldom_and_at_its_end(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	struct confirm_grant grant = {300, 900};

	(void)state;
	assert_int_equal(confirm_next_look(&rule, grant, 0), 2 * BLOCK);
	assert_int_equal(confirm_next_look(&rule, grant, 2 * BLOCK), 4 * BLOCK);
	assert_int_equal(confirm_next_look(&rule, grant, 8 * BLOCK), 300);
	assert_int_equal(confirm_next_look(&rule, grant, 300), 600);
	assert_int_equal(confirm_next_look(&rule, grant, 600), 900);
	grant = (struct confirm_grant){BLOCK, BLOCK};
	assert_int_equal(confirm_next_look(&rule, grant, 0), BLOCK);
}

/* Whether a row settles by 48 of its rounds. */
static bool settles(double tolerance, double slower, struct confirm_grant grant)
{
	struct rule rule = rule_default(tolerance, LAYOUTS);
	double logs[2 * BLOCK];
	struct confirm_rounds rounds = {logs, NULL, 2 * BLOCK, grant, false};

	make(logs, 2 * BLOCK, slower, 0.002);
	return confirm_settles(&rule, alone, RULE_SUSPECT, &rounds);
}

static void a_row_that_surely_passes_needs_no_more_rounds(void **state)
{
	const struct confirm_grant early = {300, 300};

	(void)state;
	assert_true(settles(0.01, 0, early));
	assert_false(settles(0.01, 0.009, early));
	assert_true(settles(0, -0.005, early));
	assert_false(settles(0, 0.001, early)); /* it may yet fail */
}

static void a_row_that_is_surely_slower_needs_no_more_rounds(void **state)
{
	const struct confirm_grant early = {300, 300}, planned = {2 * BLOCK, 2 * BLOCK};

	(void)state;
	assert_true(settles(0.01, 0.03, early));
	assert_false(settles(0.01, 0.0107,
			     early)); /* that is sure enough for a judgement alone */
	assert_true(settles(0.01, 0.012, planned));
	assert_true(settles(0.01, 0, planned));
	assert_false(settles(0.01, 0.01, planned));
}

/* The levels at which 48 rounds are judged. */
static struct rule_levels levels(struct confirm_grant grant, bool cut_short)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	double logs[2 * BLOCK];
	struct confirm_rounds rounds = {logs, NULL, 2 * BLOCK, grant, cut_short};
	struct confirm_finding finding;

	make(logs, 2 * BLOCK, 0, 0.01);
	assert_int_equal(confirm_judge(&rule, alone, RULE_SUSPECT, &rounds, &finding), 0);
	return finding.head_levels;
}

static void looks_and_judgements_share_the_levels(void **state)
{
	const struct confirm_grant only = {2 * BLOCK, 2 * BLOCK}, first = {2 * BLOCK, 300},
				   early = {8 * BLOCK, 8 * BLOCK};
	struct rule rule = rule_default(0.01, LAYOUTS);

	(void)state;
	assert_near(levels(only, false).high, rule.settle_level, 1e-12);
	assert_near(levels(only, false).low, rule.fail_level, 1e-12);
	assert_near(levels(first, false).high, rule.settle_level / 4, 1e-12);
	assert_near(levels(first, false).low, rule.fail_level / 4, 1e-12);
	assert_near(levels(early, false).high, rule.settle_level / 2 / 2, 1e-12);
	assert_near(levels(early, false).low, rule.fail_level / 4 / 2, 1e-12);
	assert_near(levels(early, true).high, rule.settle_level / 2, 1e-12);
	assert_near(levels(early, true).low, rule.fail_level * 3 / 4, 1e-12);
}

static void without_a_control_or_a_round_there_is_still_an_answer(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	double logs[BLOCK];
	struct confirm_rounds rounds = {logs, NULL, BLOCK, {BLOCK, BLOCK}, false};
	struct confirm_finding finding;

	(void)state;
	make(logs, BLOCK, 0.05, 0.01);
	assert_int_equal(confirm_judge(&rule, alone, RULE_SUSPECT, &rounds, &finding), 0);
	assert_int_equal(finding.verdict, CONFIRM_FAIL);
	assert_true(isnan(finding.control.mean) && finding.control.values == 0);
	rounds.n = 0;
	assert_int_equal(confirm_judge(&rule, alone, RULE_SUSPECT, &rounds, &finding), 0);
	assert_int_equal(finding.verdict, CONFIRM_INCONCLUSIVE);
	assert_true(isnan(finding.head.mean) && finding.more == 0);
}

static void rounds_that_are_no_numbers_are_an_error(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	double logs[BLOCK], odd[BLOCK];
	struct confirm_rounds head = {odd, logs, BLOCK, {BLOCK, BLOCK}, false},
			      control = {logs, odd, BLOCK, {BLOCK, BLOCK}, false};
	struct confirm_finding finding;
	size_t rounds;

	(void)state;
	make(logs, BLOCK, 0, 0.01);
	make(odd, BLOCK, 0, 0.01);
	odd[5] = NAN;
	assert_int_equal(confirm_judge(&rule, alone, RULE_SUSPECT, &head, &finding),
			 -EINVAL);
	assert_int_equal(confirm_judge(&rule, alone, RULE_SUSPECT, &control, &finding),
			 -EINVAL);
	assert_int_equal(confirm_plan(&rule, alone, RULE_SUSPECT, odd, BLOCK, 10, &rounds),
			 -EINVAL);
}

static void noisier_rows_and_larger_families_plan_more_rounds(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	const struct confirm_family many = {.rows = 12, .confirmed = 12};
	size_t quiet = planned(&rule, alone, RULE_SUSPECT, 0.02, 0.005, FEW_LEFT);
	size_t noisy = planned(&rule, alone, RULE_SUSPECT, 0.02, 0.02, FEW_LEFT);

	(void)state;
	assert_int_equal(quiet % LAYOUTS, 0);
	assert_true(quiet >= 2 * BLOCK && noisy > 4 * quiet);
	assert_true(planned(&rule, many, RULE_SUSPECT, 0.02, 0.02, FEW_LEFT) > noisy);
}

static void what_is_slower_by_far_plans_few_rounds(void **state)
{
	struct rule rule = rule_default(0.01, LAYOUTS);

	(void)state;
	assert_int_equal(planned(&rule, alone, RULE_SUSPECT, 0.3, 0.02, FEW_LEFT),
			 2 * BLOCK);
	assert_true(planned(&rule, alone, RULE_SUSPECT, 0.025, 0.02, FEW_LEFT) > 4 * BLOCK);
}

static void a_plan_never_exceeds_what_time_allows(void **state)
{
	struct rule rule = rule_default(0, LAYOUTS);

	(void)state;
	assert_int_equal(planned(&rule, alone, RULE_SUSPECT, 0.02, 0.05, 40), 40);
	assert_int_equal(planned(&rule, alone, RULE_SUSPECT, 0.02, 0.0001, 7), 7);
	assert_int_equal(planned(&rule, alone, RULE_UNDECIDED, 0.02, 0.05, 0), 0);
}

/* Of gates like this one, in how many would the rounds that are said to be missing decide. */
static double settled(double slower)
{
	struct rule rule = rule_default(0.01, LAYOUTS);
	uint64_t random = 1;
	struct noise noise = {.kind = NOISE_NORMAL, .sd = 0.025, .random = &random};
	int open = 0, decided = 0;

	for (int trial = 0; trial < 200; trial++) {
		double logs[ROUNDS_MOST];
		struct confirm_rounds rounds = {logs, NULL, 48, {48, 48}, false};
		struct confirm_finding finding;

		for (size_t r = 0; r < ROUNDS_MOST; r++)
			logs[r] = log1p(slower) + noise_next(&noise);
		confirm_judge(&rule, alone, RULE_SUSPECT, &rounds, &finding);
		rounds.n += finding.more;
		if (finding.more == 0 || rounds.n > ROUNDS_MOST)
			continue;
		open++;
		confirm_judge(&rule, alone, RULE_SUSPECT, &rounds, &finding);
		decided += finding.verdict != CONFIRM_INCONCLUSIVE;
	}
	assert_true(open > 20);
	return (double)decided / open;
}

static void what_is_said_to_be_missing_mostly_decides(void **state)
{
	(void)state;
	assert_true(settled(0) > 0.5);
	assert_true(settled(0.02) > 0.5);
}

static void time_goes_to_the_suspects_first(void **state)
{
	struct confirm_wish wishes[] = {{RULE_UNDECIDED, 100, 10},
					{RULE_SUSPECT, 100, 10},
					{RULE_PASSES, 0, 10},
					{RULE_SUSPECT, 50, 20}};

	(void)state;
	confirm_share(wishes, 4, 2500);
	assert_int_equal(wishes[1].rounds, 100);
	assert_int_equal(wishes[3].rounds, 50);
	assert_int_equal(wishes[0].rounds, 50);
	confirm_share(wishes, 4, 1000);
	assert_int_equal(wishes[1].rounds, 50);
	assert_int_equal(wishes[3].rounds, 25);
	assert_int_equal(wishes[0].rounds, 0);
}

static void time_that_is_up_leaves_nothing_to_play(void **state)
{
	struct confirm_wish wishes[] = {{RULE_SUSPECT, 100, 10}, {RULE_UNDECIDED, 100, 10}};

	(void)state;
	confirm_share(wishes, 2, -5);
	assert_int_equal(wishes[0].rounds, 0);
	assert_int_equal(wishes[1].rounds, 0);
	wishes[0].rounds = 100;
	confirm_share(wishes, 2, 50);
	assert_int_equal(wishes[0].rounds, 0);
	confirm_share(wishes, 0, 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_are_at_even_turns_of_all_layouts),
		cmocka_unit_test(the_margin_is_the_tolerance_and_1_percent_at_least),
		cmocka_unit_test(a_row_passes_once_it_is_surely_within_the_margin),
		cmocka_unit_test(a_row_is_suspect_once_it_looks_slower_than_the_tolerance),
		cmocka_unit_test(
			where_nothing_is_tolerated_slower_comes_before_within_the_margin),
		cmocka_unit_test(after_the_last_look_what_is_open_is_undecided),
		cmocka_unit_test(a_single_round_decides_nothing),
		cmocka_unit_test(fresh_rounds_fail_or_pass_a_row),
		cmocka_unit_test(
			rows_that_are_confirmed_together_share_the_level_of_failing),
		cmocka_unit_test(
			nothing_tolerated_failing_is_harder_where_equal_rows_come_this_far),
		cmocka_unit_test(a_control_that_fails_leaves_a_failure_inconclusive),
		cmocka_unit_test(the_levels_of_a_finding_are_those_that_decided),
		cmocka_unit_test(
			the_second_run_is_looked_at_ever_more_seldom_and_at_its_end),
		cmocka_unit_test(a_row_that_surely_passes_needs_no_more_rounds),
		cmocka_unit_test(a_row_that_is_surely_slower_needs_no_more_rounds),
		cmocka_unit_test(looks_and_judgements_share_the_levels),
		cmocka_unit_test(without_a_control_or_a_round_there_is_still_an_answer),
		cmocka_unit_test(rounds_that_are_no_numbers_are_an_error),
		cmocka_unit_test(noisier_rows_and_larger_families_plan_more_rounds),
		cmocka_unit_test(what_is_slower_by_far_plans_few_rounds),
		cmocka_unit_test(a_plan_never_exceeds_what_time_allows),
		cmocka_unit_test(what_is_said_to_be_missing_mostly_decides),
		cmocka_unit_test(time_goes_to_the_suspects_first),
		cmocka_unit_test(time_that_is_up_leaves_nothing_to_play),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
