/* SPDX-License-Identifier: MIT */
/* family.c - duets that differ in one parameter: who belongs together, and what is said of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/advice.h"
#include "bench/report/family_report.h"
#include "bench/report/figure_data.h"
#include "bench/report/repeat.h"
#include "bench/report/terminal.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define ROUNDS 8
#define DUETS 8
#define PLAYERS 2
#define PARAMETERS 3
#define LATENCY_STEPS 100

/* A duet to be made: what one request costs with so many connections. */
struct wanted {
	int64_t connections, size, rate;
	double coroutines, threads;
	const char *cores; /* NULL: one */
};

/* A run of several duets of echo, made by hand. */
struct made {
	struct results results;
	struct duet_record duets[DUETS];
	struct contestant_record contestants[DUETS][PLAYERS];
	struct named_value parameters[DUETS][PARAMETERS];
	struct round_record rounds[DUETS * ROUNDS * PLAYERS];
	struct latency_bucket buckets[PLAYERS][LATENCY_STEPS];
	struct summary summary;
	struct families families;
};

static void describe(struct made *made, size_t index, const struct wanted *wanted)
{
	static const char *const labels[] = {"coroutines", "threads"};
	struct named_value *parameters = made->parameters[index];

	parameters[0] = (struct named_value){"connections", wanted->connections};
	parameters[1] = (struct named_value){"size", wanted->size};
	parameters[2] = (struct named_value){"rate", wanted->rate};
	for (size_t i = 0; i < PLAYERS; i++)
		made->contestants[index][i] = (struct contestant_record){
			.label = labels[i],
			.worker = "duet-worker",
			.runtime = labels[i],
			.workload = "echo",
			.parameters = parameters,
			.parameter_count = PARAMETERS,
			.checksum = "0000000000000001",
		};
	made->duets[index] = (struct duet_record){
		.workload = "echo",
		.question = "What does it cost?",
		.operation = "a request",
		.caution = "anything else.",
		.metric = "cpu",
		.cores = wanted->cores ? wanted->cores : "one",
		.workload_cores = "one",
		.driver = "load",
		.error = "",
		.state = DUET_COMPLETE,
		.contestants = made->contestants[index],
		.contestant_count = PLAYERS,
		.rounds_planned = ROUNDS,
		.rounds_done = ROUNDS,
	};
}

/* In every round the contestants cost so many ns, and a little more or less. */
static void play(struct made *made, size_t index, const struct wanted *wanted)
{
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &made->rounds[index * ROUNDS * PLAYERS + i];
		double wobble = 1 + 0.01 * (double)((int)(7 * i % 5) - 2);

		*round = (struct round_record){.duet = index,
					       .round = i / PLAYERS,
					       .contestant = i % PLAYERS,
					       .slices = 20,
					       .operations = 1000};
		for (size_t m = 0; m < MEASURES; m++)
			round->values[m] = NAN;
		round->values[MEASURE_CPU] =
			(i % PLAYERS ? wanted->threads : wanted->coroutines) * wobble;
		round->values[MEASURE_WALL] = round->values[MEASURE_CPU];
		round->values[MEASURE_DRIVER_WALL] = 2 * round->values[MEASURE_CPU];
	}
}

/* With a rate: a contestant's answers took 1 to 100 ns, or one ns longer, 20 each, unlike p95. */
static void answer(struct made *made, size_t index)
{
	for (size_t player = 0; player < PLAYERS; player++)
		for (size_t i = 0; i < LATENCY_STEPS; i++)
			made->buckets[player][i] =
				(struct latency_bucket){i + 1 + player, 20};
	for (size_t i = 0; i < ROUNDS * PLAYERS; i++) {
		struct round_record *round = &made->rounds[index * ROUNDS * PLAYERS + i];

		round->values[MEASURE_OFFERED] = round->values[MEASURE_DRIVER_WALL];
		round->latencies[LATENCY_CORRECTED] = (struct latency_record){
			.max_ns = LATENCY_STEPS + (int64_t)(i % PLAYERS),
			.buckets = made->buckets[i % PLAYERS],
			.count = LATENCY_STEPS,
		};
	}
}

static struct made *make(const struct wanted *wanted, size_t count)
{
	struct made *made = calloc(1, sizeof(*made));
	struct problem problem = {0};

	assert_non_null(made);
	for (size_t i = 0; i < count; i++) {
		describe(made, i, &wanted[i]);
		play(made, i, &wanted[i]);
		if (wanted[i].rate)
			answer(made, i);
	}
	made->results = (struct results){
		.path = "made",
		.run = {.state = RUN_COMPLETE,
			.command = "duet run --sweep=connections=1..64 --rounds=8 echo",
			.version = "0",
			.started = "now",
			.duets = made->duets,
			.duet_count = count},
		.rounds = made->rounds,
		.round_count = count * ROUNDS * PLAYERS,
	};
	assert_int_equal(summary_make(&made->results, &made->summary, &problem), 0);
	assert_int_equal(families_find(&made->summary, &made->families), 0);
	return made;
}

static void unmake(struct made *made)
{
	families_free(&made->families);
	summary_free(&made->summary);
	free(made);
}

/* What is written by one of these, to be freed. */
enum what { SENTENCE, MARKDOWN, TERMINAL, ANSWER, TABLE, REPEAT };

static char *told(const struct made *made, enum what what)
{
	static const struct figure no_figure;
	const struct family *family = made->families.all;
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	int result = 0;

	assert_non_null(file);
	if (what == SENTENCE)
		family_write_sentence(file, family, "");
	else if (what == MARKDOWN)
		result = family_write_markdown(file, family, &no_figure, 1);
	else if (what == TERMINAL)
		result = terminal_write(file, &made->summary, false);
	else if (what == ANSWER)
		advice_write_answer(file, &made->summary, &made->families);
	else if (what == TABLE)
		result = advice_write_table(file, &made->summary, &made->families);
	else
		repeat_write_family(file, family);
	assert_int_equal(result, 0);
	fclose(file);
	return text;
}

static void has(const struct made *made, enum what what, const char *words)
{
	char *text = told(made, what);

	if (!strstr(text, words))
		fail_msg("\"%s\" is not in:\n%s", words, text);
	free(text);
}

static const struct wanted crossing[] = {
	{64, 64, 0, 10, 20, NULL},
	{1, 64, 0, 20, 10, NULL},
	{8, 64, 0, 15, 18, NULL},
};

static void duets_that_differ_in_one_parameter_are_ordered_by_it(void **state)
{
	struct made *made = make(crossing, COUNT(crossing));
	const struct family *family = made->families.all;

	(void)state;
	assert_int_equal(made->families.count, 1);
	assert_string_equal(family->parameter, "connections");
	assert_int_equal(family->count, 3);
	assert_int_equal(family->first, 0);
	assert_int_equal(family_value(family, 0), 1);
	assert_int_equal(family_value(family, 2), 64);
	unmake(made);
}

static void a_duet_that_differs_in_two_belongs_to_neither(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 20, 10, NULL},
		{64, 64, 0, 10, 20, NULL},
		{64, 1024, 0, 10, 20, NULL},
		{8, 1024, 5000, 10, 20, NULL},
	};
	struct made *made = make(wanted, COUNT(wanted));

	(void)state;
	assert_int_equal(made->families.count, 2);
	assert_string_equal(made->families.all[0].parameter, "connections");
	assert_int_equal(made->families.all[0].count, 2);
	assert_string_equal(made->families.all[1].parameter, "size");
	assert_int_equal(made->families.all[1].count, 2);
	assert_null(families_of(&made->families, &made->summary.duets[3], "connections"));
	assert_ptr_equal(families_of(&made->families, &made->summary.duets[1], "size"),
			 &made->families.all[1]);
	unmake(made);
}

static void neither_other_cores_nor_what_is_off_make_a_family(void **state)
{
	static const struct wanted wanted[] = {
		{64, 64, 0, 10, 20, NULL},
		{64, 64, 5000, 10, 20, NULL},
		{1, 64, 0, 10, 20, "all"},
	};
	struct made *made = make(wanted, COUNT(wanted));

	(void)state;
	assert_int_equal(made->families.count, 0);
	unmake(made);
}

static void the_sentence_says_from_where_on_and_by_how_much(void **state)
{
	struct made *made = make(crossing, COUNT(crossing));

	(void)state;
	has(made, SENTENCE,
	    "Between 1 and 8 connections, coroutines begin to cost less processor time "
	    "than threads; at 64 connections, threads need 1.99");
	has(made, SENTENCE,
	    "Below, threads cost less: at 1 connection, coroutines need 2.0");
	unmake(made);
}

static void near_values_have_a_point_between_them_and_it_says_what_it_is(void **state)
{
	static const struct wanted wanted[] = {
		{10, 64, 0, 20, 10, NULL},
		{40, 64, 0, 10, 20, NULL},
	};
	struct made *made = make(wanted, COUNT(wanted));

	(void)state;
	has(made, SENTENCE,
	    "Between 10 and 40 connections (about 20 if the ratio is straight between "
	    "values), coroutines begin");
	unmake(made);
}

static void values_that_tell_nothing_are_inside_the_bracket_and_either_will_do(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 20, 10, NULL},
		{2, 64, 0, 10, 10, NULL},
		{3, 64, 0, 10, 10, NULL},
		{8, 64, 0, 10, 20, NULL},
	};
	struct made *made = make(wanted, COUNT(wanted));

	(void)state;
	has(made, SENTENCE, "Between 1 and 8 connections, coroutines begin");
	has(made, TABLE, "on 1 connection, all busy, on one core | threads |");
	has(made, TABLE,
	    "on 2 … 3 connections, all busy, on one core | either | ~ no difference found; "
	    "one over ");
	has(made, TABLE, "on 8 connections, all busy, on one core | coroutines |");
	unmake(made);
}

static void where_nobody_was_sure_below_the_bracket_is_open(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 10.001, 10, NULL},
		{4, 64, 0, 10, 20, NULL},
	};
	struct made *made = make(wanted, COUNT(wanted));

	(void)state;
	has(made, SENTENCE, "≤ 1 and 4 connections, coroutines begin");
	has(made, SENTENCE, "Below, threads surely cost less at no value.");
	unmake(made);
}

static void the_section_has_a_row_a_value_and_the_command_that_repeats_it(void **state)
{
	struct made *made = make(crossing, COUNT(crossing));

	(void)state;
	has(made, MARKDOWN, "## echo over connections\n");
	has(made, MARKDOWN,
	    "| connections | coroutines ns | threads ns | threads ÷ coroutines |");
	has(made, MARKDOWN, "\n| 8 | 15.0 | 17.9 | 1.19 | [");
	has(made, REPEAT,
	    "duet run echo -p size=64 -p rate=0 --sweep connections=1,8,64 "
	    "--contestants=coroutines,threads --cores=one --rounds=8");
	unmake(made);
}

static void a_terminal_shows_one_table_after_a_sweep(void **state)
{
	struct made *made = make(crossing, COUNT(crossing));
	char *text = told(made, TERMINAL);

	(void)state;
	assert_non_null(strstr(text, "echo over connections: What does it cost?"));
	assert_null(strstr(text, "echo, connections=8"));
	free(text);
	made->results.run.command = "duet run";
	text = told(made, TERMINAL);
	assert_null(strstr(text, "over connections"));
	assert_non_null(strstr(text, "echo, connections=8, size=64:"));
	free(text);
	unmake(made);
}

static void the_answer_begins_with_the_crossover(void **state)
{
	struct made *made = make(crossing, COUNT(crossing));

	(void)state;
	has(made, ANSWER,
	    "For a server, all busy, on one core: between **1 and 8 connections**, "
	    "coroutines begin to cost less");
	has(made, TABLE,
	    "| serves requests on 1 connection, all busy, on one core | threads |");
	has(made, TABLE,
	    "| serves requests on 8 … 64 connections, all busy, on one core | coroutines | "
	    "1.19 … 1.99 "
	    "× "
	    "less processor time | [echo](#family-1) |");
	unmake(made);
}

static void other_cores_and_paces_have_rows_that_say_so(void **state)
{
	static const struct wanted wanted[] = {
		{64, 64, 0, 10, 20, NULL},
		{64, 64, 0, 10, 30, "all"},
		{64, 64, 20000, 10, 40, NULL},
	};
	struct made *made = make(wanted, COUNT(wanted));

	(void)state;
	has(made, TABLE, "on 64 connections, all busy, on one core | coroutines | 1.99");
	has(made, TABLE, "on 64 connections, all busy, on all cores | coroutines | 2.99");
	has(made, TABLE,
	    "on 64 connections, 20,000 requests a second, on one core | coroutines | 3.98");
	has(made, ANSWER,
	    "Serving a request on one of 64 connections, all busy, on one core, "
	    "takes coroutines");
	unmake(made);
}

static void what_is_not_to_be_trusted_stands_for_no_crossover(void **state)
{
	static const struct warning_record disturbed = {
		"not to be trusted: others had the core; more", "end them"};
	struct made *made = make(crossing, COUNT(crossing));

	(void)state;
	made->duets[0].warnings = &disturbed;
	made->duets[0].warning_count = 1;
	assert_int_equal(family_doubtful(made->families.all), 1);
	assert_int_equal(family_crossover(made->families.all).points, 2);
	has(made, SENTENCE, "1 of 3 values is not to be trusted and left out here.");
	has(made, MARKDOWN, "| not to be trusted: others had the core |");
	has(made, TABLE, "| unknown | not to be trusted: others had the core |");
	unmake(made);
}

static void an_end_without_a_difference_is_undecided(void **state)
{
	static const struct wanted wanted[] = {
		{1, 64, 0, 10, 20, NULL},
		{64, 64, 0, 10, 10, NULL},
	};
	struct made *made = make(wanted, COUNT(wanted));

	(void)state;
	has(made, SENTENCE, "Undecided: at 64 connections no difference was found");
	has(made, SENTENCE, "Before, at 1 connection, threads need 1.99");
	unmake(made);
}

static const struct wanted paced[] = {
	{2, 64, 15000, 10, 20, NULL},
	{8, 64, 15000, 10, 20, NULL},
};

static void open_loops_tell_what_clients_waited_and_not_what_was_offered(void **state)
{
	struct made *made = make(paced, COUNT(paced));
	char *text = told(made, TERMINAL);

	(void)state;
	assert_null(strstr(text, "requests/s:"));
	free(text);
	has(made, TERMINAL, "  p50 in ns, from the intended send time:\n");
	has(made, TERMINAL, "  8        50.0     51.0\n");
	has(made, TERMINAL, "  p99 in ns:\n");
	has(made, TERMINAL, "  8        99.0      100\n");
	has(made, MARKDOWN,
	    "| coroutines p50 ns | threads p50 ns | coroutines p99 ns | threads p99 ns |");
	has(made, MARKDOWN, "| 50.0 | 51.0 | 99.0 | 100 |\n");
	unmake(made);
}

static void closed_loops_tell_how_many_were_served(void **state)
{
	struct made *made = make(crossing, COUNT(crossing));
	char *text = told(made, TERMINAL);

	(void)state;
	assert_non_null(strstr(text, "  requests/s:\n"));
	assert_null(strstr(text, "p99"));
	free(text);
	unmake(made);
}

static void the_figure_of_open_loops_shows_p99(void **state)
{
	struct made *made = make(paced, COUNT(paced));
	struct figure_data data;

	(void)state;
	figure_data_family(made->families.all, &data);
	assert_string_equal(data.script, "serving.gp");
	assert_string_equal(data.words[6], "p99 from the intended send time, ns");
	assert_non_null(strstr(data.text, "\t99\t99\t99\t8\n"));
	assert_non_null(strstr(data.text, "\t100\t100\t100\t8\n"));
	free(data.text);
	unmake(made);
	made = make(crossing, COUNT(crossing));
	figure_data_family(made->families.all, &data);
	assert_string_equal(data.words[6], "");
	free(data.text);
	unmake(made);
}

static void a_tail_of_few_answers_is_in_brackets(void **state)
{
	struct made *made = make(paced, COUNT(paced));

	(void)state;
	for (size_t i = 0; i < LATENCY_STEPS; i++)
		made->buckets[0][i].count = made->buckets[1][i].count = 9;
	summary_free(&made->summary);
	families_free(&made->families);
	assert_int_equal(summary_make(&made->results, &made->summary, &(struct problem){0}),
			 0);
	assert_int_equal(families_find(&made->summary, &made->families), 0);
	has(made, MARKDOWN, "| 50.0 | 51.0 | (99.0) | (100) |\n");
	has(made, MARKDOWN, "In brackets: fewer than 10 answers a round behind it.");
	unmake(made);
}

static void clients_waits_are_compared_without_a_p99_that_is_the_clients_own(void **state)
{
	struct made *made = make(paced, COUNT(paced));
	struct latency_summary *all = made->summary.duets->contestants[1].latencies;
	char *text, *end;

	(void)state;
	made->results.run.command = "duet run";
	has(made, TERMINAL,
	    "Clients wait at p50 50.0 ns on coroutines and 51.0 ns on threads (1.0");
	has(made, TERMINAL, "at p99 99.0 ns on coroutines and 100 ns on threads");
	all[LATENCY_LAG].quantiles[QUANTILE_99] = (struct estimate){26, 26, 26, ROUNDS};
	has(made, TERMINAL, "; at p99 over a quarter is the load generator's own lag.");
	all[LATENCY_LAG].quantiles[QUANTILE_50] = (struct estimate){20, 20, 20, ROUNDS};
	text = told(made, TERMINAL);
	end = strstr(text, "invalid latencies of threads");
	assert_non_null(end);
	*end = '\0';
	assert_null(strstr(text, "Clients wait"));
	free(text);
	unmake(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(duets_that_differ_in_one_parameter_are_ordered_by_it),
		cmocka_unit_test(a_duet_that_differs_in_two_belongs_to_neither),
		cmocka_unit_test(neither_other_cores_nor_what_is_off_make_a_family),
		cmocka_unit_test(the_sentence_says_from_where_on_and_by_how_much),
		cmocka_unit_test(
			near_values_have_a_point_between_them_and_it_says_what_it_is),
		cmocka_unit_test(
			values_that_tell_nothing_are_inside_the_bracket_and_either_will_do),
		cmocka_unit_test(where_nobody_was_sure_below_the_bracket_is_open),
		cmocka_unit_test(
			the_section_has_a_row_a_value_and_the_command_that_repeats_it),
		cmocka_unit_test(a_terminal_shows_one_table_after_a_sweep),
		cmocka_unit_test(the_answer_begins_with_the_crossover),
		cmocka_unit_test(other_cores_and_paces_have_rows_that_say_so),
		cmocka_unit_test(what_is_not_to_be_trusted_stands_for_no_crossover),
		cmocka_unit_test(an_end_without_a_difference_is_undecided),
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
