/* SPDX-License-Identifier: MIT */
/* trend.c - series of a history made by hand: what belongs together, and where it changes. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/trend.h"
#include "bench/report/trend_json.h"
#include "bench/report/trend_text.h"

#define MOST 64
#define STEP_AT 12

/* A history of that many entries, a day each, alternating by 1 % around `value`. */
struct log {
	struct history history;
	struct history_entry entries[MOST];
	char dates[MOST][32], revisions[MOST][16];
	json_t *two, *three; /* parameters */
	struct trend trend;
	struct problem problem;
};

static struct history_entry *add(struct log *log, const char *row, double value)
{
	size_t i = log->history.count++;

	assert_true(i < MOST);
	value *= i % 2 ? 1.01 : 0.99;
	snprintf(log->dates[i], sizeof(log->dates[i]), "2026-11-%02zuT10:00:00+0100",
		 i + 1);
	snprintf(log->revisions[i], sizeof(log->revisions[i]), "rev%zu", i);
	log->entries[i] = (struct history_entry){
		.revision = log->revisions[i],
		.date = log->dates[i],
		.row = row,
		.over = "",
		.metric = "wall",
		.unit = "ns",
		.value = value,
		.low = 0.98 * value,
		.high = 1.02 * value,
		.rounds = 9,
		.judged = true,
		.doubtful = "",
		.machine = "aaaa",
		.cpu = "a processor",
		.results = log->revisions[i],
		.parameters = log->two,
	};
	return &log->entries[i];
}

static int setup(void **state)
{
	struct log *log = calloc(1, sizeof(*log));

	log->history.entries = log->entries;
	log->two = json_pack("{s:i}", "tasks", 2);
	log->three = json_pack("{s:i}", "tasks", 3);
	*state = log;
	return 0;
}

static int teardown(void **state)
{
	struct log *log = *state;

	trend_free(&log->trend);
	json_decref(log->two);
	json_decref(log->three);
	free(log);
	return 0;
}

static int make(struct log *log, const struct trend_options *options)
{
	trend_free(&log->trend);
	return trend_make(&log->history, options, &log->trend, &log->problem);
}

static char *text_of(const struct log *log)
{
	char *text;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	assert_int_equal(trend_write_text(file, &log->trend, TREND_LEVEL, 5), 0);
	fclose(file);
	return text;
}

static void a_step_is_told_with_its_size_and_revision(void **state)
{
	struct log *log = *state;
	const struct trend_change *change;
	char *text;

	for (size_t i = 0; i < 20; i++)
		add(log, "switch/coroutines", i < STEP_AT ? 10 : 12);
	assert_int_equal(make(log, &(struct trend_options){.level = TREND_LEVEL}), 0);
	assert_int_equal(log->trend.count, 1);
	assert_int_equal(log->trend.series[0].change_count, 1);
	change = trend_change_at(&log->trend.series[0], STEP_AT);
	assert_non_null(change);
	assert_true(change->is_ratio && fabs(change->step.value - 1.2) < 0.01);
	assert_true(change->step.low < 1.2 && change->step.high > 1.2);
	assert_null(trend_change_at(&log->trend.series[0], STEP_AT - 1));
	text = text_of(log);
	assert_non_null(strstr(text, "switch/coroutines, wall: +20.0 % ["));
	assert_non_null(strstr(text, "] at rev12, p = 0.001\n"));
	assert_non_null(strstr(text, "and 15 before\n"));
	assert_non_null(strstr(text, "1 change in 1 series"));
	free(text);
}

static void noise_is_no_change(void **state)
{
	struct log *log = *state;

	for (size_t i = 0; i < 20; i++)
		add(log, "switch/coroutines", 10);
	assert_int_equal(make(log, &(struct trend_options){.level = TREND_LEVEL}), 0);
	assert_int_equal(log->trend.series[0].change_count, 0);
}

static void points_are_in_the_order_of_their_dates_in_any_zone(void **state)
{
	struct log *log = *state;

	add(log, "switch/coroutines", 1)->date = "2026-11-24T23:30:00-0100";
	add(log, "switch/coroutines", 2)->date = "2026-11-25T01:00:00+0100";
	add(log, "switch/coroutines", 3)->date = "2026-11-24T01:00:00+0000";
	assert_int_equal(make(log, &(struct trend_options){0}), 0);
	assert_ptr_equal(log->trend.series[0].points[0].entry, &log->entries[2]);
	assert_ptr_equal(log->trend.series[0].points[1].entry, &log->entries[1]);
	assert_ptr_equal(log->trend.series[0].points[2].entry, &log->entries[0]);
}

static void machines_are_never_one_series(void **state)
{
	struct log *log = *state;

	add(log, "switch/coroutines", 1)->machine = "bbbb";
	add(log, "switch/coroutines", 2);
	assert_int_equal(make(log, &(struct trend_options){0}), 0);
	assert_int_equal(log->trend.count, 1);
	assert_int_equal(log->trend.series[0].count, 1);
	assert_int_equal(log->trend.other_machines, 1);
	assert_int_equal(make(log, &(struct trend_options){.machine = "all"}), 0);
	assert_int_equal(log->trend.count, 2);
	assert_int_equal(make(log, &(struct trend_options){.machine = "bb"}), 0);
	assert_string_equal(log->trend.series[0].machine, "bbbb");
	assert_int_equal(make(log, &(struct trend_options){.machine = "cc"}), -ENOENT);
}

static void other_parameters_are_other_work(void **state)
{
	struct log *log = *state;

	add(log, "switch/coroutines", 1)->parameters = log->three;
	add(log, "switch/coroutines", 1);
	add(log, "switch/coroutines", 1);
	assert_int_equal(make(log, &(struct trend_options){0}), 0);
	assert_int_equal(log->trend.series[0].count, 2);
	assert_int_equal(log->trend.other_parameters, 1);
}

static void what_is_not_to_be_trusted_is_left_out_and_counted(void **state)
{
	struct log *log = *state;

	add(log, "switch/coroutines", 1);
	add(log, "switch/coroutines", 9)->doubtful = "the control failed";
	assert_int_equal(make(log, &(struct trend_options){0}), 0);
	assert_int_equal(log->trend.series[0].count, 1);
	assert_int_equal(log->trend.doubtful, 1);
}

static void a_ratio_is_turned_where_the_other_way_round_is_asked(void **state)
{
	struct log *log = *state;
	const struct estimate *it;

	add(log, "switch/boost", 0.5)->over = "switch/coroutines";
	assert_int_equal(make(log, &(struct trend_options){.row = "coroutines",
							   .over = "boost/switch"}),
			 0);
	it = &log->trend.series[0].points[0].estimate;
	assert_string_equal(log->trend.series[0].row, "switch/coroutines");
	assert_string_equal(log->trend.series[0].over, "switch/boost");
	assert_true(fabs(it->value * 0.495 - 1) < 1e-9);
	assert_true(it->low < it->value && it->value < it->high);
	assert_int_equal(make(log, &(struct trend_options){.over = "coroutines"}), 0);
	assert_string_equal(log->trend.series[0].row, "switch/boost");
	/* without --over there are costs alone */
	assert_int_equal(make(log, &(struct trend_options){0}), -ENOENT);
}

static void a_metric_is_that_by_which_the_row_is_judged(void **state)
{
	struct log *log = *state;
	struct history_entry *cpu = add(log, "switch/coroutines", 1);

	cpu->metric = "cpu";
	cpu->judged = false;
	add(log, "switch/coroutines", 2);
	assert_int_equal(make(log, &(struct trend_options){0}), 0);
	assert_int_equal(log->trend.count, 1);
	assert_string_equal(log->trend.series[0].metric, "wall");
	assert_int_equal(make(log, &(struct trend_options){.metric = "cpu"}), 0);
	assert_string_equal(log->trend.series[0].metric, "cpu");
}

static void a_count_that_leaves_zero_changes_by_a_difference(void **state)
{
	struct log *log = *state;
	char *text;

	for (size_t i = 0; i < 20; i++) {
		struct history_entry *entry = add(log, "spawn/coroutines", 0);

		entry->metric = "allocations";
		entry->unit = "calls";
		entry->value = i < STEP_AT ? 0 : 3;
		entry->low = entry->high = entry->value;
	}
	assert_int_equal(make(log, &(struct trend_options){.level = TREND_LEVEL}), 0);
	assert_int_equal(log->trend.series[0].change_count, 1);
	assert_false(log->trend.series[0].changes[0].is_ratio);
	text = text_of(log);
	assert_non_null(strstr(text, "+3.00 calls [3.00, 3.00] at rev12"));
	free(text);
}

static void an_empty_history_and_a_single_point_are_told(void **state)
{
	struct log *log = *state;
	char *text;

	assert_int_equal(make(log, &(struct trend_options){0}), -ENOENT);
	assert_string_equal(log->problem.text, "the history is empty");
	add(log, "switch/coroutines", 2)->low = NAN;
	log->entries[0].high = NAN;
	assert_int_equal(make(log, &(struct trend_options){.level = TREND_LEVEL}), 0);
	text = text_of(log);
	assert_non_null(strstr(text, "0 changes in 1 series"));
	free(text);
}

static void a_history_of_ratios_alone_is_told_with_what_they_are_over(void **state)
{
	struct log *log = *state;

	for (size_t i = 0; i < 4; i++)
		add(log, "switch/coroutines", 1)->over = i < 2 ? "main (3f2c1a9)" : "v0.1";
	assert_int_equal(make(log, &(struct trend_options){.level = TREND_LEVEL}), -ENOENT);
	assert_non_null(strstr(log->problem.text, "ratios only, over main (3f2c1a9), "
						  "over v0.1, and no costs"));
	assert_non_null(strstr(log->problem.remedy, "--over='*'"));
	assert_int_equal(make(log, &(struct trend_options){.over = "*"}), 0);
	add(log, "spawn/coroutines", 1);
	assert_int_equal(make(log, &(struct trend_options){.row = "echo/*"}), -ENOENT);
	assert_non_null(strstr(log->problem.text, "nothing in the history is asked for"));
}

static void an_export_has_the_last_point_alone(void **state)
{
	struct log *log = *state;
	json_t *bmf, *action;
	double value;

	add(log, "switch/coroutines", 1);
	add(log, "switch/coroutines", 2);
	log->entries[1].low = log->entries[1].high = NAN;
	assert_int_equal(make(log, &(struct trend_options){0}), 0);
	bmf = trend_to_bmf(&log->trend);
	assert_int_equal(json_unpack(bmf, "{s:{s:{s:F!}!}!}", "switch/coroutines", "wall",
				     "value", &value),
			 0);
	assert_true(value == log->entries[1].value);
	action = trend_to_action(&log->trend);
	assert_int_equal(json_array_size(action), 1);
	assert_null(json_object_get(json_array_get(action, 0), "range"));
	json_decref(bmf);
	json_decref(action);
}

#define TREND_TEST(promise) cmocka_unit_test_setup_teardown(promise, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TREND_TEST(a_step_is_told_with_its_size_and_revision),
		TREND_TEST(noise_is_no_change),
		TREND_TEST(points_are_in_the_order_of_their_dates_in_any_zone),
		TREND_TEST(machines_are_never_one_series),
		TREND_TEST(other_parameters_are_other_work),
		TREND_TEST(what_is_not_to_be_trusted_is_left_out_and_counted),
		TREND_TEST(a_ratio_is_turned_where_the_other_way_round_is_asked),
		TREND_TEST(a_metric_is_that_by_which_the_row_is_judged),
		TREND_TEST(a_count_that_leaves_zero_changes_by_a_difference),
		TREND_TEST(an_empty_history_and_a_single_point_are_told),
		TREND_TEST(a_history_of_ratios_alone_is_told_with_what_they_are_over),
		TREND_TEST(an_export_has_the_last_point_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
