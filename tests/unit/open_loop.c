/* SPDX-License-Identifier: MIT */
/* open_loop.c - which latencies of an open loop are believed, and what is said of the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/open_loop.h"
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

static void a_rare_lag_alone_is_no_matter(void **state)
{
	struct made made;

	(void)state;
	make(&made, "rate", 10000);
	waited(&made, LATENCY_LAG, 9000, 800000);
	assert_int_equal(open_loop_judge(&made.contestant), OPEN_SOUND);
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

static void queues_are_shown_where_there_may_be_some(void **state)
{
	static const char *const parameters[] = {"rate", "percent"};
	struct unit unit = {"ns", 1};
	struct made made;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char *text = NULL;
		size_t size;
		FILE *file = open_memstream(&text, &size);
		struct table *table;

		assert_non_null(file);
		make(&made, parameters[i], 80);
		table = open_loop_table(&made.duet, unit);
		assert_int_equal(table_write_text(table, file, "", false), 0);
		fclose(file);
		assert_non_null(strstr(text, "lag p99"));
		assert_non_null(strstr(text, "answers"));
		assert_non_null(strstr(text, "4,500"));
		assert_int_equal(strstr(text, "most queued") != NULL, i == 1);
		table_free(table);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_client_that_keeps_the_times_is_believed),
		cmocka_unit_test(closed_loops_are_not_judged),
		cmocka_unit_test(
			a_busy_client_that_does_not_keep_the_rate_makes_latencies_invalid),
		cmocka_unit_test(a_client_whose_lag_is_a_quarter_makes_latencies_invalid),
		cmocka_unit_test(a_rare_lag_alone_is_no_matter),
		cmocka_unit_test(
			a_server_that_does_not_keep_up_is_named_and_its_latencies_stay),
		cmocka_unit_test(so_is_a_server_that_makes_clients_give_up),
		cmocka_unit_test(a_slice_that_a_stall_ends_has_still_kept_the_rate),
		cmocka_unit_test(more_than_a_server_sustains_is_no_surprise),
		cmocka_unit_test(the_title_says_what_was_offered),
		cmocka_unit_test(a_share_of_the_clients_own_limit_is_called_so),
		cmocka_unit_test(a_share_of_what_a_server_sustains_is_no_warning),
		cmocka_unit_test(queues_are_shown_where_there_may_be_some),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
