/* SPDX-License-Identifier: MIT */
/* predicate_rounds.c - rounds of one duet are taken jointly, those of different ones are independent. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/answers.h"
#include "support/noise.h"
#include "support/verdicts.h"

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
		cmocka_unit_test(a_division_by_zero_is_told_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
