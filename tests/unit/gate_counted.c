/* SPDX-License-Identifier: MIT */
/* gate_counted.c - when counts are worse, and what is said of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/gates.h"

#include "bench/gate/count/counted.h"
#include "bench/gate/tell/words.h"

static struct gate_row judge_of(size_t rows, const char *name,
				const struct counted_takes *takes, double tolerance)
{
	const struct gate_metric *metric = gate_metric_find(name);
	struct gate_row row = gate_made_row("spawn/any", GATE_INCONCLUSIVE, 0, 1);

	row.metric = metric->name;
	row.unit = metric->unit;
	row.counted = gate_metric_is_counted(metric);
	row.tolerance = tolerance;
	counted_judge(metric, takes, rows, &row);
	assert_true(row.counted);
	return row;
}

/* The only row that is counted. */
static struct gate_row judge(const char *name, const struct counted_takes *takes,
			     double tolerance)
{
	return judge_of(1, name, takes, tolerance);
}

static struct gate_row judge_alike(const char *metric, double base, double head,
				   double tolerance)
{
	struct counted_takes takes = {{base, base}, {head, head}, 2};

	return judge(metric, &takes, tolerance);
}

static void alike_counts_are_compared_as_they_are(void **state)
{
	struct gate_row row = judge_alike("instructions", 1000, 1005, 0.005);

	(void)state;
	assert_int_equal(row.verdict, GATE_PASS);
	assert_int_equal(judge_alike("instructions", 1000, 1006, 0.005).verdict, GATE_FAIL);
	assert_int_equal(judge_alike("instructions", 1000, 1001, 0).verdict, GATE_FAIL);
	assert_float_equal(row.decisive.ratio.value, 1.005, 1e-12);
	assert_true(isnan(row.decisive.ratio.low) && isnan(row.decisive.ratio.high));
	assert_int_equal(row.decisive.ratio.rounds, 2);
	assert_true(row.base == 1000 && row.head == 1005 && row.margin == 0.005);
}

static void fewer_are_a_gain(void **state)
{
	struct gate_row row = judge_alike("instructions", 1000, 999, 0);

	(void)state;
	assert_int_equal(row.verdict, GATE_PASS);
	assert_true(gate_row_gained(&row));
	assert_string_equal(gate_verdict_words(&row).text, "fewer");
}

static void none_on_either_side_are_as_many(void **state)
{
	struct gate_row row = judge_alike("allocations", 0, 0, 0);

	(void)state;
	assert_int_equal(row.verdict, GATE_PASS);
	assert_true(row.decisive.ratio.value == 1);
	assert_string_equal(gate_verdict_words(&row).text, "as many (within 0 %)");
}

static void one_where_there_was_none_fails_and_is_told_without_per_cent(void **state)
{
	struct gate_row row = judge_alike("allocations", 0, 1, 1);
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	(void)state;
	assert_int_equal(row.verdict, GATE_FAIL);
	assert_true(gate_is_measured(&row.decisive));
	gate_write_loss(file, &row);
	fclose(file);
	assert_string_equal(text, "spawn/any needs 1.00 allocations, and needed none");
	assert_string_equal(gate_change(&row).text, "+1.00");
	free(text);
}

static void one_odd_take_makes_the_row_one_that_scatters(void **state)
{
	struct counted_takes takes = {
		{100, 100, 100, 100, 101}, {100, 100, 100, 100, 100}, 5};
	struct gate_row row = judge("instructions", &takes, 0.02);

	(void)state;
	assert_false(counted_alike(&takes));
	assert_int_equal(row.verdict, GATE_PASS);
	assert_true(row.decisive.ratio.low < 1 && row.decisive.ratio.high > 1);
}

/* Whether there is a loss, such takes do not tell: that is no pass. */
static void what_scatters_by_more_than_its_margin_is_not_comparable(void **state)
{
	struct counted_takes near = {
		{1000, 1010, 990, 1005, 995}, {1010, 1020, 1000, 1015, 1005}, 5};
	struct gate_row row = judge("instructions", &near, 0.005);

	(void)state;
	assert_int_equal(row.verdict, GATE_NOT_COMPARABLE);
	assert_true(*row.reason && row.margin == 0.01);
	assert_true(row.decisive.ratio.high > 1.01 && row.decisive.ratio.low < 1.005);
	assert_int_equal(judge("instructions", &near, 0.05).verdict, GATE_PASS);
}

static void what_scatters_fails_beyond_its_scatter_alone(void **state)
{
	struct counted_takes far = {
		{1000, 1010, 990, 1005, 995}, {1100, 1110, 1090, 1105, 1095}, 5};
	struct gate_row row = judge("instructions", &far, 0.005);

	(void)state;
	assert_int_equal(row.verdict, GATE_FAIL);
	assert_float_equal(row.decisive.ratio.value, 1.1, 1e-3);
	assert_true(row.decisive.ratio.low > 1.05 && row.decisive.ratio.high < 1.15);
}

/* The more of them, the surer each has to be. */
static void the_level_is_of_all_counted_rows(void **state)
{
	struct counted_takes takes = {
		{1000, 1010, 990, 1005, 995}, {1040, 1050, 1030, 1045, 1035}, 5};
	struct gate_row alone = judge("instructions", &takes, 0.005);
	struct gate_row one_of_many = judge_of(100, "instructions", &takes, 0.005);

	(void)state;
	assert_float_equal(alone.decisive.confidence, 0.998, 1e-9);
	assert_float_equal(one_of_many.decisive.confidence, 0.99998, 1e-9);
	assert_int_equal(alone.verdict, GATE_FAIL);
	assert_int_equal(one_of_many.verdict, GATE_NOT_COMPARABLE);
}

static void a_count_that_is_no_number_is_unmeasured(void **state)
{
	struct counted_takes takes = {{1000, 1001}, {1000, NAN}, 2};
	struct gate_row row = judge("instructions", &takes, 0.005);

	(void)state;
	assert_int_equal(row.verdict, GATE_UNMEASURED);
	assert_true(*row.reason);
}

static void a_loss_within_the_tolerance_passes_however_sure_it_is(void **state)
{
	struct counted_takes takes = {
		{1000, 1001, 1000, 999, 1000}, {1040, 1041, 1040, 1039, 1040}, 5};

	(void)state;
	assert_int_equal(judge("instructions", &takes, 0.05).verdict, GATE_PASS);
	assert_int_equal(judge("instructions", &takes, 0.03).verdict, GATE_FAIL);
}

static void allocations_that_scatter_about_none_have_a_ratio(void **state)
{
	struct counted_takes takes = {{0, 0.01, 0, 0, 0.02}, {0, 0, 0.01, 0, 0.01}, 5};
	struct gate_row row = judge("allocations", &takes, 0);

	(void)state;
	assert_int_equal(row.verdict, GATE_NOT_COMPARABLE);
	assert_true(isfinite(row.decisive.ratio.low) && isfinite(row.decisive.ratio.high));
}

/* ---- how often equal sides fail ---- */

static double uniform(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return ((double)(*seed >> 11) + 0.5) / 9007199254740992.0;
}

/* What disturbs a take adds to it: mostly little, at times much. */
static double disturbed(uint64_t *seed)
{
	return 1000 * (1 + 0.003 * -log(uniform(seed)));
}

static double gauss(uint64_t *seed)
{
	double radius = sqrt(-2 * log(uniform(seed)));

	return 1000 * (1 + 0.003 * radius * cos(2 * acos(-1) * uniform(seed)));
}

static size_t failures(double (*draw)(uint64_t *seed), size_t count)
{
	uint64_t seed = 42;
	size_t failed = 0;

	for (size_t i = 0; i < count; i++) {
		struct counted_takes takes = {.n = COUNTED_MOST};

		for (size_t take = 0; take < takes.n; take++) {
			takes.base[take] = draw(&seed);
			takes.head[take] = draw(&seed);
		}
		failed += judge("instructions", &takes, 0).verdict == GATE_FAIL;
	}
	return failed;
}

/* Without a tolerance, which leaves fewer. */
static void equal_sides_that_scatter_seldom_fail(void **state)
{
	(void)state;
	assert_in_range(failures(gauss, 30000), 10, 60); /* 30 are due */
	assert_in_range(failures(disturbed, 30000), 0, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alike_counts_are_compared_as_they_are),
		cmocka_unit_test(fewer_are_a_gain),
		cmocka_unit_test(none_on_either_side_are_as_many),
		cmocka_unit_test(
			one_where_there_was_none_fails_and_is_told_without_per_cent),
		cmocka_unit_test(one_odd_take_makes_the_row_one_that_scatters),
		cmocka_unit_test(what_scatters_by_more_than_its_margin_is_not_comparable),
		cmocka_unit_test(what_scatters_fails_beyond_its_scatter_alone),
		cmocka_unit_test(the_level_is_of_all_counted_rows),
		cmocka_unit_test(a_count_that_is_no_number_is_unmeasured),
		cmocka_unit_test(a_loss_within_the_tolerance_passes_however_sure_it_is),
		cmocka_unit_test(allocations_that_scatter_about_none_have_a_ratio),
		cmocka_unit_test(equal_sides_that_scatter_seldom_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
