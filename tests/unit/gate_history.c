/* SPDX-License-Identifier: MIT */
/* gate_history.c - what a gate adds to a history: its measured rows, over the base. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/gates.h"

#include "bench/gate/record/history.h"
#include "bench/gate/record/record_json.h"
#include "bench/store/folder.h"

struct place {
	char folder[64];
	struct gate_row rows[GATE_ROWS];
	struct gate_record record;
	struct trend_rows made;
	struct problem problem;
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	assert_non_null(place);
	strcpy(place->folder, "/tmp/gate-history-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	place->record = gate_made_twelve(place->rows);
	place->record.folder = place->folder;
	*state = place;
	return 0;
}

static const char *path_of(const struct place *place, const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", place->folder, name);
	return path;
}

static int tear_down(void **state)
{
	struct place *place = *state;

	trend_rows_free(&place->made);
	unlink(path_of(place, "gate.json"));
	unlink(path_of(place, "first/machine.json"));
	rmdir(path_of(place, "first"));
	assert_int_equal(rmdir(place->folder), 0);
	free(place);
	return 0;
}

static void put_machine(const struct place *place, const char *text)
{
	assert_int_equal(mkdir(path_of(place, "first"), 0755), 0);
	assert_int_equal(
		folder_put(path_of(place, "first"), "machine.json", text, strlen(text)), 0);
}

static int make(struct place *place)
{
	assert_int_equal(gate_write(&place->record, &place->problem), 0);
	return gate_history_make(&place->record, "3f2c1a9", &place->made, &place->problem);
}

static void a_measured_row_is_its_ratio_to_the_base(void **state)
{
	struct place *place = *state;
	const struct history_entry *entry;

	place->rows[3].name = "switch/coroutines:tasks=1000";
	assert_int_equal(make(place), 0);
	assert_int_equal(place->made.count, GATE_ROWS);
	entry = &place->made.entries[3];
	assert_string_equal(entry->row, "switch/coroutines:tasks=1000");
	assert_string_equal(entry->over, "main (3f2c1a9)");
	assert_string_equal(entry->metric, "wall");
	assert_string_equal(entry->unit, "×");
	assert_string_equal(entry->revision, "3f2c1a9");
	assert_string_equal(entry->date, "2026-11-28T09:06:31+0000");
	assert_float_equal(entry->value, 1.024, 1e-12);
	assert_true(entry->low < 1.024 && entry->high > 1.024);
	assert_int_equal(entry->rounds, 48);
	assert_true(entry->judged);
	assert_string_equal(entry->doubtful, "");
	assert_int_equal(json_integer_value(json_object_get(entry->parameters, "tasks")),
			 1000);
}

static void what_was_not_measured_has_no_entry(void **state)
{
	struct place *place = *state;

	place->rows[0].decisive.ratio = (struct estimate){NAN, NAN, NAN, 0};
	assert_int_equal(make(place), 0);
	assert_int_equal(place->made.count, GATE_ROWS - 1);
	assert_string_equal(place->made.entries[0].row, "handoff/threads");
}

static void a_count_has_no_interval(void **state)
{
	struct place *place = *state;

	place->rows[0].counted = true;
	place->rows[0].metric = "instructions";
	place->rows[0].decisive.ratio.low = place->rows[0].decisive.ratio.high = NAN;
	assert_int_equal(make(place), 0);
	assert_true(isnan(place->made.entries[0].low) &&
		    isnan(place->made.entries[0].high));
}

static void a_row_whose_control_failed_is_doubtful(void **state)
{
	struct place *place = *state;

	place->rows[0].control_failed = true;
	assert_int_equal(make(place), 0);
	assert_string_equal(place->made.entries[0].doubtful,
			    "the base differs from itself");
}

static void all_of_a_gate_that_could_not_measure_is_doubtful_with_its_reason(void **state)
{
	struct place *place = *state;

	place->rows[0].control_failed = true;
	place->record.verdict = GATE_UNMEASURED;
	place->record.reason = "interrupted by \"me\"";
	assert_int_equal(make(place), 0);
	assert_int_equal(place->made.count, GATE_ROWS);
	for (size_t i = 0; i < place->made.count; i++)
		assert_string_equal(place->made.entries[i].doubtful, "interrupted by 'me'");
}

static void a_row_that_could_not_be_measured_is_doubtful_alone(void **state)
{
	struct place *place = *state;

	place->rows[1].verdict = place->record.verdict = GATE_UNMEASURED;
	place->rows[1].reason = "the worker died";
	assert_int_equal(make(place), 0);
	assert_string_equal(place->made.entries[0].doubtful, "");
	assert_string_equal(place->made.entries[1].doubtful, "the worker died");
}

static void another_gate_has_another_fingerprint(void **state)
{
	struct place *place = *state;
	char first[FINGERPRINT_TEXT];

	assert_int_equal(make(place), 0);
	strcpy(first, place->made.results);
	trend_rows_free(&place->made);
	assert_int_equal(make(place), 0);
	assert_string_equal(place->made.results, first);
	trend_rows_free(&place->made);
	place->rows[3].decisive.ratio.value = 1.0241;
	assert_int_equal(make(place), 0);
	assert_string_not_equal(place->made.results, first);
}

static void the_machine_is_that_of_the_first_run(void **state)
{
	struct place *place = *state;
	struct machine machine;
	char *text, expected[FINGERPRINT_TEXT];
	json_t *json;

	machine_describe(&machine);
	json = machine_to_json(&machine);
	text = json_dumps(json, 0);
	put_machine(place, text);
	fingerprint_machine(&machine, expected);
	assert_int_equal(make(place), 0);
	assert_string_equal(place->made.machine, expected);
	assert_string_equal(place->made.entries[0].cpu, machine.cpu);
	free(text);
	json_decref(json);
}

static void a_damaged_machine_is_told(void **state)
{
	struct place *place = *state;

	put_machine(place, "{");
	assert_int_equal(make(place), -EBADMSG);
	assert_has(place->problem.text, "first/machine.json:1");
	assert_null(place->made.entries);
}

static void odd_names_are_one_line_without_quotes(void **state)
{
	struct place *place = *state;

	place->record.base = "a \"b\"\nc";
	assert_int_equal(make(place), 0);
	assert_string_equal(place->made.entries[0].over, "a 'b' c");
}

static void assert_revision(const char *name, const char *expected)
{
	char text[32];

	gate_revision(name, text, sizeof(text));
	assert_string_equal(text, expected);
}

static void a_revision_is_what_the_brackets_hold_or_the_name(void **state)
{
	(void)state;
	assert_revision("HEAD (3f2c1a9)", "3f2c1a9");
	assert_revision("working tree", "working tree");
	assert_revision("v0.1 (old) and more", "v0.1 (old) and more");
	assert_revision("()", "()");
	assert_revision("", "");
	assert_revision("a name that is longer than there is room for it",
			"a name that is longer than ther");
}

#define PLACE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(a_measured_row_is_its_ratio_to_the_base),
		PLACE_TEST(what_was_not_measured_has_no_entry),
		PLACE_TEST(a_count_has_no_interval),
		PLACE_TEST(a_row_whose_control_failed_is_doubtful),
		PLACE_TEST(
			all_of_a_gate_that_could_not_measure_is_doubtful_with_its_reason),
		PLACE_TEST(a_row_that_could_not_be_measured_is_doubtful_alone),
		PLACE_TEST(another_gate_has_another_fingerprint),
		PLACE_TEST(the_machine_is_that_of_the_first_run),
		PLACE_TEST(a_damaged_machine_is_told),
		PLACE_TEST(odd_names_are_one_line_without_quotes),
		cmocka_unit_test(a_revision_is_what_the_brackets_hold_or_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
