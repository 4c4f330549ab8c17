/* SPDX-License-Identifier: MIT */
/* predicate_intervals.c - how sure a claim is, joined ones too, and that its intervals say the same. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/answers.h"
#include "support/verdicts.h"

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
		cmocka_unit_test(and_is_as_sure_as_its_parts),
		cmocka_unit_test(p_values_are_those_of_t),
		cmocka_unit_test(the_interval_straddles_where_there_is_no_verdict),
		cmocka_unit_test(
			intervals_of_joined_claims_straddle_where_there_is_no_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
