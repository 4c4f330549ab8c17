/* SPDX-License-Identifier: MIT */
/* report.c - what is said of a run whose numbers are known: sentences, warnings, advice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/advice.h"
#include "bench/report/duet.h"
#include "bench/report/figure_data.h"
#include "bench/report/figure_style.h"
#include "bench/report/repeat.h"
#include "bench/report/warning_list.h"
#include "bench/report/warnings.h"
#include "support/made.h"

static const struct families none;

static void a_sentence_names_the_one_that_costs_more_first(void **state)
{
	struct made *dear = made_make(10, 2030, 10), *cheap = made_make(2030, 10, 2030);
	char *first = made_sentence(dear), *second = made_sentence(cheap);

	(void)state;
	assert_non_null(strstr(first, "Threads need 203"));
	assert_non_null(
		strstr(first, " the elapsed time of coroutines for a pass of the token."));
	assert_non_null(strstr(second, "Coroutines need 203"));
	assert_non_null(
		strstr(second, " the elapsed time of threads for a pass of the token."));
	free(first);
	free(second);
	made_free(dear);
	made_free(cheap);
}

static void an_interval_that_spans_one_is_no_difference_and_has_a_resolution(void **state)
{
	struct made *made = made_make(10, 10, 10);
	char *text = made_sentence(made), *screen = made_terminal(made);

	(void)state;
	assert_int_equal(verdict_of(summary_ratio(made->summary.duets,
						  &made->summary.duets->contestants[1])),
			 VERDICT_UNCLEAR);
	assert_non_null(
		strstr(text, "No difference found between coroutines and threads (~ "));
	assert_non_null(strstr(text, "would have been."));
	assert_non_null(strstr(screen, "  ~ "));
	free(text);
	free(screen);
	made_free(made);
}

static void a_control_far_from_one_has_failed(void **state)
{
	struct made *well = made_make(10, 20, 10), *off = made_make(10, 20, 11);
	char *screen = made_terminal(off);

	(void)state;
	assert_false(control_failed(well->summary.duets));
	assert_true(control_failed(off->summary.duets));
	assert_non_null(strstr(screen, "warning: the A/A control failed"));
	assert_non_null(strstr(screen, "Remedy: "));
	free(screen);
	made_free(well);
	made_free(off);
}

static void a_disturbed_duet_claims_nothing(void **state)
{
	static const struct warning_record disturbed = {
		"not to be trusted: others had the contestants' core 85 % of the time; "
		"more",
		"end them"};
	struct made *made = made_make(10, 20, 10);
	char *text, *told;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	(void)state;
	assert_non_null(file);
	made->duet.warnings = &disturbed;
	made->duet.warning_count = 1;
	advice_write_answer(file, &made->summary, &none);
	assert_int_equal(advice_write_table(file, &made->summary, &none), 0);
	assert_int_equal(warning_list_write(file, &made->summary), 0);
	fclose(file);
	told = made_sentence(made);
	assert_null(strstr(text, "need"));
	assert_non_null(strstr(text, "| unknown | not to be trusted: others had the "
				     "contestants' core 85 % of the time |"));
	assert_non_null(strstr(text, "[switch, tasks=2](#duet-1): not to be trusted"));
	assert_non_null(strstr(told, "Not to be trusted: others had"));
	free(told);
	free(text);
	made_free(made);
}

static void different_work_has_no_advice(void **state)
{
	static const struct named_value other = {"tasks", 3};
	struct made *made = made_make(10, 20, 10);
	char *told, *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	(void)state;
	assert_non_null(file);
	made->contestants[1].parameters = &other;
	advice_write_answer(file, &made->summary, &none);
	assert_int_equal(advice_write_table(file, &made->summary, &none), 0);
	repeat_write(file, &made->summary, made->summary.duets);
	fclose(file);
	told = made_sentence(made);
	assert_string_equal(text, "duet run --contestants=coroutines/switch:tasks=2,"
				  "threads/switch:tasks=3 --cores=one");
	assert_non_null(strstr(told, "An operation of threads costs 2.0"));
	assert_non_null(strstr(told, "the work is not the same."));
	free(told);
	free(text);
	made_free(made);
}

static void a_duet_that_ended_before_its_set_up_is_not_called_different_work(void **state)
{
	struct made *made = made_make(10, 20, 10);

	(void)state;
	made->contestants[1].parameters = NULL;
	made->contestants[1].parameter_count = 0;
	made->contestants[1].checksum = "";
	assert_false(duet_is_mixed(made->summary.duets));
	assert_string_equal(duet_question(made->summary.duets), made->duet.question);
	made->contestants[1].workload = "yield";
	assert_true(duet_is_mixed(made->summary.duets));
	made_free(made);
}

static void the_repeating_command_keeps_what_shapes_the_duet(void **state)
{
	struct made *made = made_make(10, 20, 10);
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	(void)state;
	assert_non_null(file);
	made->duet.cores = "all";
	made->results.run.command = "'./my builds/duet' run --seed=3 --cores=all "
				    "--rounds=5 --no-control spawn";
	repeat_write(file, &made->summary, made->summary.duets);
	fclose(file);
	assert_string_equal(text, "'./my builds/duet' run switch -p tasks=2 "
				  "--contestants=coroutines,threads --cores=all --rounds=5 "
				  "--no-control");
	free(text);
	made_free(made);
}

static void who_is_known_looks_the_same_everywhere_and_others_like_nobody_else(void **state)
{
	struct made *made = made_make(10, 20, 10);
	const struct duet_summary *duet = made->summary.duets;

	(void)state;
	made->contestants[1].runtime = "libuv";
	made->contestants[2].runtime = "raw-pipe";
	assert_int_equal(figure_style(duet, &duet->contestants[0]), 1);
	assert_int_equal(figure_style(duet, &duet->contestants[1]), 5);
	assert_int_equal(figure_style(duet, &duet->contestants[2]), 6);
	/* other builds of the first */
	made->contestants[1].runtime = made->contestants[2].runtime = "coroutines";
	assert_int_equal(figure_style(duet, &duet->contestants[1]), 6);
	assert_int_equal(figure_style(duet, &duet->contestants[2]), 7);
	made_free(made);
}

static void assert_overview(const struct made *made, const char *wanted)
{
	struct figure_data data;

	figure_data_overview(&made->summary, &data);
	assert_non_null(strstr(data.text, wanted));
	free(data.text);
}

static void the_overview_has_no_winner_of_a_duet_that_is_not_to_be_trusted(void **state)
{
	struct made *well = made_make(10, 20, 10), *off = made_make(10, 20, 11);

	(void)state;
	assert_overview(well, "\t2\t2.0");
	assert_overview(off, "\t3\t2.0");
	made_free(well);
	made_free(off);
}

static void a_word_for_which_there_is_no_room_is_cut_off(void **state)
{
	char words[2][8] = {"1 2", "a b"};

	(void)state;
	figure_append_word(words[0], sizeof(words[0]), "3 4 5 6");
	assert_string_equal(words[0], "1 2 3_4");
	figure_append_word(words[0], sizeof(words[0]), "7");
	assert_string_equal(words[0], "1 2 3_4");
	assert_string_equal(words[1], "a b");
}

static void computing_is_what_the_workload_spreads_over_all_cores(void **state)
{
	struct made *made = made_make(10, 20, 10);
	struct family family = {.summary = &made->summary,
				.parameter = "tasks",
				.duets = {made->summary.duets, made->summary.duets},
				.count = 2};

	(void)state;
	assert_false(figure_is_speedup(&family));
	made->duet.cores = "all"; /* by --cores: what does the thing itself cost there? */
	assert_false(figure_is_speedup(&family));
	made->duet.workload_cores = "all";
	assert_true(figure_is_speedup(&family));
	family.parameter = "bytes";
	assert_false(figure_is_speedup(&family));
	made_free(made);
}

static void a_busy_client_is_told(void **state)
{
	struct made *made = made_make(10, 20, 10);
	struct estimate busy = {.value = 0.95, .low = 0.94, .high = 0.96, .rounds = ROUNDS};
	char *quiet = made_terminal(made), *loud;

	(void)state;
	made->summary.duets->contestants[1].values[MEASURE_DRIVER_UTILISATION] = busy;
	loud = made_terminal(made);
	assert_null(strstr(quiet, "client-bound"));
	assert_non_null(strstr(loud, "client-bound"));
	free(quiet);
	free(loud);
	made_free(made);
}

static void a_partial_run_is_told(void **state)
{
	struct made *made = made_make(10, 20, 10);
	char *screen;

	(void)state;
	made->results.run.state = RUN_PARTIAL;
	screen = made_terminal(made);
	assert_non_null(strstr(screen, "warning: partial"));
	free(screen);
	made_free(made);
}

static void the_answer_says_only_what_was_measured(void **state)
{
	struct made *made = made_make(10, 2030, 10);
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	(void)state;
	assert_non_null(file);
	advice_write_answer(file, &made->summary, &none);
	assert_int_equal(advice_write_table(file, &made->summary, &none), 0);
	fclose(file);
	assert_non_null(strstr(
		text, "Handing over between 2 tasks, on one core, takes coroutines"));
	assert_non_null(strstr(
		text, "| hands work over between 2 tasks, on one core | coroutines | 203"));
	assert_null(strstr(text, "requests"));
	free(text);
	made_free(made);
}

static void a_duet_without_rounds_says_so_and_nothing_else(void **state)
{
	struct made *made = made_make(10, 20, 10);
	struct problem problem;
	char *screen;

	(void)state;
	summary_free(&made->summary);
	made->duet.rounds_done = 0;
	made->duet.state = DUET_RUNNING;
	made->results.round_count = 0;
	assert_int_equal(summary_make(&made->results, &made->summary, &problem), 0);
	screen = made_terminal(made);
	assert_non_null(strstr(screen, "no round was finished"));
	assert_null(strstr(screen, "takes"));
	free(screen);
	made_free(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_names_the_one_that_costs_more_first),
		cmocka_unit_test(
			an_interval_that_spans_one_is_no_difference_and_has_a_resolution),
		cmocka_unit_test(a_control_far_from_one_has_failed),
		cmocka_unit_test(a_disturbed_duet_claims_nothing),
		cmocka_unit_test(different_work_has_no_advice),
		cmocka_unit_test(
			a_duet_that_ended_before_its_set_up_is_not_called_different_work),
		cmocka_unit_test(the_repeating_command_keeps_what_shapes_the_duet),
		cmocka_unit_test(
			who_is_known_looks_the_same_everywhere_and_others_like_nobody_else),
		cmocka_unit_test(
			the_overview_has_no_winner_of_a_duet_that_is_not_to_be_trusted),
		cmocka_unit_test(a_word_for_which_there_is_no_room_is_cut_off),
		cmocka_unit_test(computing_is_what_the_workload_spreads_over_all_cores),
		cmocka_unit_test(a_busy_client_is_told),
		cmocka_unit_test(a_partial_run_is_told),
		cmocka_unit_test(the_answer_says_only_what_was_measured),
		cmocka_unit_test(a_duet_without_rounds_says_so_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
