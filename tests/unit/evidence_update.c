/* SPDX-License-Identifier: MIT */
/* evidence_update.c - the generated parts of a document are what the runs say, and nothing else changes. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/judged.h"

#include "bench/evidence/amount.h"
#include "bench/evidence/update.h"
#include "bench/store/folder.h"

#define VALUE "<!-- value: ns(switch, threads) / ns(switch, coroutines) [2 digits] -->"
#define RUN "<!-- run run1, machine one, 2026-11-28, duet 0 -->"

static int update(struct shelf *shelf, const char *text, struct update *update)
{
	int error;

	document_free(&shelf->document);
	error = document_parse("a.md", text, &shelf->document, &shelf->problem);
	assert_int_equal(error, 0);
	return update_make(&shelf->document, &shelf->library, NULL, update,
			   &shelf->problem);
}

static void a_value_is_replaced_and_all_else_stays(void **state)
{
	struct shelf *shelf = *state;
	struct update made;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(
		update(shelf, "It is " VALUE "3<!-- /value --> times, `x`.\n", &made), 0);
	assert_string_equal(made.text,
			    "It is " VALUE "200" RUN "<!-- /value --> times, `x`.\n");
	assert_int_equal(update_count(&made, UPDATE_STALE), 1);
	update_free(&made);
}

static void what_is_fresh_is_not_stale(void **state)
{
	struct shelf *shelf = *state;
	struct update made;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(
		update(shelf, "It is " VALUE "200" RUN "<!-- /value -->.\n", &made), 0);
	assert_int_equal(made.count, 0);
	assert_string_equal(made.text, shelf->document.text);
	update_free(&made);
}

static void machines_are_side_by_side_and_never_averaged(void **state)
{
	struct shelf *shelf = *state;
	struct update made;

	shelf_add(shelf, "one", 10, 2000);
	shelf_add(shelf, "two", 10, 500);
	assert_int_equal(update(shelf, "It is " VALUE "3<!-- /value -->.\n", &made), 0);
	assert_non_null(strstr(made.text, "-->50<!-- run run2, machine two, "));
	assert_non_null(strstr(made.text, " / 200" RUN));
	update_free(&made);
}

static void a_value_that_is_not_to_be_trusted_says_so(void **state)
{
	struct shelf *shelf = *state;
	struct warning_record disturbed = {
		.text = "not to be trusted: it is made up; really"};
	struct update made;

	shelf_add(shelf, "one", 10, 2000);
	shelf->made[0]->duet.warnings = &disturbed;
	shelf->made[0]->duet.warning_count = 1;
	assert_int_equal(
		update(shelf, "It is " VALUE "200" RUN "<!-- /value -->.\n", &made), 0);
	assert_string_equal(made.text, "It is " VALUE
				       "200 (not to be trusted)<!-- it is made up -->" RUN
				       "<!-- /value -->.\n");
	update_free(&made);
}

static void what_is_not_measured_is_left_and_noted(void **state)
{
	static const char text[] =
		"It is <!-- value: ns(switch, threads) -->3<!-- /value -->.\n";
	struct shelf *shelf = *state;
	struct update made;

	assert_int_equal(update(shelf, text, &made), 0);
	assert_string_equal(made.text, text);
	assert_int_equal(update_count(&made, UPDATE_UNMEASURED), 1);
	assert_string_equal(made.notes[0].problem.text, "1:19: not measured");
	assert_string_equal(made.notes[0].problem.remedy,
			    "duet run switch --contestants=threads");
	update_free(&made);
}

static void a_table_shows_all_contestants(void **state)
{
	struct shelf *shelf = *state;
	struct update made;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(
		update(shelf,
		       "A\n\n<!-- table: ns(switch, threads) -->\nold\n<!-- /table "
		       "-->\nB\n",
		       &made),
		0);
	assert_non_null(strstr(made.text, "| coroutines |"));
	assert_non_null(strstr(made.text, "| threads |"));
	assert_non_null(strstr(made.text, RUN "\n<!-- /table -->\nB\n"));
	assert_null(strstr(made.text, "old"));
	update_free(&made);
}

/* What clients waited for the first two, in the summary alone. */
static void have_latencies(struct made *made)
{
	made->duet.driver = "load";
	for (size_t i = 0; i < 2; i++) {
		struct latency_summary *latency =
			&made->summary.duets->contestants[i].latencies[LATENCY_CORRECTED];

		*latency = (struct latency_summary){.count = 10000, .greatest_ns = 9000000};
		for (size_t q = 0; q < QUANTILES; q++)
			latency->quantiles[q] = (struct estimate){
				.value = i ? 3270000 : 5530000, .rounds = ROUNDS};
	}
}

static void a_table_of_a_latency_shows_latencies(void **state)
{
	struct shelf *shelf = *state;
	struct update made;

	shelf_add(shelf, "one", 10, 2000);
	have_latencies(shelf->made[0]);
	assert_int_equal(update(shelf,
				"<!-- table: p99(switch, threads) -->\n<!-- /table -->\n",
				&made),
			 0);
	assert_non_null(strstr(made.text, "switch, tasks=2: What the client saw"));
	assert_non_null(strstr(made.text, "p99"));
	assert_non_null(strstr(made.text, "| 5.53 |"));
	assert_non_null(strstr(made.text, "| 3.27 |"));
	assert_null(strstr(made.text, "lower is better"));
	update_free(&made);
}

/* Every line of the text ends with CR LF. */
static void assert_carriage_returns(const char *text)
{
	for (const char *at = text; (at = strchr(at, '\n')); at++)
		assert_true(at > text && at[-1] == '\r');
	assert_null(strstr(text, "\r\r"));
}

static void lines_end_as_those_of_the_document_and_are_not_stale_for_it(void **state)
{
	struct shelf *shelf = *state;
	struct update made, again;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(update(shelf,
				"A " VALUE
				"3<!-- /value -->\r\n\r\n<!-- table: ns(switch, threads) "
				"-->\r\n<!-- /table -->\r\nB\r\n",
				&made),
			 0);
	assert_non_null(strstr(made.text, "| threads |"));
	assert_carriage_returns(made.text);
	assert_int_equal(update(shelf, made.text, &again), 0);
	assert_int_equal(again.count, 0);
	assert_string_equal(again.text, made.text);
	update_free(&again);
	update_free(&made);
}

static void assert_refused(struct shelf *shelf, const char *text, const char *words)
{
	struct update made;

	assert_int_equal(update(shelf, text, &made), -EINVAL);
	if (strncmp(shelf->problem.text, words, strlen(words)) != 0)
		fail_msg("\"%s\" does not begin with \"%s\"", shelf->problem.text, words);
}

static void what_cannot_be_written_is_pointed_at(void **state)
{
	struct shelf *shelf = *state;

	shelf_add(shelf, "one", 10, 2000);
	assert_refused(shelf,
		       "A <!-- value: ns(switch, threads) [intervall] --><!-- /value -->",
		       "a.md:1:15: unknown format \"intervall\"");
	assert_refused(shelf, "A <!-- value: ns(switch, threads) [KiB] --><!-- /value -->",
		       "a.md:1:15: the value is of ns, and KiB is not");
	assert_refused(shelf, "A <!-- value: ns(switch, threads) > 1 ns --><!-- /value -->",
		       "a.md:1:15: a value is a number");
	assert_refused(shelf, "A <!-- value: ns(switch, thread --><!-- /value -->",
		       "a.md:1:");
	assert_refused(shelf, "A\n<!-- table: before(\"a\", \"b\") -->\n<!-- /table -->\n",
		       "a.md:2:13: a table is of a duet");
	assert_refused(shelf, "A\n<!-- table: max(switch, threads) -->\n<!-- /table -->\n",
		       "a.md:2:13: nobody timed what waits in switch");
}

/* ---- amounts ---- */

static void assert_amount(double value, struct dimension dimension, const char *words,
			  const char *expected)
{
	struct estimate estimate = {
		.value = value, .low = value * 0.98, .high = value * 1.02};
	struct amount_style style;
	struct problem problem;
	char *text;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	assert_int_equal(amount_read_style(words, &style, &problem), 0);
	amount_write(file, &estimate, dimension, &style);
	fclose(file);
	assert_string_equal(text, expected);
	free(text);
}

static void amounts_have_the_unit_that_fits_or_that_is_asked_for(void **state)
{
	struct dimension ratio = DIMENSION_RATIO, time = DIMENSION_TIME,
			 bytes = DIMENSION_BYTES, rate = DIMENSION_RATE;

	(void)state;
	assert_amount(235.4, ratio, "", "235");
	assert_amount(235.4, ratio, "interval", "235 [231, 240]");
	assert_amount(235.4, ratio, "2 digits", "240");
	assert_amount(2.354, ratio, "2 digits", "2.4");
	assert_amount(0.354, ratio, "%", "35.4 %");
	assert_amount(2000, time, "", "2.00 µs");
	assert_amount(2000, time, "ns", "2,000 ns");
	assert_amount(2000, time, " us , number, 1 digit ", "2");
	assert_amount(4331.5, bytes, "", "4.23 KiB");
	assert_amount(1e-3, rate, "", "1,000,000/s");
	assert_amount(1e308, ratio, "interval", "1e+308 [9.8e+307, 1.02e+308]");
}

/* ---- saving ---- */

static void a_file_is_replaced_whole_with_its_mode(void **state)
{
	char path[] = "/tmp/evidence.XXXXXX", text[16] = "";
	int fd = mkstemp(path);
	struct stat status;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(fchmod(fd, 0640), 0);
	close(fd);
	assert_int_equal(folder_replace(path, "new", 3), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
	fd = open(path, O_RDONLY);
	assert_int_equal(read(fd, text, sizeof(text)), 3);
	close(fd);
	unlink(path);
	assert_int_equal(folder_replace(path, "new", 3), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(a_value_is_replaced_and_all_else_stays),
		SHELF_TEST(what_is_fresh_is_not_stale),
		SHELF_TEST(machines_are_side_by_side_and_never_averaged),
		SHELF_TEST(a_value_that_is_not_to_be_trusted_says_so),
		SHELF_TEST(what_is_not_measured_is_left_and_noted),
		SHELF_TEST(a_table_shows_all_contestants),
		SHELF_TEST(a_table_of_a_latency_shows_latencies),
		SHELF_TEST(lines_end_as_those_of_the_document_and_are_not_stale_for_it),
		SHELF_TEST(what_cannot_be_written_is_pointed_at),
		cmocka_unit_test(amounts_have_the_unit_that_fits_or_that_is_asked_for),
		cmocka_unit_test(a_file_is_replaced_whole_with_its_mode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
