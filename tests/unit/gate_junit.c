/* SPDX-License-Identifier: MIT */
/* gate_junit.c - a gate as JUnit's XML: well-formed whatever it says, and counted right. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "support/gates.h"

#include "bench/gate/tell/junit.h"

/* Who may stand in whom, and the attributes that each may have. */
static const struct rule {
	const char *element, *parent, *attributes;
} grammar[] = {
	{"testsuites", "", " name tests failures errors time "},
	{"testsuite", "testsuites", " name tests failures errors skipped time timestamp "},
	{"properties", "testsuite", ""},
	{"property", "properties", " name value "},
	{"testcase", "testsuite", " classname name "},
	{"failure", "testcase", " type message "},
	{"error", "testcase", " type message "},
	{"skipped", "testcase", " type message "},
	{"system-out", "testcase", ""},
};

#define KINDS (sizeof(grammar) / sizeof(grammar[0]))

/* What expat found. */
struct found {
	const char *open[8]; /* elements */
	size_t depth;
	size_t counts[KINDS];
	char name[256],
		message[1024]; /* the last ones of a testcase and of what is in it */
	char text[1024];       /* that is in it */
	char totals[4][8];     /* tests, failures, errors, skipped of the testsuite */
};

static const char *value_of(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(attributes[0], name))
			return attributes[1];
	return "";
}

static void keep_totals(struct found *found, const char **attributes)
{
	static const char *const names[] = {"tests", "failures", "errors", "skipped"};

	for (size_t i = 0; i < 4; i++)
		snprintf(found->totals[i], 8, "%s", value_of(attributes, names[i]));
}

static void begin(void *context, const char *element, const char **attributes)
{
	struct found *found = context;
	const char *parent = found->depth ? found->open[found->depth - 1] : "";
	size_t kind = 0;

	while (kind < KINDS && strcmp(grammar[kind].element, element) != 0)
		kind++;
	assert_in_range(kind, 0, KINDS - 1);
	assert_string_equal(parent, grammar[kind].parent);
	for (size_t i = 0; attributes[i]; i += 2) {
		char name[32];

		snprintf(name, sizeof(name), " %s ", attributes[i]);
		assert_has(grammar[kind].attributes, name);
	}
	if (!strcmp(element, "testsuite"))
		keep_totals(found, attributes);
	if (!strcmp(element, "testcase"))
		snprintf(found->name, sizeof(found->name), "%s",
			 value_of(attributes, "name"));
	if (*value_of(attributes, "message"))
		snprintf(found->message, sizeof(found->message), "%s",
			 value_of(attributes, "message"));
	found->counts[kind]++;
	found->open[found->depth++] = grammar[kind].element;
}

static void text(void *context, const char *bytes, int count)
{
	struct found *found = context;
	size_t length = strlen(found->text);

	if (!strcmp(found->open[found->depth - 1], "failure") ||
	    !strcmp(found->open[found->depth - 1], "error"))
		snprintf(found->text + length, sizeof(found->text) - length, "%.*s", count,
			 bytes);
}

static void end(void *context, const char *element)
{
	struct found *found = context;

	(void)element;
	found->depth--;
}

static struct found parsed(const struct gate_record *record)
{
	char *written = gate_written(gate_junit_write, record);
	struct found found = {0};
	XML_Parser parser = XML_ParserCreate(NULL);

	assert_non_null(parser);
	XML_SetUserData(parser, &found);
	XML_SetElementHandler(parser, begin, end);
	XML_SetCharacterDataHandler(parser, text);
	if (XML_Parse(parser, written, (int)strlen(written), 1) != XML_STATUS_OK)
		fail_msg("%s in:\n%s", XML_ErrorString(XML_GetErrorCode(parser)), written);
	XML_ParserFree(parser);
	free(written);
	return found;
}

static size_t count(const struct found *found, const char *element)
{
	for (size_t i = 0; i < KINDS; i++)
		if (!strcmp(grammar[i].element, element))
			return found->counts[i];
	return 0;
}

static void a_row_is_a_test_and_its_verdict_the_outcome(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_PASS, 0, 0.3),
				  gate_made_row("b", GATE_FAIL, 2, 0.3),
				  gate_made_row("c", GATE_INCONCLUSIVE, 1, 1),
				  gate_made_row("d", GATE_WAIVED, 3, 0.3),
				  gate_made_row("e", GATE_NOT_COMPARABLE, NAN, NAN),
				  gate_made_row("f", GATE_UNMEASURED, NAN, NAN)};
	struct gate_record record = gate_made(rows, 6);
	struct found found = parsed(&record);

	(void)state;
	assert_int_equal(count(&found, "testcase"), 6);
	assert_int_equal(count(&found, "system-out"), 1);
	assert_int_equal(count(&found, "failure"), 1);
	assert_int_equal(count(&found, "skipped"), 3);
	assert_int_equal(count(&found, "error"), 1);
	assert_string_equal(found.totals[0], "6");
	assert_string_equal(found.totals[1], "1");
	assert_string_equal(found.totals[2], "1");
	assert_string_equal(found.totals[3], "3");
}

static void a_failure_says_by_how_much_and_how_sure(void **state)
{
	struct gate_row rows[] = {gate_made_row("switch/coroutines", GATE_FAIL, 2.4, 0.3)};
	struct gate_record record = gate_made(rows, 1);
	struct found found = parsed(&record);

	(void)state;
	assert_string_equal(found.name, "switch/coroutines, elapsed time");
	assert_string_equal(found.message,
			    "+2.4 % [+2.1, +2.7] (96 % interval), 10.4 ns → 10.6 ns, A/A "
			    "control [−0.2, +0.4], tolerance 1 %: slower, confirmed");
	assert_string_equal(found.text, found.message); /* GitLab shows this alone */
}

/* https://www.w3.org/TR/xmlschema-2/#dateTime, which JUnit's schemas ask for */
static void when_it_started_is_a_date_and_time_of_xml(void **state)
{
	static const char *const started[][2] = {
		{"2026-11-28T09:06:31+0100", "timestamp=\"2026-11-28T09:06:31+01:00\""},
		{"2026-11-28T09:06:31-0330", "timestamp=\"2026-11-28T09:06:31-03:30\""},
		{"2026-11-28T09:06:31+01:00", "timestamp=\"2026-11-28T09:06:31+01:00\""},
		{"2026", "timestamp=\"2026\""},
		{"", "timestamp=\"\""}};
	struct gate_row rows[] = {gate_made_row("a", GATE_PASS, 0, 0.3)};
	struct gate_record record = gate_made(rows, 1);

	(void)state;
	for (size_t i = 0; i < sizeof(started) / sizeof(started[0]); i++) {
		char *written;

		record.started = started[i][0];
		written = gate_written(gate_junit_write, &record);
		assert_has(written, started[i][1]);
		free(written);
	}
}

static void the_same_workload_in_two_metrics_is_two_tests(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_PASS, 0, 0.3),
				  gate_made_row("a", GATE_PASS, 0, 0.3)};
	struct gate_record record = gate_made(rows, 2);
	char *text;

	(void)state;
	rows[1].metric = "memory";
	text = gate_written(gate_junit_write, &record);
	assert_has(text, "classname=\"duet.gate\" name=\"a, elapsed time\"");
	assert_has(text, "classname=\"duet.gate\" name=\"a, memory\"");
	free(text);
}

static void any_text_is_well_formed_and_read_back(void **state)
{
	struct gate_row rows[] = {gate_made_row(ODD_NAME, GATE_FAIL, 2.4, 0.3),
				  gate_made_row("b]]>", GATE_PASS, NAN, NAN)};
	struct gate_record record = gate_made(rows, 2);
	struct found found;

	(void)state;
	rows[0].reason = rows[1].reason = record.base = record.head = record.command =
		ODD_NAME;
	record.started = record.version = "\xef\xbf\xbe\x01";
	found = parsed(&record);
	assert_has(
		found.message,
		"; a|b<c>&\"'`*_[x](y)%:,\uFFFD[31m\uFFFD\n\t\\"); /* no line end was lost */
	assert_string_equal(found.text, found.message);
	assert_string_equal(found.name, "b]]>, elapsed time");
}

static void a_gate_without_rows_is_one_test(void **state)
{
	struct gate_record record = gate_made(NULL, 0);
	struct found found;

	(void)state;
	record.reason = "the base does not build";
	found = parsed(&record);
	assert_string_equal(found.message, "the base does not build");
	assert_string_equal(found.text, found.message);
	assert_string_equal(found.totals[0], "1");
	assert_string_equal(found.totals[2], "1");
	record.verdict = GATE_PASS;
	record.same = true;
	found = parsed(&record);
	assert_int_equal(count(&found, "testcase"), 1);
	assert_int_equal(count(&found, "error"), 0);
	assert_string_equal(found.totals[2], "0");
}

static void a_gate_that_could_compare_nothing_is_no_success(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_NOT_COMPARABLE, NAN, NAN)};
	struct gate_record record = gate_made(rows, 1);
	struct found found = parsed(&record);

	(void)state;
	assert_int_equal(count(&found, "testcase"), 2);
	assert_int_equal(count(&found, "error"), 1);
	assert_string_equal(found.message, "nothing could be compared");
}

static void forty_rows_are_forty_tests(void **state)
{
	struct gate_row rows[40];
	struct gate_record record;
	struct found found;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		rows[i] = gate_made_row("a", i % 2 ? GATE_PASS : GATE_FAIL, 2, 0.3);
	record = gate_made(rows, 40);
	found = parsed(&record);
	assert_int_equal(count(&found, "testcase"), 40);
	assert_string_equal(found.totals[1], "20");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_a_test_and_its_verdict_the_outcome),
		cmocka_unit_test(a_failure_says_by_how_much_and_how_sure),
		cmocka_unit_test(when_it_started_is_a_date_and_time_of_xml),
		cmocka_unit_test(the_same_workload_in_two_metrics_is_two_tests),
		cmocka_unit_test(any_text_is_well_formed_and_read_back),
		cmocka_unit_test(a_gate_without_rows_is_one_test),
		cmocka_unit_test(a_gate_that_could_compare_nothing_is_no_success),
		cmocka_unit_test(forty_rows_are_forty_tests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
