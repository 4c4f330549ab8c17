/* SPDX-License-Identifier: MIT */
/* trend_rows.c - what a run adds to a history: costs and ratios of its contestants, no more. */
#include <stdlib.h>
#include <string.h>

#include "bench/report/trend_rows.h"
#include "support/sample.h"

struct made_rows {
	struct results results;
	struct summary summary;
	struct trend_rows rows;
};

/* The sample's first duet is complete, the second is not. */
static struct made_rows *make(struct sample *sample)
{
	struct made_rows *made = calloc(1, sizeof(*made));

	assert_non_null(made);
	sample->duets[0].state = DUET_COMPLETE;
	sample_write(sample, RUN_PARTIAL);
	sample_close(sample);
	assert_int_equal(sample_read(sample, &made->results, &sample->problem), 0);
	assert_int_equal(summary_make(&made->results, &made->summary, &sample->problem), 0);
	assert_int_equal(
		trend_rows_make(&made->summary, "rev", NULL, &made->rows, &sample->problem),
		0);
	return made;
}

static void drop(struct made_rows *made)
{
	trend_rows_free(&made->rows);
	summary_free(&made->summary);
	results_free(&made->results);
	free(made);
}

static const struct history_entry *find(const struct trend_rows *rows, const char *row,
					const char *over, const char *metric)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct history_entry *it = &rows->entries[i];

		if (!strcmp(it->row, row) && !strcmp(it->over, over) &&
		    !strcmp(it->metric, metric))
			return it;
	}
	return NULL;
}

static void costs_and_ratios_are_those_of_the_summary(void **state)
{
	struct made_rows *made = make(*state);
	const struct contestant_summary *threads = &made->summary.duets[0].contestants[1];
	const struct history_entry *cost, *ratio;

	cost = find(&made->rows, "switch/threads:tasks=2", "", "cpu");
	ratio = find(&made->rows, "switch/threads:tasks=2", "switch/coroutines:tasks=2",
		     "cpu");
	assert_non_null(cost);
	assert_non_null(ratio);
	assert_true(cost->value == threads->values[MEASURE_CPU].value);
	assert_true(ratio->value == threads->ratios[MEASURE_CPU].value);
	assert_true(ratio->low == threads->ratios[MEASURE_CPU].low);
	assert_int_equal(ratio->rounds, 3);
	assert_string_equal(cost->unit, "ns");
	assert_string_equal(ratio->unit, "×");
	assert_string_equal(cost->revision, "rev");
	assert_string_equal(cost->date, made->results.run.started);
	assert_int_equal(json_integer_value(json_object_get(cost->parameters, "tasks")), 2);
	drop(made);
}

static void the_metric_that_a_row_is_judged_by_is_marked(void **state)
{
	struct made_rows *made = make(*state);

	assert_true(find(&made->rows, "switch/threads:tasks=2", "", "wall")->judged);
	assert_false(find(&made->rows, "switch/threads:tasks=2", "", "cpu")->judged);
	drop(made);
}

/* 0 in a round allows no ratio: wall has none. */
static void what_was_not_measured_has_no_line(void **state)
{
	struct made_rows *made = make(*state);

	assert_null(find(&made->rows, "switch/threads:tasks=2", "switch/coroutines:tasks=2",
			 "wall"));
	drop(made);
}

static void duets_that_are_not_complete_are_left_out_and_counted(void **state)
{
	struct made_rows *made = make(*state);

	assert_int_equal(made->rows.left_out, 1);
	for (size_t i = 0; i < made->rows.count; i++)
		assert_int_equal(made->rows.entries[i].rounds, 3);
	drop(made);
}

static void a_control_has_no_line(void **state)
{
	struct sample *sample = *state;
	struct made_rows *made;

	sample->contestants[0][1].control = true;
	made = make(sample);
	assert_null(find(&made->rows, "switch/threads:tasks=2", "", "cpu"));
	assert_non_null(find(&made->rows, "switch/coroutines:tasks=2", "", "cpu"));
	drop(made);
}

static void what_is_not_to_be_trusted_says_why(void **state)
{
	struct sample *sample = *state;
	struct made_rows *made;

	sample->warning.text = "not to be trusted: others had the core";
	made = make(sample);
	assert_string_equal(made->rows.entries[0].doubtful, "others had the core");
	drop(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(costs_and_ratios_are_those_of_the_summary),
		SAMPLE_TEST(the_metric_that_a_row_is_judged_by_is_marked),
		SAMPLE_TEST(what_was_not_measured_has_no_line),
		SAMPLE_TEST(duets_that_are_not_complete_are_left_out_and_counted),
		SAMPLE_TEST(a_control_has_no_line),
		SAMPLE_TEST(what_is_not_to_be_trusted_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
