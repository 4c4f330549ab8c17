/* SPDX-License-Identifier: MIT */
/* family_report.c - where a family stands: its section, the terminal, the answer and its table. */
#include "support/sweep.h"

#include <stdlib.h>
#include <string.h>

static void the_section_has_a_row_a_value_and_the_command_that_repeats_it(void **state)
{
	struct sweep *sweep = sweep_crossing();

	(void)state;
	assert_says(sweep, MARKDOWN, "## echo over connections\n");
	assert_says(sweep, MARKDOWN,
		    "| connections | coroutines ns | threads ns | threads ÷ coroutines |");
	assert_says(sweep, MARKDOWN, "\n| 8 | 15.0 | 17.9 | 1.19 | [");
	assert_says(sweep, REPEAT,
		    "duet run echo -p size=64 -p rate=0 --sweep connections=1,8,64 "
		    "--contestants=coroutines,threads --cores=one --rounds=8");
	sweep_free(sweep);
}

static void a_terminal_shows_one_table_after_a_sweep(void **state)
{
	struct sweep *sweep = sweep_crossing();
	char *text = sweep_told(sweep, TERMINAL);

	(void)state;
	assert_non_null(strstr(text, "echo over connections: What does it cost?"));
	assert_null(strstr(text, "echo, connections=8"));
	free(text);
	sweep->results.run.command = "duet run";
	text = sweep_told(sweep, TERMINAL);
	assert_null(strstr(text, "over connections"));
	assert_non_null(strstr(text, "echo, connections=8, size=64:"));
	free(text);
	sweep_free(sweep);
}

static void the_answer_begins_with_the_crossover(void **state)
{
	struct sweep *sweep = sweep_crossing();

	(void)state;
	assert_says(sweep, ANSWER,
		    "For a server, all busy, on one core: between **1 and 8 connections**, "
		    "coroutines begin to cost less");
	assert_says(sweep, TABLE,
		    "| serves requests on 1 connection, all busy, on one core | threads |");
	assert_says(sweep, TABLE,
		    "| serves requests on 8 … 64 connections, all busy, on one core | "
		    "coroutines | 1.19 … 1.99 × less processor time | [echo](#family-1) |");
	sweep_free(sweep);
}

static void other_cores_and_paces_have_rows_that_say_so(void **state)
{
	static const struct wanted wanted[] = {
		{64, 64, 0, 10, 20, NULL},
		{64, 64, 0, 10, 30, "all"},
		{64, 64, 20000, 10, 40, NULL},
	};
	struct sweep *sweep = SWEEP_OF(wanted);

	(void)state;
	assert_says(sweep, TABLE,
		    "on 64 connections, all busy, on one core | coroutines | 1.99");
	assert_says(sweep, TABLE,
		    "on 64 connections, all busy, on all cores | coroutines | 2.99");
	assert_says(sweep, TABLE,
		    "on 64 connections, 20,000 requests a second, on one core | "
		    "coroutines | 3.98");
	assert_says(sweep, ANSWER,
		    "Serving a request on one of 64 connections, all busy, on one core, "
		    "takes coroutines");
	sweep_free(sweep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_section_has_a_row_a_value_and_the_command_that_repeats_it),
		cmocka_unit_test(a_terminal_shows_one_table_after_a_sweep),
		cmocka_unit_test(the_answer_begins_with_the_crossover),
		cmocka_unit_test(other_cores_and_paces_have_rows_that_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
