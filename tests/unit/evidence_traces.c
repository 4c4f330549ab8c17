/* SPDX-License-Identifier: MIT */
/* evidence_traces.c - claims of order are judged by traces of what they name. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/judged.h"

#define MORNING "before(breakfast, threads, \"main: created tea\", \"tea: started\""
#define DAY "2026-11-28T10:00:00+0000"
#define NEXT_DAY "2026-11-29T10:00:00+0000"

/* A trace in which tea is created and then started, or the other way around. */
struct told {
	const char *file, *machine, *started;
	int cups, dropped;
	bool reversed;
};

static void write_trace(const char *folder, const struct told *told)
{
	static const char *const events[] = {
		"\"task\": 1, \"name\": \"main\", \"event\": \"created\", \"in\": "
		"\"create_task\", \"on\": \"tea\", \"other\": 2",
		"\"task\": 2, \"name\": \"tea\", \"event\": \"started\"",
	};
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/traces/%s", folder, told->file);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file,
		"{\"format\": 1, \"trace\": \"breakfast\", \"runtime\": \"threads\", "
		"\"parameters\": {\"cups\": %d}, \"operations\": 1, \"dropped\": %d, "
		"\"machine\": \"%s\", \"version\": \"0.1.0\", \"started\": \"%s\"}\n",
		told->cups, told->dropped, told->machine, told->started);
	for (int i = 0; i < 2; i++)
		fprintf(file, "{\"ns\": %d, %s, \"phase\": \"play\"}\n", i,
			events[told->reversed ? 1 - i : i]);
	fclose(file);
}

/* Read traces into the shelf's library; their folder is gone afterwards. */
static void read_traces(struct shelf *shelf, const struct told *told, size_t count)
{
	char folder[] = "/tmp/duet-traces-XXXXXX", path[64], command[64];

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/traces", folder);
	assert_int_equal(mkdir(path, 0777), 0);
	for (size_t i = 0; i < count; i++)
		write_trace(folder, &told[i]);
	if (traces_read(folder, &shelf->library.traces, &shelf->problem))
		fail_msg("%s", shelf->problem.text);
	assert_int_equal(shelf->library.traces.count, count);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

static void read_one(struct shelf *shelf)
{
	static const struct told one = {"one.jsonl", "m1", DAY, 2, 0, false};

	read_traces(shelf, &one, 1);
}

/* The claim is refused, by a problem with these words. */
static void assert_refused(struct shelf *shelf, const char *predicate, const char *begins,
			   const char *words, const char *remedy)
{
	char text[512];

	snprintf(text, sizeof(text), "<!-- claim: %s -->\nA.\n<!-- /claim -->\n",
		 predicate);
	assert_int_equal(shelf_check(shelf, text), -EINVAL);
	if (strncmp(shelf->problem.text, begins, strlen(begins)) != 0 ||
	    !strstr(shelf->problem.text, words) || !strstr(shelf->problem.remedy, remedy))
		fail_msg("%s (%s)", shelf->problem.text, shelf->problem.remedy);
}

static void an_order_is_so_or_is_not(void **state)
{
	struct shelf *shelf = *state;

	read_one(shelf);
	assert_int_equal(shelf_claim(shelf, MORNING ")")->verdict, CLAIM_SUPPORTED);
	assert_string_equal(shelf->check.claims->opinions->scope.doubt, "");
	assert_int_equal(shelf_claim(shelf, "not " MORNING ")")->verdict, CLAIM_REFUTED);
	assert_int_equal(shelf_claim(shelf, "before(breakfast, threads, \"tea: started\", "
					    "\"main: created tea\", cups=2)")
				 ->verdict,
			 CLAIM_REFUTED);
	traces_free(&shelf->library.traces);
}

static void nothing_is_before_itself(void **state)
{
	struct shelf *shelf = *state;

	read_one(shelf);
	assert_int_equal(shelf_claim(shelf, "before(breakfast, threads, \"tea: started\", "
					    "\"tea: started\")")
				 ->verdict,
			 CLAIM_REFUTED);
	traces_free(&shelf->library.traces);
}

static void a_trace_of_something_else_is_none(void **state)
{
	struct shelf *shelf = *state;
	const struct claim *claim;

	read_one(shelf);
	claim = shelf_claim(shelf, MORNING ", cups=3)");
	assert_int_equal(claim->verdict, CLAIM_UNMEASURED);
	assert_int_equal(claim->opinions[0].scope.trace_count, 0);
	assert_string_equal(
		claim->opinions[0].result.needs[0],
		"duet trace breakfast:cups=3 --runtime=threads "
		"--output=results/reference/traces/breakfast-cups-3-threads.jsonl");
	traces_free(&shelf->library.traces);
}

static void what_is_missing_goes_to_the_folder_that_was_read(void **state)
{
	static const char command[] =
		"duet trace breakfast:cups=3 --runtime=build/new/worker@tea "
		"--output='my runs/traces/breakfast-cups-3-build-new-worker-tea.jsonl'";
	struct shelf *shelf = *state;
	const struct claim *claim;
	char *commands;

	shelf->library.folder = "my runs";
	claim = shelf_claim(shelf, "before(breakfast, \"build/new/worker@tea\", "
				   "\"main: started\", \"main: done\", cups=3)");
	assert_string_equal(claim->opinions[0].result.needs[0], command);
	commands = claim_commands(claim);
	assert_string_equal(commands, command);
	free(commands);
}

static void an_event_that_is_not_there_is_pointed_at(void **state)
{
	struct shelf *shelf = *state;

	read_one(shelf);
	assert_refused(shelf,
		       "before(breakfast, threads, \"main: created tea\", \"tea: done\")",
		       "a.md:1:61: ", "tea: done", "duet trace");
	traces_free(&shelf->library.traces);
}

static void a_verdict_names_its_trace(void **state)
{
	struct shelf *shelf = *state;
	const struct scope *scope;

	read_one(shelf);
	scope = &shelf_claim(shelf, MORNING ") and " MORNING ", cups=2)")
			 ->opinions[0]
			 .scope;
	assert_int_equal(scope->trace_count, 1);
	assert_non_null(strstr(scope->traces[0]->path, "/traces/one.jsonl"));
	assert_int_equal(strlen(scope->traces[0]->hash), FINGERPRINT_TEXT - 1);
	assert_string_equal(scope->machine, "m1");
	traces_free(&shelf->library.traces);
}

static void machines_have_opinions_by_their_own_traces_alone(void **state)
{
	static const struct told told[] = {
		{"one.jsonl", "m1", DAY, 2, 0, false},
		{"two.jsonl", "m2", DAY, 2, 0, true},
	};
	struct shelf *shelf = *state;
	const struct claim *claim;

	shelf_add(shelf, "m3", 10, 100);
	read_traces(shelf, told, 2);
	claim = shelf_claim(shelf, MORNING ")");
	assert_int_equal(claim->opinion_count, 2); /* m3 traced nothing */
	assert_string_equal(claim->opinions[0].scope.machine, "m1");
	assert_int_equal(claim->opinions[0].verdict, CLAIM_SUPPORTED);
	assert_string_equal(claim->opinions[1].scope.machine, "m2");
	assert_int_equal(claim->opinions[1].verdict, CLAIM_REFUTED);
	assert_int_equal(claim->verdict, CLAIM_REFUTED);
	traces_free(&shelf->library.traces);
}

static void the_newest_of_the_same_answers(void **state)
{
	static const struct told told[] = {
		{"a.jsonl", "m1", DAY, 2, 0, true},
		{"b.jsonl", "m1", NEXT_DAY, 2, 0, false},
		{"c.jsonl", "m1", DAY, 2, 0, true},
	};
	struct shelf *shelf = *state;

	read_traces(shelf, told, 3);
	assert_int_equal(shelf_claim(shelf, MORNING ")")->verdict, CLAIM_SUPPORTED);
	traces_free(&shelf->library.traces);
}

static void a_parameter_that_is_not_named_is_off(void **state)
{
	static const struct told told[] = {
		{"a.jsonl", "m1", NEXT_DAY, 2, 0, true},
		{"b.jsonl", "m1", DAY, 0, 0, false},
	};
	struct shelf *shelf = *state;

	read_traces(shelf, told, 2);
	assert_int_equal(shelf_claim(shelf, MORNING ")")->verdict, CLAIM_SUPPORTED);
	assert_int_equal(shelf_claim(shelf, MORNING ", cups=2)")->verdict, CLAIM_REFUTED);
	traces_free(&shelf->library.traces);
}

static void of_several_values_the_author_has_to_choose(void **state)
{
	static const struct told told[] = {
		{"a.jsonl", "m1", DAY, 2, 0, false},
		{"b.jsonl", "m1", NEXT_DAY, 3, 0, false},
	};
	struct shelf *shelf = *state;

	read_traces(shelf, told, 2);
	assert_refused(shelf, MORNING ")", "a.md:1:13: ", "several cups: 2, 3",
		       "say which: cups=2");
	assert_int_equal(shelf_claim(shelf, MORNING ", cups=3)")->verdict, CLAIM_SUPPORTED);
	traces_free(&shelf->library.traces);
}

static void cores_and_stacks_are_of_no_trace(void **state)
{
	struct shelf *shelf = *state;

	read_one(shelf);
	assert_refused(shelf, MORNING ", cores=1)", "a.md:1:77: ", "no cores", "workload");
	assert_refused(shelf, MORNING ", stack=4096)", "a.md:1:77: ", "no stack",
		       "workload");
	traces_free(&shelf->library.traces);
}

static void a_trace_that_lost_events_is_refused(void **state)
{
	static const struct told lost = {"a.jsonl", "m1", DAY, 2, 7, false};
	struct shelf *shelf = *state;

	read_traces(shelf, &lost, 1);
	assert_refused(shelf, MORNING ")", "a.md:1:13: ", "a.jsonl lost 7 events",
		       "fewer operations");
	traces_free(&shelf->library.traces);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(an_order_is_so_or_is_not),
		SHELF_TEST(nothing_is_before_itself),
		SHELF_TEST(a_trace_of_something_else_is_none),
		SHELF_TEST(what_is_missing_goes_to_the_folder_that_was_read),
		SHELF_TEST(an_event_that_is_not_there_is_pointed_at),
		SHELF_TEST(a_verdict_names_its_trace),
		SHELF_TEST(machines_have_opinions_by_their_own_traces_alone),
		SHELF_TEST(the_newest_of_the_same_answers),
		SHELF_TEST(a_parameter_that_is_not_named_is_off),
		SHELF_TEST(of_several_values_the_author_has_to_choose),
		SHELF_TEST(cores_and_stacks_are_of_no_trace),
		SHELF_TEST(a_trace_that_lost_events_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
