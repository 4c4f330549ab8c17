/* SPDX-License-Identifier: MIT */
/* evidence_traces.c - claims of order are judged by traces of what they name. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/judged.h"

#define MORNING "before(breakfast, threads, \"main: created tea\", \"tea: started\")"

static const char trace[] = "{\"format\": 1, \"trace\": \"breakfast\", \"runtime\": "
			    "\"threads\", \"parameters\": "
			    "{\"cups\": 2}, \"operations\": 1, \"dropped\": 0}\n"
			    "{\"ns\": 0, \"task\": 1, \"name\": \"main\", \"event\": "
			    "\"created\", \"phase\": \"play\", "
			    "\"in\": \"create_task\", \"on\": \"tea\", \"other\": 2}\n"
			    "{\"ns\": 5, \"task\": 2, \"name\": \"tea\", \"event\": "
			    "\"started\", \"phase\": \"play\"}\n";

/* Read the traces of a folder into the shelf's library; the folder is gone afterwards. */
static void read_traces(struct shelf *shelf)
{
	char folder[] = "/tmp/duet-traces-XXXXXX", path[64], command[64];
	FILE *file;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/traces", folder);
	assert_int_equal(mkdir(path, 0777), 0);
	snprintf(path, sizeof(path), "%s/traces/one.jsonl", folder);
	file = fopen(path, "w");
	fputs(trace, file);
	fclose(file);
	if (traces_read(folder, &shelf->library.traces, &shelf->problem))
		fail_msg("%s", shelf->problem.text);
	assert_int_equal(shelf->library.traces.count, 1);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

static void an_order_is_so_or_is_not(void **state)
{
	struct shelf *shelf = *state;

	read_traces(shelf);
	assert_int_equal(shelf_claim(shelf, MORNING)->verdict, CLAIM_SUPPORTED);
	assert_string_equal(shelf->check.claims->opinions->scope.doubt, "");
	assert_int_equal(shelf_claim(shelf, "not " MORNING)->verdict, CLAIM_REFUTED);
	assert_int_equal(shelf_claim(shelf, "before(breakfast, threads, \"tea: started\", "
					    "\"main: created tea\", cups=2)")
				 ->verdict,
			 CLAIM_REFUTED);
	traces_free(&shelf->library.traces);
}

static void a_trace_of_something_else_is_none(void **state)
{
	struct shelf *shelf = *state;
	const struct claim *claim;

	read_traces(shelf);
	claim = shelf_claim(shelf,
			    "before(breakfast, threads, \"main: created tea\", \"tea: "
			    "started\", cups=3)");
	assert_int_equal(claim->verdict, CLAIM_UNMEASURED);
	assert_string_equal(
		claim->opinions[0].result.needs[0],
		"duet trace breakfast:cups=3 --runtime=threads "
		"--output=results/reference/traces/breakfast-cups-3-threads.jsonl");
	traces_free(&shelf->library.traces);
}

static void an_event_that_is_not_there_is_pointed_at(void **state)
{
	struct shelf *shelf = *state;

	read_traces(shelf);
	assert_int_equal(shelf_check(shelf,
				     "<!-- claim: before(breakfast, threads, \"main: "
				     "created tea\", \"tea: done\") -->\nA.\n<!-- "
				     "/claim -->\n"),
			 -EINVAL);
	if (strncmp(shelf->problem.text, "a.md:1:61: ", 11) != 0)
		fail_msg("%s", shelf->problem.text);
	traces_free(&shelf->library.traces);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(an_order_is_so_or_is_not),
		SHELF_TEST(a_trace_of_something_else_is_none),
		SHELF_TEST(an_event_that_is_not_there_is_pointed_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
