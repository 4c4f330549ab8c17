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

static void rounds_that_are_all_equal_are_sure(void **state)
{
	const double pages[] = {4096, 4096, 4096, 4096, 4096};
	const struct answers_row rows[] = {{"a", "1", pages, 5, NULL}};
	struct answers_table table = {rows, 1};

	(void)state;
	assert_verdict("memory(m, a) <= 4.3 KiB", &table, PREDICATE_TRUE);
	assert_verdict("memory(m, a) > 4 KiB", &table, PREDICATE_FALSE);
	assert_verdict("memory(m, a) >= 4 KiB", &table, PREDICATE_TRUE);
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
	assert_verdict("lost(race, a) < 1 %", &table, PREDICATE_TRUE);
	predicate_result_free(&result);
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

static double p_of(const char *text, const struct answers_table *table)
{
	struct predicate_result result = answers_of(text, table);
	double p = predicate_p(&result);

	predicate_result_free(&result);
	return p;
}

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fabs(b);
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
		cmocka_unit_test(rounds_that_are_all_equal_are_sure),
		cmocka_unit_test(one_loss_proves_that_there_are_some),
		cmocka_unit_test(few_rounds_without_a_loss_prove_nothing),
		cmocka_unit_test(a_division_by_zero_is_told_with_its_place),
		cmocka_unit_test(and_is_as_sure_as_its_parts),
		cmocka_unit_test(p_values_are_those_of_t),
		cmocka_unit_test(the_interval_straddles_where_there_is_no_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
