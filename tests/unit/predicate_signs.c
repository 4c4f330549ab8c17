/* SPDX-License-Identifier: MIT */
/* predicate_signs.c - rounds that are equal, or all or nothing, are as sure as their signs and number. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/answers.h"
#include "support/noise.h"
#include "support/verdicts.h"

/* If the middle were on the other side, n rounds would all be on this one in 2^-n of cases. */
static void rounds_that_are_all_equal_are_as_sure_as_their_number(void **state)
{
	const double pages[] = {4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096};
	const struct answers_row rows[] = {{"a", "1", pages, 8, NULL},
					   {"few", "2", pages, 5, NULL},
					   {"two", "3", pages, 2, NULL}};
	struct answers_table table = {rows, 3};

	(void)state;
	assert_verdict("memory(m, a) <= 4.3 KiB", &table, PREDICATE_TRUE);
	assert_verdict("memory(m, a) > 4 KiB", &table, PREDICATE_FALSE);
	assert_verdict("memory(m, a) >= 4 KiB", &table, PREDICATE_TRUE);
	assert_verdict("memory(m, few) <= 4.3 KiB", &table, PREDICATE_UNDECIDED);
	assert_true(near(p_of("memory(m, a) <= 4.3 KiB", &table), 2 * pow(0.5, 8)));
	assert_true(near(p_of("memory(m, a) - 3 KiB > 0 B", &table), 2 * pow(0.5, 8)));
	assert_true(near(p_of("memory(m, two) < 1 GiB", &table), 0.5));
	assert_true(isnan(answers_value("memory(m, two)", &table).low));
}

/* Adding them up rounds, so that equal rounds seem to scatter by the last of their digits. */
static void what_only_rounding_scatters_is_equal(void **state)
{
	double values[ROUNDS];
	const struct answers_row rows[] = {{"a", "1", values, ROUNDS, NULL}};
	struct answers_table table = {rows, 1};

	(void)state;
	for (size_t r = 0; r < ROUNDS; r++)
		values[r] = 0.7;
	assert_true(near(p_of("speedup(w, a) > 0.3", &table), 2 * pow(0.5, ROUNDS)));
	assert_true(near(p_of("speedup(w, a) - 0.1 > 0.3", &table), 2 * pow(0.5, ROUNDS)));
	assert_verdict("speedup(w, a) - 0.1 >= 0.6", &table, PREDICATE_TRUE);
}

/*
 * Of 20 rounds the trimmed mean keeps 12, which are equal; 4 are far on each side. If the middle were
 * not above, 16 or more would be in 6,196 of 2^20 cases.
 */
static void rounds_of_which_most_are_equal_are_no_surer_than_their_signs(void **state)
{
	double values[ROUNDS];
	const struct answers_row rows[] = {{"a", "1", values, ROUNDS, NULL}};
	struct answers_table table = {rows, 1};
	struct predicate_result result;
	struct estimate wide, narrow;

	(void)state;
	for (size_t r = 0; r < ROUNDS; r++)
		values[r] = r % 5 == 0 ? 2000 : r % 5 == 1 ? 8000 : 4096;
	assert_true(near(p_of("memory(m, a) > 4095 B", &table), 2 * 6196 / pow(2, 20)));
	assert_true(near(p_of("memory(m, a) < 4097 B", &table), 2 * 6196 / pow(2, 20)));
	assert_true(near(p_of("memory(m, a) > 1999 B", &table), 2 * pow(0.5, 20)));
	result = answers_of("memory(m, a) > 4095 B", &table);
	narrow = predicate_interval(result.quantities, 0.0119);
	wide = predicate_interval(result.quantities, 0.0118);
	assert_true(near(narrow.low, 4096) && near(narrow.high, 4096));
	assert_true(near(wide.low, 2000) && near(wide.high, 8000));
	predicate_result_free(&result);
}

/* A quantile is the middle of its bucket, which is up to 0.8 % wide. */
static void what_is_in_one_bucket_is_not_told_apart(void **state)
{
	double a[ROUNDS], b[ROUNDS];
	const struct answers_row rows[] = {{"a", "1", a, ROUNDS, NULL},
					   {"b", "1", b, ROUNDS, NULL}};
	struct answers_table table = {rows, 2};
	struct estimate ratio;

	(void)state;
	for (size_t r = 0; r < ROUNDS; r++) {
		a[r] = 1000;
		b[r] = r % 5 ? 1000 : 1008;
	}
	assert_verdict("p50(w, a) < p50(w, b)", &table, PREDICATE_UNDECIDED);
	assert_verdict("p50(w, a) >= p50(w, b)", &table, PREDICATE_UNDECIDED);
	assert_verdict("p50(w, a) - p50(w, b) > -4 ns", &table, PREDICATE_UNDECIDED);
	assert_verdict("p50(w, a) < 1.01 * p50(w, b)", &table, PREDICATE_TRUE);
	assert_verdict("max(w, a) >= max(w, b)", &table, PREDICATE_TRUE);
	ratio = answers_value("p50(w, a) / p50(w, b)", &table);
	assert_true(0.991 < ratio.low && ratio.low < 0.993);
	assert_true(1.007 < ratio.high && ratio.high < 1.009);
}

static void one_loss_proves_that_there_are_some(void **state)
{
	double values[ROUNDS] = {[3] = 1e-6};
	const struct answers_row rows[] = {{"a", "1", values, ROUNDS, NULL}};
	struct answers_table table = {rows, 1};
	struct predicate_result result = answers_of("lost(race, a) > 0", &table);
	struct estimate share = predicate_interval(result.quantities, 0.05);

	(void)state;
	assert_int_equal(predicate_judge(&result, 0.0001), PREDICATE_TRUE);
	assert_true(share.low == 0 && share.value > 0 && share.high > share.value);
	assert_verdict("lost(race, a) <= 0", &table, PREDICATE_FALSE);
	assert_verdict("lost(race, a) < 20 %", &table, PREDICATE_TRUE);
	predicate_result_free(&result);
}

/* A contestant that loses all in one round of a hundred loses 1 %, and 20 rounds do not show it. */
static void rounds_without_a_loss_bound_the_share_by_their_number(void **state)
{
	double none[100] = {0}, some[ROUNDS] = {[3] = 1e-6};
	const struct answers_row rows[] = {{"two", "1", none, 2, NULL},
					   {"twenty", "2", none, 20, NULL},
					   {"hundred", "3", none, 100, NULL},
					   {"some", "4", some, ROUNDS, NULL}};
	struct answers_table table = {rows, 4};
	struct estimate share = answers_value("lost(race, twenty)", &table);

	(void)state;
	assert_verdict("lost(race, two) < 50 %", &table, PREDICATE_UNDECIDED);
	assert_verdict("lost(race, twenty) < 1 %", &table, PREDICATE_UNDECIDED);
	assert_verdict("lost(race, some) < 1 %", &table, PREDICATE_UNDECIDED);
	assert_verdict("lost(race, twenty) < 20 %", &table, PREDICATE_TRUE);
	assert_verdict("lost(race, hundred) < 5 %", &table, PREDICATE_TRUE);
	assert_true(near(p_of("lost(race, twenty) < 1 %", &table), 1));
	assert_true(near(p_of("lost(race, hundred) < 5 %", &table), 2 * pow(0.95, 100)));
	assert_true(near(p_of("lost(race, twenty) < 70 %", &table), 2 * pow(0.5, 20)));
	/* of Clopper and Pearson, as tests/unit/proportion.c has it */
	assert_true(share.low == 0 && near(share.high, 1 - pow(0.025, 1.0 / 20)));
}

/* All is lost in one round of ten, and nothing in the others: just 10 %, which is not less. */
static void a_false_verdict_on_rounds_of_all_or_nothing_is_seldom(void **state)
{
	double values[60];
	const struct answers_row rows[] = {{"a", "1", values, 60, NULL}};
	struct answers_table table = {rows, 1};
	uint64_t random = 5;
	int below = 0, above = 0;

	(void)state;
	for (int series = 0; series < 2000; series++) {
		enum predicate_truth verdict;

		for (size_t r = 0; r < 60; r++)
			values[r] = noise_uniform(&random) < 0.1;
		verdict = answers_judge("lost(race, a) < 10 %", &table, 0.05);
		below += verdict == PREDICATE_TRUE;
		above += verdict == PREDICATE_FALSE;
	}
	assert_in_range(below, 1, 50); /* each side has 2.5 % */
	assert_in_range(above, 1, 50);
}

static void a_share_is_from_none_to_all(void **state)
{
	double most[16], all[16];
	const struct answers_row rows[] = {{"most", "1", most, 16, NULL},
					   {"all", "2", all, 16, NULL},
					   {"one", "3", all, 1, NULL}};
	struct answers_table table = {rows, 3};
	struct predicate_result result;
	struct estimate share;

	(void)state;
	for (size_t r = 0; r < 16; r++) {
		most[r] = r % 5 ? 1 : 0;
		all[r] = 1;
	}
	result = answers_of("deadlocked(w, most) > 0", &table);
	share = predicate_interval(result.quantities, 0.0004);
	assert_true(0 <= share.low && share.low < 0.4 && share.high == 1);
	predicate_result_free(&result);
	share = answers_value("deadlocked(w, all)", &table);
	assert_true(near(share.low, pow(0.025, 1.0 / 16)) && share.high == 1);
	share = answers_value("deadlocked(w, one)", &table);
	assert_true(share.low == 0 && share.high == 1);
}

static void few_rounds_without_a_loss_prove_nothing(void **state)
{
	double values[ROUNDS] = {0};
	const struct answers_row rows[] = {{"many", "1", values, ROUNDS, NULL},
					   {"few", "2", values, 5, NULL}};
	struct answers_table table = {rows, 2};

	(void)state;
	assert_verdict("lost(race, many) <= 0", &table, PREDICATE_TRUE);
	assert_verdict("lost(race, many) > 0", &table, PREDICATE_FALSE);
	assert_verdict("lost(race, few) <= 0", &table, PREDICATE_UNDECIDED);
	assert_verdict("lost(race, few) < 1 %", &table, PREDICATE_UNDECIDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rounds_that_are_all_equal_are_as_sure_as_their_number),
		cmocka_unit_test(what_only_rounding_scatters_is_equal),
		cmocka_unit_test(
			rounds_of_which_most_are_equal_are_no_surer_than_their_signs),
		cmocka_unit_test(what_is_in_one_bucket_is_not_told_apart),
		cmocka_unit_test(one_loss_proves_that_there_are_some),
		cmocka_unit_test(rounds_without_a_loss_bound_the_share_by_their_number),
		cmocka_unit_test(a_false_verdict_on_rounds_of_all_or_nothing_is_seldom),
		cmocka_unit_test(a_share_is_from_none_to_all),
		cmocka_unit_test(few_rounds_without_a_loss_prove_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
