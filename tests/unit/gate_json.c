/* SPDX-License-Identifier: MIT */
/* gate_json.c - gate.json: what is written is read back, and damage is refused by one line. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/gates.h"

#include "bench/gate/record/record_json.h"

struct place {
	char folder[64];
	struct gate_row rows[GATE_ROWS];
	struct gate_record record;
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	assert_non_null(place);
	strcpy(place->folder, "/tmp/gate-json-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	place->record = gate_made_twelve(place->rows);
	place->record.folder = place->folder;
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	char path[96];

	snprintf(path, sizeof(path), "%s/gate.json", place->folder);
	unlink(path);
	assert_int_equal(rmdir(place->folder), 0); /* nothing else was left there */
	free(place);
	return 0;
}

static void write_record(const struct place *place)
{
	struct problem problem = {0};

	assert_int_equal(gate_write(&place->record, &problem), 0);
}

static void read_record(const struct place *place, struct gate_document *document)
{
	struct problem problem = {0};

	if (gate_read(place->folder, document, &problem))
		fail_msg("%s", problem.text);
}

/* To the nine digits that documents have. */
static void assert_same_number(double a, double b)
{
	assert_true((!isfinite(a) && isnan(b)) || fabs(a - b) <= 1e-8 * fabs(a));
}

static void assert_same_ratio(const struct gate_ratio *a, const struct gate_ratio *b)
{
	assert_same_number(a->ratio.value, b->ratio.value);
	assert_same_number(a->ratio.low, b->ratio.low);
	assert_same_number(a->ratio.high, b->ratio.high);
	assert_same_number(a->confidence, b->confidence);
	if (gate_is_measured(a))
		assert_int_equal(a->ratio.rounds, b->ratio.rounds);
}

static void assert_same_row(const struct gate_row *a, const struct gate_row *b)
{
	assert_string_equal(a->name, b->name);
	assert_string_equal(a->metric, b->metric);
	assert_int_equal(a->counted, b->counted);
	assert_same_number(a->tolerance, b->tolerance);
	assert_same_number(a->margin, b->margin);
	assert_same_number(a->base, b->base);
	assert_same_number(a->head, b->head);
	assert_string_equal(a->unit, b->unit);
	assert_int_equal(a->stage, b->stage);
	assert_same_ratio(&a->decisive, &b->decisive);
	assert_same_ratio(&a->first, &b->first);
	assert_same_ratio(&a->control, &b->control);
	assert_int_equal(a->control_failed, b->control_failed);
	assert_int_equal(a->layouts, b->layouts);
	assert_same_number(a->rounds_needed, b->rounds_needed);
	assert_same_number(a->seconds_needed, b->seconds_needed);
	assert_int_equal(a->verdict, b->verdict);
	assert_string_equal(a->reason, b->reason);
	assert_string_equal(a->waiver, b->waiver);
}

static void assert_same(const struct gate_record *a, const struct gate_record *b)
{
	assert_string_equal(a->base, b->base);
	assert_string_equal(a->head, b->head);
	assert_string_equal(a->command, b->command);
	assert_string_equal(a->version, b->version);
	assert_string_equal(a->started, b->started);
	assert_string_equal(a->folder, b->folder);
	assert_int_equal(a->elapsed_ns, b->elapsed_ns);
	assert_int_equal(a->measured_ns, b->measured_ns);
	assert_int_equal(a->budget_ns, b->budget_ns);
	assert_int_equal(a->layouts, b->layouts);
	assert_int_equal(a->same, b->same);
	assert_int_equal(a->verdict, b->verdict);
	assert_string_equal(a->reason, b->reason);
	assert_int_equal(a->row_count, b->row_count);
	for (size_t i = 0; i < a->row_count; i++)
		assert_same_row(&a->rows[i], &b->rows[i]);
	assert_int_equal(a->warning_count, b->warning_count);
	for (size_t i = 0; i < a->warning_count; i++) {
		assert_string_equal(a->warnings[i].text, b->warnings[i].text);
		assert_string_equal(a->warnings[i].remedy, b->warnings[i].remedy);
	}
}

static void all_of_a_record_is_read_back(void **state)
{
	static const struct warning_record warnings[] = {{"a text", "a remedy"}, {"b", ""}};
	struct place *place = *state;
	struct gate_document document;

	place->rows[5].counted = true;
	place->rows[5].metric = "allocations";
	place->rows[5].unit = "";
	place->rows[6].verdict = GATE_WAIVED;
	place->rows[6].waiver = "meant, until 2027-01-01";
	place->rows[7].control_failed = true;
	place->rows[7].reason = "the base differs from itself";
	place->rows[7].rounds_needed = 400;
	place->record.warnings = warnings;
	place->record.warning_count = 2;
	write_record(place);
	read_record(place, &document);
	assert_same(&place->record, &document.record);
	gate_document_free(&document);
}

static void what_is_unknown_stays_unknown(void **state)
{
	struct place *place = *state;
	struct gate_document document;

	place->rows[0] = gate_made_row("a", GATE_UNMEASURED, NAN, NAN);
	place->rows[0].tolerance = place->rows[0].margin = INFINITY;
	place->rows[0].control = (struct gate_ratio){{NAN, NAN, NAN, 0}, NAN};
	place->rows[0].decisive.confidence = place->rows[0].first.confidence = NAN;
	place->rows[1].decisive.ratio.low = place->rows[1].decisive.ratio.high = NAN;
	write_record(place);
	read_record(place, &document);
	assert_same(&place->record, &document.record);
	gate_document_free(&document);
}

static void a_gate_without_rows_is_read_back(void **state)
{
	struct place *place = *state;
	struct gate_document document;

	place->record.row_count = 0;
	place->record.same = true;
	place->record.verdict = GATE_PASS;
	write_record(place);
	read_record(place, &document);
	assert_same(&place->record, &document.record);
	gate_document_free(&document);
}

static void odd_names_are_kept_and_what_is_no_utf8_is_replaced(void **state)
{
	struct place *place = *state;
	struct gate_document document;

	place->rows[0].name = place->record.head = ODD_NAME;
	write_record(place);
	read_record(place, &document);
	assert_string_equal(document.record.rows[0].name,
			    "a|b<c>&\"'`*_[x](y)%:,\x1b[31m\uFFFD\n\t\\");
	gate_document_free(&document);
}

static void the_file_follows_its_schema(void **state)
{
	struct place *place = *state;
	char command[512], program[256], output[1024] = "";
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *built;
	FILE *check;

	program[length < 0 ? 0 : length] = '\0';
	built = strstr(program, "/build/");
	if (!built)
		skip();
	*built = '\0';
	place->rows[0] = gate_made_row("a", GATE_NOT_COMPARABLE, NAN, NAN);
	write_record(place);
	snprintf(command, sizeof(command), "%s/tests/schema/check.py %s", program,
		 place->folder);
	check = popen(command, "r");
	assert_non_null(check);
	output[fread(output, 1, sizeof(output) - 1, check)] = '\0';
	pclose(check);
	if (strstr(output, "# skip"))
		skip();
	assert_has(output, "ok 1 - gate.json follows its schema");
	assert_lacks(output, "not ok");
}

/* Write the text as gate.json; it must be refused by a line with these words. */
static void assert_refused(const struct place *place, const char *text, const char *words)
{
	struct gate_document document;
	struct problem problem = {0};
	char path[96];
	FILE *file;

	snprintf(path, sizeof(path), "%s/gate.json", place->folder);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	assert_int_equal(gate_read(place->folder, &document, &problem), -EBADMSG);
	assert_has(problem.text, "gate.json");
	assert_has(problem.text, words);
	assert_null(document.json);
}

/* The same of what is written, with the first `old` of it replaced. */
static void assert_refused_with(const struct place *place, const char *old, const char *new,
				const char *words)
{
	json_t *json = gate_to_json(&place->record);
	char *text = json_dumps(json, 0), *edited = NULL;
	char *found = text ? strstr(text, old) : NULL;

	assert_non_null(found);
	assert_true(asprintf(&edited, "%.*s%s%s", (int)(found - text), text, new,
			     found + strlen(old)) > 0);
	assert_refused(place, edited, words);
	free(edited);
	free(text);
	json_decref(json);
}

static void damage_is_refused_by_a_line_that_names_it(void **state)
{
	struct place *place = *state;

	assert_refused(place, "", "line 1");
	assert_refused(place, "[]", "no JSON object");
	assert_refused(place, "{\"format\": 1", "expected");
	assert_refused_with(place, "\"format\": 1", "\"format\": 2", "format 2 is unknown");
	assert_refused_with(place, "\"fail\"", "\"sure\"", "\"sure\", which means nothing");
	assert_refused_with(place, "\"stage\": \"first\"", "\"stage\": 3", "no string");
	assert_refused_with(place, "\"counted\": false", "\"counted\": 0", "no boolean");
	assert_refused_with(place, "\"control\": {", "\"control\": 1, \"x\": {",
			    "\"control\" is missing, or neither an object nor null");
	assert_refused_with(place, "\"rounds\": 48", "\"rounds\": -1", "less than 0");
	assert_refused_with(place, "\"margin\": 0.01", "\"margin\": \"\"",
			    "neither a number nor null");
	assert_refused_with(place, "\"warnings\": []", "\"warnings\": 1", "no array");
	assert_refused_with(place, "\"warnings\": []", "\"warnings\": [1]", "\"text\"");
}

static void a_folder_without_one_is_told(void **state)
{
	struct place *place = *state;
	struct gate_document document;
	struct problem problem = {0};

	assert_int_equal(gate_read(place->folder, &document, &problem), -ENOENT);
	assert_has(problem.text, place->folder);
	place->record.folder = "/tmp/there-is-no-such-folder";
	assert_int_equal(gate_write(&place->record, &problem), -ENOENT);
	assert_has(problem.text, "/tmp/there-is-no-such-folder");
}

#define TEST(promise) cmocka_unit_test_setup_teardown(promise, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_of_a_record_is_read_back),
		TEST(what_is_unknown_stays_unknown),
		TEST(a_gate_without_rows_is_read_back),
		TEST(odd_names_are_kept_and_what_is_no_utf8_is_replaced),
		TEST(the_file_follows_its_schema),
		TEST(damage_is_refused_by_a_line_that_names_it),
		TEST(a_folder_without_one_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
