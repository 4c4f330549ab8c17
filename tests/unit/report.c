/* SPDX-License-Identifier: MIT */
/* report.c - what is said of a run whose numbers are known: summary, sentences, warnings. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/advice.h"
#include "bench/report/duet.h"
#include "bench/report/repeat.h"
#include "bench/report/summary.h"
#include "bench/report/terminal.h"
#include "bench/report/warning_list.h"
#include "bench/report/warnings.h"

#define ROUNDS 8
#define PLAYERS 3 /* coroutines, threads, the control */

/* A run of one duet, made by hand. */
struct made {
	struct results results;
	struct duet_record duet;
	struct contestant_record contestants[PLAYERS];
	struct round_record rounds[ROUNDS * PLAYERS];
	struct latency_bucket bucket;
	struct summary summary;
};

static const struct families none;
static const struct named_value parameters[] = {{"tasks", 2}};

static void describe(struct made *made)
{
	static const char *const labels[] = {"coroutines", "threads", "control"};

	for (size_t i = 0; i < PLAYERS; i++)
		made->contestants[i] = (struct contestant_record){
			.label = labels[i],
			.worker = "duet-worker",
			.runtime = i == 1 ? "threads" : "coroutines",
			.workload = "switch",
			.parameters = parameters,
			.parameter_count = 1,
			.checksum = "0000000000000001",
			.control = i == 2,
		};
	made->duet = (struct duet_record){
		.workload = "switch",
		.question = "What does it cost?",
		.operation = "a pass of the token",
		.caution = "anything else.",
		.metric = "wall",
		.cores = "one",
		.error = "",
		.state = DUET_COMPLETE,
		.contestants = made->contestants,
		.contestant_count = PLAYERS,
		.rounds_planned = ROUNDS,
		.rounds_done = ROUNDS,
	};
}

/* In every round the contestants cost so many ns, and a little more or less. */
static void play(struct made *made, const double *costs)
{
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &made->rounds[i];
		double wobble = 1 + 0.002 * (double)((int)(7 * i % 5) - 2);

		*round = (struct round_record){.round = i / PLAYERS,
					       .contestant = i % PLAYERS,
					       .slices = 20,
					       .operations = 1000};
		for (size_t m = 0; m < MEASURES; m++)
			round->values[m] = NAN;
		round->values[MEASURE_WALL] = costs[i % PLAYERS] * wobble;
		round->values[MEASURE_CPU] = 2 * costs[i % PLAYERS] * wobble;
	}
}

static struct made *make(double coroutines, double threads, double control)
{
	struct made *made = calloc(1, sizeof(*made));
	struct problem problem = {0};

	assert_non_null(made);
	describe(made);
	play(made, (const double[]){coroutines, threads, control});
	made->results = (struct results){
		.path = "made",
		.run = {.state = RUN_COMPLETE,
			.command = "duet run switch",
			.version = "0",
			.started = "now",
			.duets = &made->duet,
			.duet_count = 1},
		.rounds = made->rounds,
		.round_count = ROUNDS * PLAYERS,
	};
	assert_int_equal(summary_make(&made->results, &made->summary, &problem), 0);
	return made;
}

static void unmake(struct made *made)
{
	summary_free(&made->summary);
	free(made);
}

static char *sentence(const struct made *made)
{
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	duet_write_sentence(file, made->summary.duets, "");
	fclose(file);
	return text;
}

static char *terminal(const struct made *made)
{
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	assert_int_equal(terminal_write(file, &made->summary, false), 0);
	fclose(file);
	return text;
}

static void the_ratio_is_that_of_the_costs(void **state)
{
	struct made *made = make(10, 2030, 10);
	const struct duet_summary *duet = made->summary.duets;
	const struct estimate *ratio = summary_ratio(duet, &duet->contestants[1]);

	(void)state;
	assert_int_equal(duet->rounds, ROUNDS);
	assert_true(ratio->low < 203 && 203 < ratio->high);
	assert_true(ratio->value > 202 && ratio->value < 204);
	assert_true(duet->control == &duet->contestants[2]);
	unmake(made);
}

static void a_sentence_names_the_one_that_costs_more_first(void **state)
{
	struct made *dear = make(10, 2030, 10), *cheap = make(2030, 10, 2030);
	char *first = sentence(dear), *second = sentence(cheap);

	(void)state;
	assert_non_null(strstr(first, "Threads need 203"));
	assert_non_null(
		strstr(first, " the elapsed time of coroutines for a pass of the token."));
	assert_non_null(strstr(second, "Coroutines need 203"));
	assert_non_null(
		strstr(second, " the elapsed time of threads for a pass of the token."));
	free(first);
	free(second);
	unmake(dear);
	unmake(cheap);
}

static void an_interval_that_spans_one_is_no_difference_and_has_a_resolution(void **state)
{
	struct made *made = make(10, 10, 10);
	char *text = sentence(made), *screen = terminal(made);

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
	unmake(made);
}

static void the_cheapest_stands_first_and_the_control_in_no_row(void **state)
{
	struct made *made = make(30, 20, 30);
	size_t count;
	const struct contestant_summary **ranked =
		summary_ranked(made->summary.duets, &count);

	(void)state;
	assert_int_equal(count, 2);
	assert_string_equal(ranked[0]->record->label, "threads");
	assert_string_equal(ranked[1]->record->label, "coroutines");
	free(ranked);
	unmake(made);
}

static void a_control_far_from_one_has_failed(void **state)
{
	struct made *well = make(10, 20, 10), *off = make(10, 20, 11);
	char *screen = terminal(off);

	(void)state;
	assert_false(control_failed(well->summary.duets));
	assert_true(control_failed(off->summary.duets));
	assert_non_null(strstr(screen, "warning: the A/A control failed"));
	assert_non_null(strstr(screen, "Remedy: "));
	free(screen);
	unmake(well);
	unmake(off);
}

static void a_disturbed_duet_claims_nothing(void **state)
{
	static const struct warning_record disturbed = {
		"not to be trusted: others had the contestants' core 85 % of the time; "
		"more",
		"end them"};
	struct made *made = make(10, 20, 10);
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
	told = sentence(made);
	assert_null(strstr(text, "need"));
	assert_non_null(strstr(text, "| unknown | not to be trusted: others had the "
				     "contestants' core 85 % of the time |"));
	assert_non_null(strstr(text, "[switch, tasks=2](#duet-1): not to be trusted"));
	assert_non_null(strstr(told, "Not to be trusted: others had"));
	free(told);
	free(text);
	unmake(made);
}

static void different_work_has_no_advice(void **state)
{
	static const struct named_value other = {"tasks", 3};
	struct made *made = make(10, 20, 10);
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
	told = sentence(made);
	assert_string_equal(text, "duet run --contestants=coroutines/switch:tasks=2,"
				  "threads/switch:tasks=3 --cores=one");
	assert_non_null(strstr(told, "An operation of threads costs 2.0"));
	assert_non_null(strstr(told, "the work is not the same."));
	free(told);
	free(text);
	unmake(made);
}

static void the_repeating_command_keeps_what_shapes_the_duet(void **state)
{
	struct made *made = make(10, 20, 10);
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
	unmake(made);
}

static void a_rebased_duet_is_read_the_other_way_round(void **state)
{
	struct made *made = make(10, 20, 10);
	struct duet_summary *duet = made->summary.duets;

	(void)state;
	assert_int_equal(summary_rebase(&made->summary, duet, 1), 0);
	assert_true(duet_rival(duet) == &duet->contestants[0]);
	assert_true(summary_ratio(duet, duet_rival(duet))->high < 0.51);
	assert_true(summary_ratio(duet, duet->control)->value > 0.99);
	unmake(made);
}

static void a_busy_client_is_told(void **state)
{
	struct made *made = make(10, 20, 10);
	struct estimate busy = {.value = 0.95, .low = 0.94, .high = 0.96, .rounds = ROUNDS};
	char *quiet = terminal(made), *loud;

	(void)state;
	made->summary.duets->contestants[1].values[MEASURE_DRIVER_UTILISATION] = busy;
	loud = terminal(made);
	assert_null(strstr(quiet, "client-bound"));
	assert_non_null(strstr(loud, "client-bound"));
	free(quiet);
	free(loud);
	unmake(made);
}

static void a_partial_run_is_told(void **state)
{
	struct made *made = make(10, 20, 10);
	char *screen;

	(void)state;
	made->results.run.state = RUN_PARTIAL;
	screen = terminal(made);
	assert_non_null(strstr(screen, "warning: partial"));
	free(screen);
	unmake(made);
}

static void requests_a_second_come_from_what_the_driver_saw(void **state)
{
	struct contestant_summary contestant = {0};
	struct estimate requests;

	(void)state;
	contestant.values[MEASURE_DRIVER_WALL] = (struct estimate){10000, 8000, 12500, 9};
	requests = summary_requests(&contestant);
	assert_true(fabs(requests.value - 100000) < 1);
	assert_true(fabs(requests.low - 80000) < 1);
	assert_true(fabs(requests.high - 125000) < 1);
}

static void the_answer_says_only_what_was_measured(void **state)
{
	struct made *made = make(10, 2030, 10);
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	(void)state;
	assert_non_null(file);
	advice_write_answer(file, &made->summary, &none);
	assert_int_equal(advice_write_table(file, &made->summary, &none), 0);
	fclose(file);
	assert_non_null(strstr(text, "Handing over between 2 tasks takes coroutines"));
	assert_non_null(
		strstr(text, "| hands work over between 2 tasks | coroutines | 203"));
	assert_null(strstr(text, "requests"));
	free(text);
	unmake(made);
}

static void a_duet_without_rounds_says_so_and_nothing_else(void **state)
{
	struct made *made = make(10, 20, 10);
	struct problem problem;
	char *screen;

	(void)state;
	summary_free(&made->summary);
	made->duet.rounds_done = 0;
	made->duet.state = DUET_RUNNING;
	made->results.round_count = 0;
	assert_int_equal(summary_make(&made->results, &made->summary, &problem), 0);
	screen = terminal(made);
	assert_non_null(strstr(screen, "no round was finished"));
	assert_null(strstr(screen, "takes"));
	free(screen);
	unmake(made);
}

static void a_summary_is_json_with_nulls_for_what_has_no_interval(void **state)
{
	struct made *made = make(10, 20, 10);
	json_t *json, *first;

	(void)state;
	made->summary.duets->contestants[1].ratios[MEASURE_WALL].low = NAN;
	json = summary_to_json(&made->summary);
	assert_non_null(json);
	first = json_object_get(
		json_array_get(
			json_object_get(json_array_get(json_object_get(json, "duets"), 0),
					"contestants"),
			1),
		"ratio");
	assert_true(json_is_null(json_object_get(first, "low")));
	assert_true(json_is_real(json_object_get(first, "high")));
	json_decref(json);
	unmake(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ratio_is_that_of_the_costs),
		cmocka_unit_test(a_sentence_names_the_one_that_costs_more_first),
		cmocka_unit_test(
			an_interval_that_spans_one_is_no_difference_and_has_a_resolution),
		cmocka_unit_test(the_cheapest_stands_first_and_the_control_in_no_row),
		cmocka_unit_test(a_control_far_from_one_has_failed),
		cmocka_unit_test(a_disturbed_duet_claims_nothing),
		cmocka_unit_test(different_work_has_no_advice),
		cmocka_unit_test(the_repeating_command_keeps_what_shapes_the_duet),
		cmocka_unit_test(a_rebased_duet_is_read_the_other_way_round),
		cmocka_unit_test(a_busy_client_is_told),
		cmocka_unit_test(a_partial_run_is_told),
		cmocka_unit_test(requests_a_second_come_from_what_the_driver_saw),
		cmocka_unit_test(the_answer_says_only_what_was_measured),
		cmocka_unit_test(a_duet_without_rounds_says_so_and_nothing_else),
		cmocka_unit_test(a_summary_is_json_with_nulls_for_what_has_no_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
