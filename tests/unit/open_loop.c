/* SPDX-License-Identifier: MIT */
/* open_loop.c - which latencies of an open loop are believed, and what is said of the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/client_tables.h"
#include "bench/report/open_loop.h"
#include "bench/report/quantiles.h"
#include "bench/report/warnings.h"

/* A contestant of a duet, offered 10,000 requests a second in slices of 50 ms, all well. */
struct made {
	struct named_value parameters[2];
	struct contestant_record record;
	struct contestant_summary contestant;
	struct duet_record duet_record;
	struct duet_summary duet;
	char said[1024];
};

static void measured(struct estimate *estimate, double value)
{
	*estimate = (struct estimate){value, value, value, 9};
}

static void waited(struct made *made, enum latency_kind kind, double p50, double p99)
{
	struct latency_summary *latency = &made->contestant.latencies[kind];

	latency->count = 4500;
	measured(&latency->quantiles[QUANTILE_50], p50);
	measured(&latency->quantiles[QUANTILE_99], p99);
}

static void make(struct made *made, const char *parameter, int64_t value)
{
	*made = (struct made){
		.parameters = {{"connections", 64}, {parameter, value}},
		.record = {.label = "threads", .workload = "echo", .operations = 500},
		.duet_record = {.driver = "load", .workload = "echo"},
		.duet = {.rounds = 9, .count = 1},
	};
	made->record.parameters = made->parameters;
	made->record.parameter_count = 2;
	made->contestant.record = &made->record;
	made->duet.record = &made->duet_record;
	made->duet.contestants = &made->contestant;
	measured(&made->contestant.values[MEASURE_OFFERED], 100000);
	measured(&made->contestant.values[MEASURE_DRIVER_WALL], 100500);
	measured(&made->contestant.values[MEASURE_DRIVER_UTILISATION], 0.4);
	measured(&made->contestant.values[MEASURE_REFUSED], 0);
	measured(&made->contestant.values[MEASURE_QUEUED], 0);
	waited(made, LATENCY_CORRECTED, 100000, 900000);
	waited(made, LATENCY_UNCORRECTED, 90000, 700000);
	waited(made, LATENCY_LAG, 9000, 50000);
}

/* The rate is not kept, and latencies grow through the slice of 50 ms. */
static void overload(struct made *made)
{
	measured(&made->contestant.values[MEASURE_DRIVER_WALL], 120000);
	waited(made, LATENCY_CORRECTED, 5000000, 9900000);
}

static void add_words(void *context, const char *text, const char *remedy)
{
	struct made *made = context;
	size_t used = strlen(made->said);

	snprintf(made->said + used, sizeof(made->said) - used, "%s. Remedy: %s.\n", text,
		 remedy);
}

static void warn(struct made *made)
{
	warnings_of_duet(&made->duet, add_words, made);
}

static void a_client_that_keeps_the_times_is_believed(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_SOUND);
	warn(&made);
	assert_string_equal(made.said, "");
}

static void closed_loops_are_not_judged(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 0);
	overload(&made);
	made.contestant.values[MEASURE_OFFERED].rounds = 0;
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_SOUND);
	assert_false(open_loop_is(&made.duet));
}

static void a_busy_client_that_does_not_keep_the_rate_makes_latencies_invalid(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	overload(&made);
	measured(&made.contestant.values[MEASURE_DRIVER_UTILISATION], 0.95);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_CLIENT_BUSY);
	warn(&made);
	assert_non_null(strstr(made.said, "invalid latencies of threads: the load "
					  "generator was 95 % busy"));
	assert_non_null(strstr(made.said, "8,330 of 10,000 requests a second"));
	assert_non_null(strstr(made.said, "Remedy: a lower rate"));
	assert_null(strstr(made.said, "does not sustain"));
}

static void a_client_whose_lag_is_a_quarter_makes_latencies_invalid(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	waited(&made, LATENCY_LAG, 30000, 300000);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_CLIENT_LATE);
	warn(&made);
	assert_non_null(strstr(made.said, "invalid latencies of threads: over a quarter"));
}

static void a_rare_lag_makes_the_tail_alone_invalid(void **state)
{
	struct made made;
	char names[32];

	(void)state;
	make(&made, "rate", 10000);
	made.contestant.latencies[LATENCY_CORRECTED].count = 45000;
	waited(&made, LATENCY_LAG, 9000, 800000);
	made.contestant.latencies[LATENCY_CORRECTED].count = 45000;
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_SOUND);
	assert_false(quantile_is_lag(&made.contestant, QUANTILE_50));
	assert_true(quantile_is_lag(&made.contestant, QUANTILE_99));
	assert_true(open_loop_late_tail(&made.contestant, names, sizeof(names)));
	assert_string_equal(names, "p99");
	warn(&made);
	assert_non_null(
		strstr(made.said, "invalid tail of threads: over a quarter of p99"));
}

static void a_lag_of_exactly_a_quarter_is_let_pass(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	waited(&made, LATENCY_LAG, 25000, 225001);
	assert_false(quantile_is_lag(&made.contestant, QUANTILE_50));
	assert_true(quantile_is_lag(&made.contestant, QUANTILE_99));
}

static void a_quantile_needs_ten_answers_a_round_behind_it(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	made.contestant.latencies[LATENCY_CORRECTED].count = 9 * 1000;
	assert_false(quantile_is_thin(&made.contestant, QUANTILE_99));
	made.contestant.latencies[LATENCY_CORRECTED].count = 9 * 1000 - 1;
	assert_true(quantile_is_thin(&made.contestant, QUANTILE_99));
	assert_false(quantile_is_thin(&made.contestant, QUANTILE_50));
}

static void a_server_that_does_not_keep_up_is_named_and_its_latencies_stay(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	overload(&made);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_OVERLOADED);
	warn(&made);
	assert_non_null(strstr(made.said, "threads does not sustain the rate"));
	assert_null(strstr(made.said, "invalid"));
}

static void so_is_a_server_that_makes_clients_give_up(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	measured(&made.contestant.values[MEASURE_REFUSED], 0.1);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_OVERLOADED);
}

static void a_slice_that_a_stall_ends_has_still_kept_the_rate(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	measured(&made.contestant.values[MEASURE_DRIVER_WALL], 104000);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_SOUND);
}

static void more_than_a_server_sustains_is_no_surprise(void **state)
{
	struct made made;

	(void)state;
	make(&made, "percent", 120);
	overload(&made);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_SOUND);
}

static void titled(const char *parameter, int64_t value, double busy, const char *wanted)
{
	struct made made;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	make(&made, parameter, value);
	if (busy > 0)
		measured(&made.contestant.values[MEASURE_SUSTAINED_UTILISATION], busy);
	open_loop_write_title(file, &made.duet);
	fclose(file);
	assert_string_equal(text, wanted);
	free(text);
}

static void the_title_says_what_was_offered(void **state)
{
	(void)state;
	titled("rate", 20000, 0,
	       "What the client saw, at 20,000 requests/s offered, from the intended send "
	       "time");
	titled("percent", 80, 0.5,
	       "What the client saw, at 80 % of what each sustains offered, from the "
	       "intended send time");
	titled("percent", 80, 0.99,
	       "What the client saw, at 80 % of what each, or the load generator, sustains "
	       "offered, from the intended send time");
}

static void a_share_of_the_clients_own_limit_is_called_so(void **state)
{
	struct made made;

	(void)state;
	make(&made, "percent", 80);
	measured(&made.contestant.values[MEASURE_SUSTAINED_UTILISATION], 0.99);
	warn(&made);
	assert_non_null(strstr(made.said, "percent is a share of what the load generator "
					  "sustains, not threads"));
	assert_non_null(strstr(made.said, "work=20"));
	assert_true(open_loop_is_bound(&made.contestant));
}

static void a_share_of_what_a_server_sustains_is_no_warning(void **state)
{
	struct made made;

	(void)state;
	make(&made, "percent", 80);
	measured(&made.contestant.values[MEASURE_SUSTAINED_UTILISATION], 0.5);
	warn(&made);
	assert_string_equal(made.said, "");
}

/* All tables of the client with what stands above and below them, to be freed. */
static char *tables_of(const struct made *made)
{
	struct client_table tables[CLIENT_TABLES];
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	assert_int_equal(client_tables_make(&made->duet, tables), 0);
	for (size_t i = 0; i < CLIENT_TABLES && tables[i].table; i++) {
		fprintf(file, "%s:\n", tables[i].title);
		assert_int_equal(table_write_text(tables[i].table, file, "", false), 0);
		fprintf(file, "%s\n", tables[i].note);
	}
	client_tables_free(tables);
	fclose(file);
	return text;
}

static void tabled(const struct made *made, const char *words, bool wanted)
{
	char *text = tables_of(made);

	if ((strstr(text, words) != NULL) != wanted)
		fail_msg("\"%s\" is %sin:\n%s", words, wanted ? "not " : "", text);
	free(text);
}

static void an_open_loop_has_a_table_of_latencies_and_one_of_the_client(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	tabled(&made, "from the intended send time, in µs:\n", true);
	tabled(&made, "4,500\n", true);
	tabled(&made, "How the client fared, in requests/s and µs:\n", true);
	tabled(&made, "offered  answered  sent p50  sent p99  lag p50  lag p99  CPU\n",
	       true);
	tabled(&made, "lag: how late the client sent it", true);
}

static void queues_and_refusals_are_shown_where_there_may_be_some(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	tabled(&made, "most queued", false);
	tabled(&made, "refused", false);
	make(&made, "percent", 80);
	tabled(&made, "most queued", true);
	tabled(&made, "refused", false);
	tabled(&made, "of what each sustained just before", true);
	make(&made, "patience", 5);
	tabled(&made, "refused  most queued", true);
}

/* Of a row whose p50 is believed, and of one whose is not. */
static void what_is_the_clients_own_stands_in_brackets_and_these_are_told(void **state)
{
	static const char late[] = "In brackets: over a quarter of it is how late the load "
				   "generator itself was.";
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	made.contestant.latencies[LATENCY_CORRECTED].count = 45000;
	tabled(&made, "In brackets", false);
	tabled(&made, "(", false);
	waited(&made, LATENCY_LAG, 9000, 800000);
	tabled(&made, "(900", true);
	tabled(&made, "(100", false);
	tabled(&made, late, true);
	tabled(&made, "invalid", false);
	waited(&made, LATENCY_LAG, 30000, 50000);
	tabled(&made, "(100", true);
	tabled(&made, "(900", false);
	tabled(&made, late, true);
}

static void so_does_the_greatest(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	made.contestant.latencies[LATENCY_CORRECTED].greatest_ns = 7000000;
	tabled(&made, "(7,000", false);
	made.contestant.latencies[LATENCY_LAG].greatest_ns = 2000000;
	tabled(&made, "(7,000", true);
}

static void so_does_what_has_few_answers_behind_it_in_closed_loops_too(void **state)
{
	static const char few[] = "In brackets: fewer than 10 answers a round behind it.";
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	tabled(&made, few, true);
	tabled(&made, "(900", true);
	make(&made, "rate", 0);
	made.contestant.values[MEASURE_OFFERED].rounds = 0;
	made.contestant.latencies[LATENCY_LAG] = (struct latency_summary){0};
	tabled(&made, few, true);
	tabled(&made, "(900", true);
}

static void rows_are_marked_invalid_in_both_tables(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	tabled(&made, "invalid", false);
	waited(&made, LATENCY_LAG, 30000, 50000);
	tabled(&made, "4,500  invalid\n", true);
	tabled(&made, "40 % invalid\n", true);
	make(&made, "rate", 10000);
	overload(&made);
	measured(&made.contestant.values[MEASURE_DRIVER_UTILISATION], 0.95);
	tabled(&made, "4,500  invalid\n", true);
	tabled(&made, "95 % invalid\n", true);
}

static void rows_are_marked_client_bound_in_both_loops(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	tabled(&made, "client-bound", false);
	measured(&made.contestant.values[MEASURE_DRIVER_UTILISATION], 0.95);
	tabled(&made, "95 % client-bound\n", true);
	made.contestant.values[MEASURE_OFFERED].rounds = 0;
	tabled(&made, "95 % client-bound\n", true);
}

static void nobody_is_blamed_for_a_rate_that_others_disturbed(void **state)
{
	static const struct warning_record disturbed = {
		"not to be trusted: others had the contestants' core 40 % of the time; "
		"more",
		"end them"};
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	overload(&made);
	made.duet_record.warnings = &disturbed;
	made.duet_record.warning_count = 1;
	warn(&made);
	assert_null(strstr(made.said, "does not sustain"));
	assert_non_null(strstr(made.said,
			       "threads did not keep the rate while others had its core"));
}

/* A second contestant, coroutines, beside the first. */
struct pair {
	struct made made;
	struct contestant_record records[2];
	struct contestant_summary contestants[2];
};

/* Of which the first answers all, and the second a part of, what was offered past saturation. */
static void offer_more(struct pair *pair, double first_ns, double second_ns)
{
	make(&pair->made, "percent", 120);
	for (size_t i = 0; i < 2; i++) {
		pair->records[i] = pair->made.record;
		pair->contestants[i] = pair->made.contestant;
		pair->contestants[i].record = &pair->records[i];
		measured(&pair->contestants[i].values[MEASURE_DRIVER_WALL],
			 i ? second_ns : first_ns);
	}
	pair->records[0].label = "coroutines";
	pair->made.duet.contestants = pair->contestants;
	pair->made.duet.count = 2;
	warn(&pair->made);
}

static void a_load_that_is_not_past_saturation_is_told(void **state)
{
	struct pair pair;

	(void)state;
	offer_more(&pair, 104000, 120000);
	assert_non_null(strstr(pair.made.said,
			       "coroutines was not past saturation: its capacity was "
			       "measured too low, 9,620 of 10,000 requests a second"));
	assert_null(strstr(pair.made.said, "threads was not past"));
	offer_more(&pair, 106000, 120000);
	assert_null(strstr(pair.made.said, "past saturation"));
}

static void contestants_that_are_not_loaded_alike_are_told(void **state)
{
	struct pair pair;

	(void)state;
	offer_more(&pair, 110000, 140000);
	assert_non_null(strstr(pair.made.said,
			       "not loaded alike: coroutines was offered "
			       "1.10 times what it answered, threads 1.40"));
	offer_more(&pair, 120000, 125000);
	assert_null(strstr(pair.made.said, "alike"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_client_that_keeps_the_times_is_believed),
		cmocka_unit_test(closed_loops_are_not_judged),
		cmocka_unit_test(
			a_busy_client_that_does_not_keep_the_rate_makes_latencies_invalid),
		cmocka_unit_test(a_client_whose_lag_is_a_quarter_makes_latencies_invalid),
		cmocka_unit_test(a_rare_lag_makes_the_tail_alone_invalid),
		cmocka_unit_test(a_lag_of_exactly_a_quarter_is_let_pass),
		cmocka_unit_test(a_quantile_needs_ten_answers_a_round_behind_it),
		cmocka_unit_test(
			a_server_that_does_not_keep_up_is_named_and_its_latencies_stay),
		cmocka_unit_test(so_is_a_server_that_makes_clients_give_up),
		cmocka_unit_test(a_slice_that_a_stall_ends_has_still_kept_the_rate),
		cmocka_unit_test(more_than_a_server_sustains_is_no_surprise),
		cmocka_unit_test(the_title_says_what_was_offered),
		cmocka_unit_test(a_share_of_the_clients_own_limit_is_called_so),
		cmocka_unit_test(a_share_of_what_a_server_sustains_is_no_warning),
		cmocka_unit_test(
			an_open_loop_has_a_table_of_latencies_and_one_of_the_client),
		cmocka_unit_test(queues_and_refusals_are_shown_where_there_may_be_some),
		cmocka_unit_test(
			what_is_the_clients_own_stands_in_brackets_and_these_are_told),
		cmocka_unit_test(so_does_the_greatest),
		cmocka_unit_test(
			so_does_what_has_few_answers_behind_it_in_closed_loops_too),
		cmocka_unit_test(rows_are_marked_invalid_in_both_tables),
		cmocka_unit_test(rows_are_marked_client_bound_in_both_loops),
		cmocka_unit_test(nobody_is_blamed_for_a_rate_that_others_disturbed),
		cmocka_unit_test(a_load_that_is_not_past_saturation_is_told),
		cmocka_unit_test(contestants_that_are_not_loaded_alike_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
