/* SPDX-License-Identifier: MIT */
/* predicate_verdicts.c - what rounds with known truth make of claims and numbers. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/answers.h"
#include "support/noise.h"

#define ROUNDS 20

/* a is ten times b in each round, give or take 1 %; from round to round both move by a factor of 4. */
struct moved {
	double a[ROUNDS], b[ROUNDS];
};

static struct moved moved_together(void)
{
	struct moved moved;
	uint64_t random = 1;

	for (size_t r = 0; r < ROUNDS; r++) {
		moved.b[r] = 100 * exp(2 * log(2) * noise_normal(&random));
		moved.a[r] = 10 * moved.b[r] * exp(0.01 * noise_normal(&random));
	}
	return moved;
}

static void assert_verdict(const char *text, const struct answers_table *table,
			   enum predicate_truth expected)
{
	enum predicate_truth verdict = answers_judge(text, table, 0.05);

	if (verdict != expected)
		fail_msg("%s is %d, not %d", text, (int)verdict, (int)expected);
}

static void one_duet_is_taken_round_by_round(void **state)
{
	struct moved moved = moved_together();
	const struct answers_row rows[] = {{"a", "one", moved.a, ROUNDS, NULL},
					   {"b", "one", moved.b, ROUNDS, NULL}};
	struct answers_table table = {rows, 2};
	struct estimate ratio = answers_value("ns(w, a) / ns(w, b)", &table);

	(void)state;
	assert_true(ratio.low < 10 && 10 < ratio.high);
	assert_true(ratio.high / ratio.low < 1.02);
	assert_int_equal(ratio.rounds, ROUNDS);
	assert_verdict("ns(w, a) / ns(w, b) > 9.8", &table, PREDICATE_TRUE);
	assert_verdict("ns(w, a) / ns(w, b) > 10.2", &table, PREDICATE_FALSE);
	assert_verdict("ns(w, a) > 9.8 * ns(w, b)", &table, PREDICATE_TRUE);
	assert_verdict("ns(w, a) / ns(w, b) > 10", &table, PREDICATE_UNDECIDED);
}

static void different_duets_are_independent(void **state)
{
	struct moved moved = moved_together();
	const struct answers_row rows[] = {{"a", "one", moved.a, ROUNDS, NULL},
					   {"b", "another", moved.b, ROUNDS, NULL}};
	struct answers_table table = {rows, 2};
	struct estimate ratio = answers_value("ns(w, a) / ns(w, b)", &table);

	(void)state;
	assert_true(ratio.high / ratio.low > 2);
	assert_verdict("ns(w, a) / ns(w, b) > 9.8", &table, PREDICATE_UNDECIDED);
	assert_verdict("ns(w, a) / ns(w, b) > 1", &table, PREDICATE_TRUE);
}

/* Three equal parts: the error of the sum is that of one times the root of three. */
static void errors_of_different_duets_add_up_as_squares(void **state)
{
	const double values[] = {98, 99, 100, 101, 102};
	const struct answers_row rows[] = {{"a", "1", values, 5, NULL},
					   {"b", "2", values, 5, NULL},
					   {"c", "3", values, 5, NULL},
					   {"d", "3", values, 5, NULL}};
	struct answers_table table = {rows, 4};
	struct predicate_result one = answers_of("ns(w, a) - 1 ns > 0 ns", &table);
	struct predicate_result three =
		answers_of("ns(w, a) + ns(w, b) - ns(w, c) > 1 us", &table);
	struct predicate_result joint = answers_of("ns(w, c) - ns(w, d) > 0 ns", &table);
	const struct trimmed *a = &one.quantities->distance,
			     *sum = &three.quantities->distance;

	(void)state;
	assert_true(fabs(a->mean - 99) < 1e-9 && fabs(sum->mean + 900) < 1e-9);
	assert_true(fabs(sum->error / a->error - sqrt(3)) < 1e-9);
	assert_true(fabs(sum->freedom / a->freedom - 3) < 1e-9);
	assert_true(joint.quantities->distance.error == 0);
	predicate_result_free(&one);
	predicate_result_free(&three);
	predicate_result_free(&joint);
}

/* Of 1,000 intervals 950 cover the truth, give or take 3 standard deviations of 7. */
static void the_interval_of_a_sum_of_duets_covers_the_truth(void **state)
{
	double a[ROUNDS], b[ROUNDS], c[ROUNDS];
	const struct answers_row rows[] = {{"a", "1", a, ROUNDS, NULL},
					   {"b", "1", b, ROUNDS, NULL},
					   {"c", "2", c, ROUNDS, NULL}};
	struct answers_table table = {rows, 3};
	uint64_t random = 7;
	int covered = 0;

	(void)state;
	for (int series = 0; series < 1000; series++) {
		struct estimate value;

		for (size_t r = 0; r < ROUNDS; r++) {
			double shared = noise_normal(&random);

			a[r] = 200 * exp(0.1 * shared + 0.03 * noise_normal(&random));
			b[r] = 100 * exp(0.1 * shared + 0.03 * noise_normal(&random));
			c[r] = 50 * exp(0.05 * noise_normal(&random));
		}
		value = answers_value("(ns(w, a) + ns(w, b)) / ns(w, c)", &table);
		covered += value.low <= 6 && 6 <= value.high;
	}
	assert_in_range(covered, 929, 975);
}

static void differences_are_no_ratios(void **state)
{
	const double values[] = {98, 99, 100, 101, 102}, ten[] = {10, 10, 10, 10, 10};
	const struct answers_row rows[] = {{"a", "1", values, 5, NULL},
					   {"b", "1", ten, 5, NULL}};
	struct answers_table table = {rows, 2};
	struct estimate value = answers_value("ns(w, b) - ns(w, a)", &table);

	(void)state;
	assert_true(fabs(value.value + 90) < 1e-9);
	assert_verdict("ns(w, a) - ns(w, b) > 85 ns", &table, PREDICATE_TRUE);
	assert_verdict("ns(w, b) - ns(w, a) > 0 ns", &table, PREDICATE_FALSE);
}

static void one_round_decides_nothing(void **state)
{
	const double value = 1;
	const struct answers_row rows[] = {{"a", "1", &value, 1, NULL},
					   {"none", "2", NULL, 0, NULL}};
	struct answers_table table = {rows, 2};

	(void)state;
	assert_verdict("ns(w, a) > 1 s", &table, PREDICATE_UNDECIDED);
	assert_verdict("ns(w, none) > 1 s", &table, PREDICATE_UNDECIDED);
	assert_verdict("ns(w, none) > ns(w, a)", &table, PREDICATE_UNDECIDED);
	assert_true(isnan(answers_value("ns(w, a)", &table).low));
	assert_true(isnan(answers_value("ns(w, none)", &table).value));
}

static void rounds_that_somebody_has_not_are_left_out(void **state)
{
	const double a[] = {10, NAN, 10, 11, 12, 99}, b[] = {1, 77, 1, NAN, 1.2};
	const struct answers_row rows[] = {{"a", "1", a, 6, NULL}, {"b", "1", b, 5, NULL}};
	struct answers_table table = {rows, 2};
	struct estimate ratio = answers_value("ns(w, a) / ns(w, b)", &table);

	(void)state;
	assert_int_equal(ratio.rounds, 3);
	assert_true(fabs(ratio.value - 10) < 1e-9);
}

static void what_is_missing_is_told_once(void **state)
{
	const double value = 1;
	const struct answers_row rows[] = {{"a", "1", &value, 1, "duet run w"},
					   {"b", "2", &value, 1, NULL},
					   {"c", "2", &value, 1, "duet run v"}};
	struct answers_table table = {rows, 3};
	struct predicate_result result =
		answers_of("ns(w, a) > ns(w, b) and ns(w, a) > ns(v, c)", &table);

	(void)state;
	assert_int_equal(predicate_judge(&result, 0.05), PREDICATE_UNMEASURED);
	assert_int_equal(result.need_count, 2);
	assert_string_equal(result.needs[0], "duet run w");
	assert_string_equal(result.needs[1], "duet run v");
	assert_true(predicate_p(&result) == 1);
	predicate_result_free(&result);
}

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fabs(b);
}

static double p_of(const char *text, const struct answers_table *table)
{
	struct predicate_result result = answers_of(text, table);
	double p = predicate_p(&result);

	predicate_result_free(&result);
	return p;
}

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

static void a_division_by_zero_is_told_with_its_place(void **state)
{
	const double a[] = {1, 1, 1}, b[] = {1, 0, 1};
	const struct answers_row rows[] = {{"a", "1", a, 3, NULL}, {"b", "1", b, 3, NULL}};
	struct answers_table table = {rows, 2};
	struct predicate *predicate = answers_parse("switches(w, a) / switches(w, b) > 3");
	struct predicate_result result;
	struct problem problem = {0};

	(void)state;
	assert_int_equal(
		predicate_evaluate(predicate, answers_resolve, &table, &result, &problem),
		-EDOM);
	assert_string_equal(problem.text, "1:33: in round 2 it is no number");
	assert_non_null(strstr(problem.remedy, "multiply"));
	assert_verdict("switches(w, b) < 10 * switches(w, a)", &table, PREDICATE_TRUE);
	predicate_free(predicate);
}

/* Both have to be true: as sure as the less sure one. One of both is false: twice the surer one. */
static void and_is_as_sure_as_its_parts(void **state)
{
	const double a[] = {98, 100, 102}, b[] = {96, 100, 104};
	const struct answers_row rows[] = {{"a", "1", a, 3, NULL}, {"b", "2", b, 3, NULL}};
	struct answers_table table = {rows, 2};
	double a_high = p_of("ns(w, a) > 95 ns", &table),
	       b_high = p_of("ns(w, b) > 90 ns", &table);
	double a_low = p_of("ns(w, a) > 110 ns", &table);

	(void)state;
	assert_true(near(p_of("ns(w, a) > 95 ns and ns(w, b) > 90 ns", &table),
			 fmax(a_high, b_high)));
	assert_true(
		near(p_of("ns(w, a) > 110 ns and ns(w, b) > 90 ns", &table), 2 * a_low));
	assert_true(
		near(p_of("ns(w, a) > 110 ns and (ns(w, b) > 90 ns and ns(w, b) > 91 ns)",
			  &table),
		     3 * a_low));
	assert_true(near(p_of("ns(w, a) < 110 ns or ns(w, b) < 90 ns", &table), 2 * a_low));
	assert_true(near(p_of("not (ns(w, a) > 95 ns)", &table), a_high));
	assert_verdict("ns(w, a) > 50 ns and ns(w, b) > 500 ns", &table, PREDICATE_FALSE);
	assert_verdict("ns(w, a) > 50 ns or ns(w, b) > 500 ns", &table, PREDICATE_TRUE);
	assert_verdict("ns(w, a) > 50 ns and not (ns(w, b) > 500 ns)", &table,
		       PREDICATE_TRUE);
}

/* By tables: t of 3 degrees of freedom is farther out than 3.182446 in 5 of 100 cases. */
static void p_values_are_those_of_t(void **state)
{
	const double values[] = {-2, -1, 0, 1};
	double shifted[4];
	const struct answers_row rows[] = {{"a", "1", shifted, 4, NULL}};
	struct answers_table table = {rows, 1};
	double error = sqrt(5.0 / 3 / 4);

	(void)state;
	for (size_t i = 0; i < 4; i++)
		shifted[i] = 100 + values[i] + 0.5 + 3.182446 * error;
	assert_true(fabs(p_of("ns(w, a) - 100 ns > 0 ns", &table) - 0.05) < 1e-6);
	assert_verdict("ns(w, a) - 100 ns > -0.001 ns", &table, PREDICATE_TRUE);
	assert_verdict("ns(w, a) - 100 ns > 0.001 ns", &table, PREDICATE_UNDECIDED);
}

static void the_interval_straddles_where_there_is_no_verdict(void **state)
{
	struct moved moved = moved_together();
	const struct answers_row rows[] = {{"a", "one", moved.a, ROUNDS, NULL},
					   {"b", "one", moved.b, ROUNDS, NULL}};
	struct answers_table table = {rows, 2};
	struct predicate_result result = answers_of("ns(w, a) / ns(w, b) > 10", &table);
	double p = predicate_p(&result);
	struct estimate wide = predicate_interval(result.quantities, 0.99 * p);
	struct estimate narrow = predicate_interval(result.quantities, 1.01 * p);

	(void)state;
	assert_true(wide.low < 10 && 10 < wide.high);
	assert_true(10 < narrow.low || narrow.high < 10);
	assert_int_equal(predicate_judge(&result, 0.99 * p), PREDICATE_UNDECIDED);
	assert_int_not_equal(predicate_judge(&result, 1.01 * p), PREDICATE_UNDECIDED);
	predicate_result_free(&result);
}

/* At a claim's level just above or below its p, its intervals decide it, or do not. */
static void assert_intervals_decide(const char *text, const struct answers_table *table,
				    size_t quantity)
{
	struct predicate_result result = answers_of(text, table);
	const struct predicate_quantity *one = &result.quantities[quantity];
	double p = predicate_p(&result);
	struct estimate wide = predicate_interval(one, p / 1.001);
	struct estimate narrow = predicate_interval(one, p * 1.001);

	if (!(p < 1) || !(wide.low < one->threshold && one->threshold < wide.high) ||
	    (narrow.low < one->threshold && one->threshold < narrow.high))
		fail_msg("%s: p %g, [%g, %g], [%g, %g]", text, p, wide.low, wide.high,
			 narrow.low, narrow.high);
	predicate_result_free(&result);
}

/* The part that is named decides: the less sure one of what has to be so together, else the surest. */
static void intervals_of_joined_claims_straddle_where_there_is_no_verdict(void **state)
{
	const double a[] = {96, 98, 100, 102, 104}, b[] = {92, 96, 100, 104, 108};
	const struct answers_row rows[] = {{"a", "1", a, 5, NULL}, {"b", "2", b, 5, NULL}};
	struct answers_table table = {rows, 2};

	(void)state;
	assert_intervals_decide("ns(w, a) > 90 ns and ns(w, b) > 90 ns", &table, 1);
	assert_intervals_decide("ns(w, a) > 106 ns and ns(w, b) > 90 ns", &table, 0);
	assert_intervals_decide("ns(w, a) > 106 ns and ns(w, b) > 90 ns and "
				"(ns(w, b) > 80 ns and ns(w, b) > 70 ns)",
				&table, 0);
	assert_intervals_decide("ns(w, a) < 106 ns or ns(w, b) < 90 ns", &table, 0);
	assert_intervals_decide("ns(w, a) < 94 ns or ns(w, b) < 90 ns", &table, 1);
	assert_intervals_decide("not (ns(w, a) < 94 ns or ns(w, b) < 90 ns)", &table, 1);
	assert_intervals_decide("(ns(w, a) < 106 ns and ns(w, b) < 120 ns) or "
				"ns(w, b) < 90 ns",
				&table, 0);
	assert_intervals_decide("(ns(w, a) < 94 ns and ns(w, b) < 120 ns) or "
				"ns(w, b) < 70 ns",
				&table, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_duet_is_taken_round_by_round),
		cmocka_unit_test(different_duets_are_independent),
		cmocka_unit_test(errors_of_different_duets_add_up_as_squares),
		cmocka_unit_test(the_interval_of_a_sum_of_duets_covers_the_truth),
		cmocka_unit_test(differences_are_no_ratios),
		cmocka_unit_test(one_round_decides_nothing),
		cmocka_unit_test(rounds_that_somebody_has_not_are_left_out),
		cmocka_unit_test(what_is_missing_is_told_once),
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
		cmocka_unit_test(a_division_by_zero_is_told_with_its_place),
		cmocka_unit_test(and_is_as_sure_as_its_parts),
		cmocka_unit_test(p_values_are_those_of_t),
		cmocka_unit_test(the_interval_straddles_where_there_is_no_verdict),
		cmocka_unit_test(
			intervals_of_joined_claims_straddle_where_there_is_no_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
