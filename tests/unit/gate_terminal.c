/* SPDX-License-Identifier: MIT */
/* gate_terminal.c - what a gate says on a terminal. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/gates.h"

#include "bench/gate/tell/terminal.h"
#include "bench/report/table.h"

static int write_plain(FILE *file, const struct gate_record *record)
{
	return gate_terminal_write(file, record, (struct gate_view){.width = SIZE_MAX});
}

static int write_narrow(FILE *file, const struct gate_record *record)
{
	return gate_terminal_write(file, record, (struct gate_view){.width = 80});
}

static int write_verbose(FILE *file, const struct gate_record *record)
{
	return gate_terminal_write(file, record,
				   (struct gate_view){.verbose = true, .width = SIZE_MAX});
}

static int write_coloured(FILE *file, const struct gate_record *record)
{
	return gate_terminal_write(file, record,
				   (struct gate_view){.colour = true, .width = SIZE_MAX});
}

static void a_gate_reads_as_a_table_with_the_worst_first(void **state)
{
	struct gate_row rows[GATE_ROWS];
	struct gate_record record = gate_made_twelve(rows);
	char *text = gate_written(write_plain, &record);

	(void)state;
	assert_string_equal(
		text,
		"gate  main (3f2c1a9) → working tree, 12 rows, elapsed time, lower is "
		"better, "
		"24 layouts, 31 s\n"
		"  row                  change  96 % interval     base     head  verdict\n"
		"  switch/coroutines    +2.4 %  [+2.1, +2.7]   10.4 ns  10.6 ns  slower, "
		"confirmed\n"
		"  handoff/threads      +0.6 %  [−0.4, +1.6]   10.4 ns  10.5 ns  "
		"inconclusive: "
		"about 40 s more\n"
		"  sleepers/coroutines  −2.0 %  [−2.3, −1.7]   10.4 ns  10.2 ns  faster\n"
		"  echo/threads         +0.1 %  [−0.3, +0.5]   10.4 ns  10.4 ns  as fast "
		"(within "
		"1 %)\n"
		"  spawn/coroutines     +0.1 %  [−0.3, +0.5]   10.4 ns  10.4 ns  as fast "
		"(within "
		"1 %)\n"
		"  ... 7 more as fast\n"
		"  A/A control, the base against itself: [−0.2, +0.4] % at the widest, in "
		"echo/threads\n"
		"FAIL  switch/coroutines is 2.4 % slower; 1 inconclusive. The rounds: duet "
		"report "
		"results/gate-2026-11-28/confirm\n");
	free(text);
}

static void verbose_folds_nothing_and_shows_every_control(void **state)
{
	struct gate_row rows[GATE_ROWS];
	struct gate_record record = gate_made_twelve(rows);
	char *text = gate_written(write_verbose, &record);

	(void)state;
	for (size_t i = 0; i < GATE_ROWS; i++)
		assert_has(text, rows[i].name);
	assert_has(text, "A/A control   ");
	assert_lacks(text, " more as ");
	free(text);
}

static void a_narrow_terminal_loses_the_values_and_no_line_is_too_wide(void **state)
{
	struct gate_row rows[GATE_ROWS];
	struct gate_record record = gate_made_twelve(rows);
	char *text;

	(void)state;
	rows[3].reason =
		"a reason of so many words that no terminal of eighty columns would "
		"have room for it in one line";
	rows[3].name = "a-workload-of-a-long-name/coroutines,connections=8";
	text = gate_written(write_narrow, &record);
	assert_lacks(text, "10.4 ns");
	assert_has(text, "a-workload-o…nnections=8");
	assert_has(text, "slower, confirmed");
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		assert_in_range(table_text_width(line), 1, 80);
	free(text);
}

static void colour_says_nothing_that_words_do_not(void **state)
{
	struct gate_row rows[GATE_ROWS];
	struct gate_record record = gate_made_twelve(rows);
	char *plain = gate_written(write_plain, &record);
	char *coloured = gate_written(write_coloured, &record), *out = coloured;

	(void)state;
	assert_lacks(plain, "\033");
	assert_has(coloured, "\033[31mFAIL\033[0m");
	assert_has(coloured, "\033[31mslower, confirmed");
	assert_has(coloured, "\033[32mfaster");
	assert_has(coloured, "  inconclusive: about");
	for (char *in = coloured; *in; in++)
		if (*in == '\033')
			in += strcspn(in, "m");
		else
			*out++ = *in;
	*out = '\0';
	assert_string_equal(coloured, plain);
	free(plain);
	free(coloured);
}

static void a_verdict_on_one_link_says_so(void **state)
{
	struct gate_row rows[] = {gate_made_row("hash/bytes", GATE_FAIL, 49, 0.3),
				  gate_made_row("hash/line", GATE_PASS, 0, 0.3)};
	struct gate_record record = gate_made(rows, 2);
	char *text;

	(void)state;
	record.layouts = rows[0].layouts = rows[1].layouts = 1;
	text = gate_written(write_plain, &record);
	assert_has(text, "slower in this one link, confirmed");
	assert_has(text, "FAIL  hash/bytes is 49.0 % slower, in this one link. ");
	free(text);
	record = gate_made(rows + 1, 1);
	text = gate_written(write_plain, &record);
	assert_has(text, "PASS  none of 1 row is worse, within 1 %, in this one link. ");
	free(text);
	rows[0].metric = "memory";
	record = gate_made(rows, 1);
	text = gate_written(write_plain, &record);
	assert_lacks(text, "link");
	free(text);
}

static void an_inconclusive_command_tells_how_near_it_comes(void **state)
{
	struct gate_row rows[] = {gate_made_row("command", GATE_INCONCLUSIVE, -4, 12.5),
				  gate_made_row("command", GATE_INCONCLUSIVE, 17, NAN),
				  gate_made_row("command", GATE_PASS, 0, 0.3)};
	static const char *const says[] = {
		(" Whole commands scatter: expect ±12 %; four times the budget halves "
		 "that; "
		 "rows of a worker are far more precise (docs/gate.md). Again: "),
		" Whole commands scatter; rows of a worker ", "PASS  "};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct gate_record record = gate_made(rows + i, 1);
		char *text;

		rows[i].layouts = 1;
		text = gate_written(write_plain, &record);
		assert_has(text, says[i]);
		assert_lacks(text, "link");
		if (i == 2)
			assert_lacks(text, "scatter");
		free(text);
	}
}

static void several_metrics_have_a_column_and_their_own_words(void **state)
{
	struct gate_row rows[] = {
		gate_made_row("switch/coroutines", GATE_PASS, 0, 0.3),
		gate_made_row("spawn/threads", GATE_FAIL, 3.1, 0.4),
		gate_made_row("spawn/threads", GATE_FAIL, 0.52, NAN),
	};
	struct gate_record record = gate_made(rows, 3);
	char *text;

	(void)state;
	rows[1].metric = "memory";
	rows[1].unit = "bytes";
	rows[1].base = 4330;
	rows[1].head = 4464;
	rows[2].metric = "instructions";
	rows[2].unit = "";
	rows[2].counted = true;
	rows[2].tolerance = 0.002;
	rows[2].stage = GATE_FIRST;
	text = gate_written(write_plain, &record);
	assert_has(text, "spawn/threads      memory        +3.1 %   [+2.7, +3.5]    4.23 "
			 "KiB   4.36 KiB  more, "
			 "confirmed\n");
	assert_has(text, "instructions  +0.52 %                 10.4");
	assert_has(text, "more, counted\n");
	assert_has(text,
		   "FAIL  2 of 3 rows are worse: spawn/threads needs 3.1 % more memory, "
		   "spawn/threads needs 0.52 % more instructions. ");
	free(text);
}

/* The last line of what is said, to be freed. */
static char *last_line(const struct gate_record *record)
{
	char *text = gate_written(write_plain, record), *line, *end;

	end = strrchr(text, '\n');
	assert_non_null(end);
	*end = '\0';
	line = strrchr(text, '\n');
	line = strdup(line ? line + 1 : text);
	assert_non_null(line);
	free(text);
	return line;
}

static void assert_last(const struct gate_record *record, const char *words)
{
	char *line = last_line(record);

	assert_string_equal(line, words);
	free(line);
}

static void the_last_line_says_the_verdict_and_what_to_type_next(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_PASS, 0, 0.3),
				  gate_made_row("b", GATE_WAIVED, 3, 0.3)};
	struct gate_record record = gate_made(rows, 2);

	(void)state;
	assert_last(&record, "PASS  none of 1 row is worse, within 1 %; 1 waived. "
			     "The rounds: duet report results/gate-2026-11-28/first");
	rows[1].stage = GATE_CONFIRMED;
	assert_last(&record, "PASS  none of 1 row is worse, within 1 %; 1 waived. "
			     "The rounds: duet report results/gate-2026-11-28/confirm");
	rows[1] = gate_made_row("b", GATE_INCONCLUSIVE, 0.5, 1);
	rows[1].seconds_needed = 72;
	record = gate_made(rows, 2);
	assert_last(&record,
		    "INCONCLUSIVE  1 of 2 rows could not be told: b; about 1 min 12 s "
		    "more would do. Again: scripts/gate main --budget=140");
	rows[1] = gate_made_row("b", GATE_UNMEASURED, NAN, NAN);
	record = gate_made(rows, 2);
	assert_last(&record, "COULD NOT MEASURE  1 of 2 rows could not be measured. Again: "
			     "scripts/gate main");
}

static void a_gate_without_rows_says_why(void **state)
{
	struct gate_record record = gate_made(NULL, 0);

	(void)state;
	assert_last(&record, "COULD NOT MEASURE  nothing could be compared. Again: "
			     "scripts/gate main");
	record.reason = "the base does not build";
	assert_last(&record,
		    "COULD NOT MEASURE  the base does not build. Again: scripts/gate "
		    "main");
	record.same = true;
	record.verdict = GATE_PASS;
	record.reason = "";
	assert_last(&record, "PASS  the programs are equal: nothing was measured.");
}

static void many_failures_are_counted_and_the_first_are_named(void **state)
{
	struct gate_row rows[40];
	struct gate_record record;
	char *text;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		rows[i] = gate_made_row("switch/coroutines", GATE_FAIL, 2, 0.3);
	record = gate_made(rows, 40);
	record.folder = "results/o'clock $1";
	text = last_line(&record);
	assert_has(text,
		   "FAIL  40 of 40 rows are worse: switch/coroutines is 2.0 % slower, ");
	assert_has(text, " and 37 more. The rounds: duet report "
			 "'results/o'\\''clock $1/confirm'");
	free(text);
	record.folder = ""; /* nothing was kept */
	text = last_line(&record);
	assert_has(text, " and 37 more.");
	assert_lacks(text, "The rounds");
	free(text);
}

static void reasons_waivers_and_warnings_have_lines_of_their_own(void **state)
{
	static const struct warning_record warning = {"the machine was busy", "end it"};
	struct gate_row rows[] = {gate_made_row("a", GATE_INCONCLUSIVE, 5, 0.3),
				  gate_made_row("b", GATE_WAIVED, 3, 0.3),
				  gate_made_row("c", GATE_NOT_COMPARABLE, NAN, NAN)};
	struct gate_record record = gate_made(rows, 3);
	char *text;

	(void)state;
	rows[0].control_failed = true;
	rows[0].control.ratio = (struct estimate){1.02, 1.01, 1.03, 48};
	rows[1].waiver = "a new queue, until 2027-01-01";
	rows[2].reason = "the workload changed";
	record.warnings = &warning;
	record.warning_count = 1;
	text = gate_written(write_plain, &record);
	assert_has(text, "inconclusive: the control failed\n");
	assert_has(text, "slower, waived\n");
	assert_has(text, "\n  b: waived: a new queue, until 2027-01-01\n");
	assert_has(text, "\n  c: the workload changed\n");
	assert_has(text, "[+1.0, +3.0] % at the widest, in a\n");
	assert_has(text, "\nwarning: the machine was busy. Remedy: end it.\n");
	free(text);
}

static void a_waiver_that_is_exceeded_is_not_said_to_waive(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_FAIL, 8, 0.3)};
	struct gate_record record = gate_made(rows, 1);
	char *text;

	(void)state;
	rows[0].reason = "slower than its waiver allows (5 %)";
	rows[0].waiver = "a new queue (until 2027-01-01)";
	text = gate_written(write_plain, &record);
	assert_has(text, "\n  a: slower than its waiver allows (5 %); waiver: a new queue "
			 "(until 2027-01-01)\n");
	assert_lacks(text, "waived");
	free(text);
}

static void an_inconclusive_row_says_what_would_tell_as_far_as_it_is_known(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_INCONCLUSIVE, 0.5, 1),
				  gate_made_row("b", GATE_INCONCLUSIVE, 0.5, 1),
				  gate_made_row("c", GATE_INCONCLUSIVE, 0.5, 1)};
	struct gate_record record = gate_made(rows, 3);
	char *text;

	(void)state;
	rows[0].seconds_needed = 0.2;
	rows[1].rounds_needed = 1234.5;
	text = gate_written(write_plain, &record);
	assert_has(text, "inconclusive: about 1 s more\n");
	assert_has(text, "inconclusive: 1,240 more rounds\n");
	assert_has(text, "inconclusive\n");
	assert_has(text, "; about 1 s more would do for 1 of them. ");
	assert_has(text, "Again: scripts/gate main --budget=70\n");
	free(text);
}

/* Those of the rows together, to the next ten seconds; of rows of the same rounds the most. */
static void the_budget_that_would_do_is_that_of_all_rows(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_INCONCLUSIVE, 0.5, 1),
				  gate_made_row("b", GATE_INCONCLUSIVE, 0.5, 1),
				  gate_made_row("b", GATE_INCONCLUSIVE, 0.5, 1),
				  gate_made_row("c", GATE_PASS, 0, 0.3)};
	struct gate_record record = gate_made(rows, 4);
	char *line;

	(void)state;
	rows[0].seconds_needed = 41;
	rows[1].seconds_needed = 78;
	rows[2].seconds_needed = 30;
	rows[2].metric = "cpu";
	line = last_line(&record);
	assert_has(line, "; about 1 min 59 s more would do. ");
	assert_has(line, "Again: scripts/gate main --budget=180");
	free(line);
}

static void no_budget_is_told_that_would_not_do(void **state)
{
	struct gate_row row = gate_made_row("a", GATE_INCONCLUSIVE, 0.5, 1);
	struct gate_record record = gate_made(&row, 1);

	(void)state;
	assert_last(&record, "INCONCLUSIVE  1 of 1 row could not be told: a. "
			     "Again: scripts/gate main");
	row.seconds_needed = 86400;
	assert_last(&record,
		    "INCONCLUSIVE  1 of 1 row could not be told: a; about 24 h 0 min more "
		    "would do. Again: scripts/gate main");
	row.seconds_needed = 86340;
	assert_last(&record, "INCONCLUSIVE  1 of 1 row could not be told: a; about 23 h 59 "
			     "min more would do. Again: scripts/gate main --budget=86400");
	row.seconds_needed = 2;
	record.command = "duet gate -- a b";
	assert_last(&record,
		    "INCONCLUSIVE  1 of 1 row could not be told: a; about 2 s more "
		    "would do. Again: duet gate -- a b");
	record.command = "scripts/gate main";
	record.budget_ns = 0; /* of an earlier version */
	assert_last(&record,
		    "INCONCLUSIVE  1 of 1 row could not be told: a; about 2 s more "
		    "would do. Again: scripts/gate main");
}

static void odd_names_move_nothing_and_what_is_unknown_is_a_dash(void **state)
{
	struct gate_row rows[] = {gate_made_row(ODD_NAME, GATE_UNMEASURED, NAN, NAN)};
	struct gate_record record = gate_made(rows, 1);
	char *text;

	(void)state;
	rows[0].reason = rows[0].waiver = record.head = record.command = ODD_NAME;
	rows[0].head = NAN;
	rows[0].control = (struct gate_ratio){{NAN, NAN, NAN, 0}, NAN};
	text = gate_written(write_plain, &record);
	assert_has(text, " -            10.4 ns     -  could not be measured\n");
	for (const char *c = text; *c; c++)
		assert_true((unsigned char)*c >= ' ' || *c == '\n');
	assert_lacks(text, "\xff");
	assert_lacks(text, "A/A control");
	free(text);
}

static void an_interval_has_the_decimals_that_it_is_worth(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_FAIL, 250, 30),
				  gate_made_row("b", GATE_PASS, 0.012, 0.02),
				  gate_made_row("c", GATE_PASS, 0.001, 0.3)};
	struct gate_record record = gate_made(rows, 3);
	char *text;

	(void)state;
	rows[0].decisive.confidence = 0.9975;
	text = gate_written(write_plain, &record);
	assert_has(text, "96 … 99.75 % interval");
	assert_has(text, "+250 %     [+220, +280]");
	assert_has(text, "+0.01 %  [−0.01, +0.03]");
	assert_has(text, " 0.0 %   [−0.3, +0.3]");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gate_reads_as_a_table_with_the_worst_first),
		cmocka_unit_test(verbose_folds_nothing_and_shows_every_control),
		cmocka_unit_test(
			a_narrow_terminal_loses_the_values_and_no_line_is_too_wide),
		cmocka_unit_test(colour_says_nothing_that_words_do_not),
		cmocka_unit_test(a_verdict_on_one_link_says_so),
		cmocka_unit_test(an_inconclusive_command_tells_how_near_it_comes),
		cmocka_unit_test(several_metrics_have_a_column_and_their_own_words),
		cmocka_unit_test(the_last_line_says_the_verdict_and_what_to_type_next),
		cmocka_unit_test(a_gate_without_rows_says_why),
		cmocka_unit_test(many_failures_are_counted_and_the_first_are_named),
		cmocka_unit_test(reasons_waivers_and_warnings_have_lines_of_their_own),
		cmocka_unit_test(a_waiver_that_is_exceeded_is_not_said_to_waive),
		cmocka_unit_test(
			an_inconclusive_row_says_what_would_tell_as_far_as_it_is_known),
		cmocka_unit_test(the_budget_that_would_do_is_that_of_all_rows),
		cmocka_unit_test(no_budget_is_told_that_would_not_do),
		cmocka_unit_test(odd_names_move_nothing_and_what_is_unknown_is_a_dash),
		cmocka_unit_test(an_interval_has_the_decimals_that_it_is_worth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
