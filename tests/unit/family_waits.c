/* SPDX-License-Identifier: MIT */
/*
 * family_waits.c - of a family in an open loop it is told what clients waited, of one in a closed
 * loop how many were served.
 */
#include "support/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "bench/report/figure_data.h"

static const struct wanted paced[] = {
	{2, 64, 15000, 10, 20, NULL},
	{8, 64, 15000, 10, 20, NULL},
};

static void open_loops_tell_what_clients_waited_and_not_what_was_offered(void **state)
{
	struct sweep *sweep = SWEEP_OF(paced);
	char *text = sweep_told(sweep, TERMINAL);

	(void)state;
	assert_null(strstr(text, "requests/s:"));
	free(text);
	assert_says(sweep, TERMINAL, "  p50 in ns, from the intended send time:\n");
	assert_says(sweep, TERMINAL, "  8        50.0     51.0\n");
	assert_says(sweep, TERMINAL, "  p99 in ns:\n");
	assert_says(sweep, TERMINAL, "  8        99.0      100\n");
	assert_says(sweep, MARKDOWN,
		    "| coroutines p50 ns | threads p50 ns | coroutines p99 ns | threads "
		    "p99 ns |");
	assert_says(sweep, MARKDOWN, "| 50.0 | 51.0 | 99.0 | 100 |\n");
	sweep_free(sweep);
}

static void closed_loops_tell_how_many_were_served(void **state)
{
	struct sweep *sweep = sweep_crossing();
	char *text = sweep_told(sweep, TERMINAL);

	(void)state;
	assert_non_null(strstr(text, "  requests/s:\n"));
	assert_null(strstr(text, "p99"));
	free(text);
	sweep_free(sweep);
}

static void the_figure_of_open_loops_shows_p99(void **state)
{
	struct sweep *sweep = SWEEP_OF(paced);
	struct figure_data data;

	(void)state;
	figure_data_family(sweep->families.all, &data);
	assert_string_equal(data.script, "serving.gp");
	assert_string_equal(data.words[6], "p99 from the intended send time, ns");
	assert_non_null(strstr(data.text, "\t99\t99\t99\t8\n"));
	assert_non_null(strstr(data.text, "\t100\t100\t100\t8\n"));
	free(data.text);
	sweep_free(sweep);
	sweep = sweep_crossing();
	figure_data_family(sweep->families.all, &data);
	assert_string_equal(data.words[6], "");
	free(data.text);
	sweep_free(sweep);
}

static void a_tail_of_few_answers_is_in_brackets(void **state)
{
	struct sweep *sweep = SWEEP_OF(paced);

	(void)state;
	for (size_t i = 0; i < SWEEP_LATENCIES; i++)
		sweep->buckets[0][i].count = sweep->buckets[1][i].count = 9;
	sweep_summarise(sweep);
	assert_says(sweep, MARKDOWN, "| 50.0 | 51.0 | (99.0) | (100) |\n");
	assert_says(sweep, MARKDOWN,
		    "In brackets: fewer than 10 answers a round behind it.");
	sweep_free(sweep);
}

static void clients_waits_are_compared_without_a_p99_that_is_the_clients_own(void **state)
{
	struct sweep *sweep = SWEEP_OF(paced);
	struct latency_summary *all = sweep->summary.duets->contestants[1].latencies;
	char *text, *end;

	(void)state;
	sweep->results.run.command = "duet run";
	assert_says(
		sweep, TERMINAL,
		"Clients wait at p50 50.0 ns on coroutines and 51.0 ns on threads (1.0");
	assert_says(sweep, TERMINAL, "at p99 99.0 ns on coroutines and 100 ns on threads");
	all[LATENCY_LAG].quantiles[QUANTILE_99] = (struct estimate){26, 26, 26, ROUNDS};
	assert_says(sweep, TERMINAL,
		    "; at p99 over a quarter is the load generator's own lag.");
	all[LATENCY_LAG].quantiles[QUANTILE_50] = (struct estimate){20, 20, 20, ROUNDS};
	text = sweep_told(sweep, TERMINAL);
	end = strstr(text, "invalid latencies of threads");
	assert_non_null(end);
	*end = '\0';
	assert_null(strstr(text, "Clients wait"));
	free(text);
	sweep_free(sweep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			open_loops_tell_what_clients_waited_and_not_what_was_offered),
		cmocka_unit_test(closed_loops_tell_how_many_were_served),
		cmocka_unit_test(the_figure_of_open_loops_shows_p99),
		cmocka_unit_test(a_tail_of_few_answers_is_in_brackets),
		cmocka_unit_test(
			clients_waits_are_compared_without_a_p99_that_is_the_clients_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
