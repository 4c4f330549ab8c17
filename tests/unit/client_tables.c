/* SPDX-License-Identifier: MIT */
/* client_tables.c - what the client saw, as tables: their rows, their brackets and their marks. */
#include "support/offered.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/client_tables.h"

/* All tables of the client with what stands above and below them, to be freed. */
static char *tables_of(const struct offered *offered)
{
	struct client_table tables[CLIENT_TABLES];
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(file);
	assert_int_equal(client_tables_make(&offered->duet, tables), 0);
	for (size_t i = 0; i < CLIENT_TABLES && tables[i].table; i++) {
		fprintf(file, "%s:\n", tables[i].title);
		assert_int_equal(table_write_text(tables[i].table, file, "", false), 0);
		fprintf(file, "%s\n", tables[i].note);
	}
	client_tables_free(tables);
	fclose(file);
	return text;
}

static void tabled(const struct offered *offered, const char *words, bool wanted)
{
	char *text = tables_of(offered);

	if ((strstr(text, words) != NULL) != wanted)
		fail_msg("\"%s\" is %sin:\n%s", words, wanted ? "not " : "", text);
	free(text);
}

static void an_open_loop_has_a_table_of_latencies_and_one_of_the_client(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	tabled(&offered, "from the intended send time, in µs:\n", true);
	tabled(&offered, "4,500\n", true);
	tabled(&offered, "How the client fared, in requests/s and µs:\n", true);
	tabled(&offered, "offered  answered  sent p50  sent p99  lag p50  lag p99  CPU\n",
	       true);
	tabled(&offered, "lag: how late the client sent it", true);
}

static void queues_and_refusals_are_shown_where_there_may_be_some(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	tabled(&offered, "most queued", false);
	tabled(&offered, "refused", false);
	offered_make(&offered, "percent", 80);
	tabled(&offered, "most queued", true);
	tabled(&offered, "refused", false);
	tabled(&offered, "of what each sustained just before", true);
	offered_make(&offered, "patience", 5);
	tabled(&offered, "refused  most queued", true);
}

/* Of a row whose p50 is believed, and of one whose is not. */
static void what_is_the_clients_own_stands_in_brackets_and_these_are_told(void **state)
{
	static const char late[] = "In brackets: over a quarter of it is how late the load "
				   "generator itself was.";
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered.contestant.latencies[LATENCY_CORRECTED].count = 45000;
	tabled(&offered, "In brackets", false);
	tabled(&offered, "(", false);
	offered_wait(&offered, LATENCY_LAG, 9000, 800000);
	tabled(&offered, "(900", true);
	tabled(&offered, "(100", false);
	tabled(&offered, late, true);
	tabled(&offered, "invalid", false);
	offered_wait(&offered, LATENCY_LAG, 30000, 50000);
	tabled(&offered, "(100", true);
	tabled(&offered, "(900", false);
	tabled(&offered, late, true);
}

static void so_does_the_greatest(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	offered.contestant.latencies[LATENCY_CORRECTED].greatest_ns = 7000000;
	tabled(&offered, "(7,000", false);
	offered.contestant.latencies[LATENCY_LAG].greatest_ns = 2000000;
	tabled(&offered, "(7,000", true);
}

static void so_does_what_has_few_answers_behind_it_in_closed_loops_too(void **state)
{
	static const char few[] = "In brackets: fewer than 10 answers a round behind it.";
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	tabled(&offered, few, true);
	tabled(&offered, "(900", true);
	offered_make(&offered, "rate", 0);
	offered.contestant.values[MEASURE_OFFERED].rounds = 0;
	offered.contestant.latencies[LATENCY_LAG] = (struct latency_summary){0};
	tabled(&offered, few, true);
	tabled(&offered, "(900", true);
}

static void rows_are_marked_invalid_in_both_tables(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	tabled(&offered, "invalid", false);
	offered_wait(&offered, LATENCY_LAG, 30000, 50000);
	tabled(&offered, "4,500  invalid\n", true);
	tabled(&offered, "40 % invalid\n", true);
	offered_make(&offered, "rate", 10000);
	offered_overload(&offered);
	offered_measure(&offered, MEASURE_DRIVER_UTILISATION, 0.95);
	tabled(&offered, "4,500  invalid\n", true);
	tabled(&offered, "95 % invalid\n", true);
}

static void rows_are_marked_client_bound_in_both_loops(void **state)
{
	struct offered offered;

	(void)state;
	offered_make(&offered, "rate", 10000);
	tabled(&offered, "client-bound", false);
	offered_measure(&offered, MEASURE_DRIVER_UTILISATION, 0.95);
	tabled(&offered, "95 % client-bound\n", true);
	offered.contestant.values[MEASURE_OFFERED].rounds = 0;
	tabled(&offered, "95 % client-bound\n", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
