/* SPDX-License-Identifier: MIT */
/* gate_annotations.c - a gate as GitHub's workflow commands: each a line that ends where it should. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support/gates.h"

#include "bench/gate/tell/annotations.h"

static size_t lines_beginning(const char *text, const char *words)
{
	size_t count = 0;

	for (; text; text = strchr(text, '\n')) {
		text += *text == '\n';
		count += !strncmp(text, words, strlen(words));
	}
	return count;
}

static void each_verdict_has_its_kind_and_the_last_line_is_the_gates(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_PASS, 0, 0.3),
				  gate_made_row("b", GATE_FAIL, 2.4, 0.3),
				  gate_made_row("c", GATE_INCONCLUSIVE, 1, 1),
				  gate_made_row("d", GATE_WAIVED, 3, 0.3),
				  gate_made_row("e", GATE_NOT_COMPARABLE, NAN, NAN)};
	struct gate_record record = gate_made(rows, 5);
	char *text = gate_written(gate_annotations_write, &record);

	(void)state;
	assert_string_equal(
		text,
		"::error title=b%3A slower%2C confirmed::+2.4 %25 [+2.1, +2.7] (96 %25 "
		"interval), 10.4 ns → 10.6 ns, A/A control [−0.2, +0.4], tolerance 1 %25: "
		"slower, confirmed\n"
		"::warning title=c%3A inconclusive::+1.0 %25 [0.0, +2.0] (96 %25 "
		"interval), "
		"10.4 ns → 10.5 ns, A/A control [−0.2, +0.4], tolerance 1 %25: "
		"inconclusive\n"
		"::notice title=d%3A slower%2C waived::+3.0 %25 [+2.7, +3.3] (96 %25 "
		"interval), "
		"10.4 ns → 10.7 ns, A/A control [−0.2, +0.4], tolerance 1 %25: slower, "
		"waived\n"
		"::notice title=e%3A not comparable::not comparable\n"
		"::error title=FAIL::b is 2.4 %25 slower; 1 waived, 1 inconclusive, 1 not "
		"comparable. The rounds: duet report results/gate-2026-11-28/confirm\n");
	free(text);
}

static void no_text_ends_its_line_or_its_property(void **state)
{
	struct gate_row rows[] = {
		gate_made_row("a:b,c\r\n::error::%0A", GATE_FAIL, 2, 0.3)};
	struct gate_record record = gate_made(rows, 1);
	char *text;

	(void)state;
	rows[0].reason = "x\n::set-output name=y::z";
	text = gate_written(gate_annotations_write, &record);
	assert_int_equal(lines_beginning(text, "::"), 2);
	assert_has(text, "::error title=a%3Ab%2Cc%0D%0A%3A%3Aerror%3A%3A%250A%3A slower");
	assert_has(text, "; x%0A::set-output name=y::z\n");
	free(text);
}

static void no_text_is_obeyed(void **state)
{
	struct gate_row rows[] = {gate_made_row("a\033]0;b\a\xff\xc2", GATE_FAIL, 2, 0.3)};
	struct gate_record record = gate_made(rows, 1);
	char *text;

	(void)state;
	record.base = "main\033[2J\xc3";
	record.command = "scripts/gate main\033[2J\xc3";
	rows[0].reason = "x\r\ny\xe2\x80\xae\033z";
	text = gate_written(gate_annotations_write, &record);
	assert_has(text, "title=a\xef\xbf\xbd]0;b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd%3A");
	assert_has(text, "x%0D%0Ay\xef\xbf\xbd\xef\xbf\xbdz\n");
	assert_lacks(text, "\033");
	free(text);
	record = gate_made(NULL, 0);
	record.command = "scripts/gate main\033[2J\xc3";
	text = gate_written(gate_annotations_write, &record);
	assert_has(text, "scripts/gate main\xef\xbf\xbd[2J\xef\xbf\xbd\n");
	free(text);
}

static void more_than_github_shows_are_counted_in_the_last_one(void **state)
{
	struct gate_row rows[40];
	struct gate_record record;
	char *text;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		rows[i] = gate_made_row("a", GATE_FAIL, 2, 0.3);
	record = gate_made(rows, 40);
	text = gate_written(gate_annotations_write, &record);
	assert_int_equal(lines_beginning(text, "::error"), 10);
	assert_has(text,
		   "::error title=more rows::32 more are in gate.json and the table.\n");
	free(text);
	record = gate_made(rows, 9);
	text = gate_written(gate_annotations_write, &record);
	assert_int_equal(lines_beginning(text, "::error"), 10);
	assert_lacks(text, "more rows");
	free(text);
}

static void a_gate_that_passes_is_one_notice(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_PASS, 0, 0.3)};
	struct gate_record record = gate_made(rows, 1);
	char *text = gate_written(gate_annotations_write, &record);

	(void)state;
	assert_string_equal(text,
			    "::notice title=PASS::none of 1 row is worse, within 1 %25. "
			    "The rounds: duet report results/gate-2026-11-28/first\n");
	free(text);
}

static void a_gate_that_could_not_measure_is_an_error(void **state)
{
	struct gate_record record = gate_made(NULL, 0);
	char *text;

	(void)state;
	record.reason = "the base does not build";
	text = gate_written(gate_annotations_write, &record);
	assert_string_equal(text,
			    "::error title=COULD NOT MEASURE::the base does not build. "
			    "Again: scripts/gate main\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_verdict_has_its_kind_and_the_last_line_is_the_gates),
		cmocka_unit_test(no_text_ends_its_line_or_its_property),
		cmocka_unit_test(no_text_is_obeyed),
		cmocka_unit_test(more_than_github_shows_are_counted_in_the_last_one),
		cmocka_unit_test(a_gate_that_passes_is_one_notice),
		cmocka_unit_test(a_gate_that_could_not_measure_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
