/* SPDX-License-Identifier: MIT */
/* tolerances.c - what a gate plays and forgives is what its file says, to the line and the day. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/gate/conf/tolerances.h"
#include "bench/run/describe.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TODAY "2026-11-28"
#define WAIVER(row, metric, up_to, until)                                                  \
	"{ row = \"" row "\"; metric = \"" metric "\"; up_to = \"" up_to                   \
	"\"; until = \"" until "\"; reason = \"for a reason\"; }"

static int read_bytes(const char *text, size_t bytes, struct tolerances *tolerances,
		      struct problem *problem)
{
	char path[] = "/tmp/duet-gate-XXXXXX";
	int fd = mkstemp(path), result;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, bytes), bytes);
	close(fd);
	result = tolerances_read(path, tolerances, problem);
	unlink(path);
	return result;
}

static struct tolerances read_text(const char *text)
{
	struct tolerances tolerances;
	struct problem problem;

	if (read_bytes(text, strlen(text), &tolerances, &problem))
		fail_msg("%s", problem.text);
	return tolerances;
}

/* The text is refused with these words, after the file's name. */
static void assert_refused(const char *text, const char *words, const char *remedy)
{
	struct tolerances tolerances;
	struct problem problem;

	assert_int_equal(read_bytes(text, strlen(text), &tolerances, &problem), -EINVAL);
	assert_int_equal(strncmp(problem.text, "/tmp/duet-gate-", 15), 0);
	if (!strstr(problem.text, words))
		fail_msg("\"%s\" does not say \"%s\"", problem.text, words);
	if (!strstr(problem.remedy, remedy))
		fail_msg("\"%s\" does not say \"%s\"", problem.remedy, remedy);
	assert_null(tolerances.plays);
	assert_null(tolerances.memory);
}

/* ---- what it says ---- */

static void rows_are_cut_into_what_is_played(void **state)
{
	struct tolerances file = read_text("rows = ( \"switch/coroutines\",\n"
					   "\"echo/raw-fp:connections=8:work=-2\" );\n");
	const struct gate_play *plays = file.plays;

	(void)state;
	assert_int_equal(file.play_count, 2);
	assert_string_equal(plays[0].workload, "switch");
	assert_string_equal(plays[0].runtime, "coroutines");
	assert_int_equal(plays[0].parameter_count, 0);
	assert_string_equal(plays[1].name, "echo/raw-fp:connections=8:work=-2");
	assert_string_equal(plays[1].workload, "echo");
	assert_string_equal(plays[1].runtime, "raw-fp");
	assert_int_equal(plays[1].parameter_count, 2);
	assert_string_equal(plays[1].parameters[0].name, "connections");
	assert_int_equal(plays[1].parameters[0].value, 8);
	assert_int_equal(plays[1].parameters[1].value, -2);
	assert_int_equal(plays[0].line, 1);
	assert_int_equal(plays[1].line, 2);
	tolerances_free(&file);
}

static void the_last_tolerance_that_matches_counts(void **state)
{
	struct tolerances file = read_text(
		"tolerances = ( { tolerance = \"2%\"; },\n"
		"{ row = \"echo/*\"; metric = \"cpu\"; tolerance = \"0.5 %\"; },\n"
		"{ row = \"*/threads\"; tolerance = \"3  %\"; } );");

	(void)state;
	assert_true(tolerances_of(&file, "switch/coroutines", "wall") == 0.02);
	assert_true(tolerances_of(&file, "echo/coroutines", "cpu") == 0.005);
	assert_true(tolerances_of(&file, "echo/coroutines", "wall") == 0.02);
	assert_true(tolerances_of(&file, "echo/threads", "cpu") == 0.03);
	assert_true(tolerances_of(&file, "echo/threads:connections=8", "cpu") == 0.03);
	tolerances_free(&file);
}

static void an_empty_file_tolerates_the_default(void **state)
{
	struct tolerances file = read_text("# nothing\n");

	(void)state;
	assert_int_equal(file.play_count, 0);
	assert_true(tolerances_of(&file, "switch/threads", "wall") == 0.01);
	assert_true(tolerances_of(&file, "switch/threads", "instructions") == 0.005);
	assert_true(tolerances_of(&file, "switch/threads", "allocations") == 0);
	assert_true(tolerances_of(&file, "switch/threads", "new") == TOLERANCE_DEFAULT);
	assert_null(tolerances_waiver(&file, "switch/threads", "wall", TODAY));
	tolerances_free(&file);
}

/* The tolerance of a row when a pattern and a metric have one of their own, and all others 1 %. */
static double told(const char *pattern, const char *metric, const char *row, const char *of)
{
	struct tolerance one = {pattern, metric, 0.05, 1};
	struct tolerances file = {.tolerances = &one, .tolerance_count = 1};

	return tolerances_of(&file, row, of);
}

static void a_pattern_may_name_parameters_or_not(void **state)
{
	const char *row = "echo/threads:connections=8";

	(void)state;
	assert_float_equal(told("echo/*", "*", row, "cpu"), 0.05, 1e-9);
	assert_float_equal(told("echo/threads", "cpu", row, "cpu"), 0.05, 1e-9);
	assert_float_equal(told("*:connections=8", "*", row, "cpu"), 0.05, 1e-9);
	assert_float_equal(told("*:connections=8", "*", "echo/threads", "cpu"), 0.01, 1e-9);
	assert_float_equal(told("spawn", "*", row, "cpu"), 0.01, 1e-9);
	assert_float_equal(told("echo/*", "wall", row, "cpu"), 0.01, 1e-9);
}

static void a_waiver_is_in_force_until_the_end_of_its_day(void **state)
{
	struct tolerances file = read_text(
		"waivers = ( " WAIVER("spawn/*", "wall", "5 %", "2027-01-31") ");");
	const struct waiver *waiver =
		tolerances_waiver(&file, "spawn/threads", "wall", "2027-01-31");

	(void)state;
	assert_non_null(waiver);
	assert_true(waiver->up_to == 0.05);
	assert_string_equal(waiver->reason, "for a reason");
	assert_string_equal(waiver->until, "2027-01-31");
	assert_ptr_equal(tolerances_waiver(&file, "spawn/threads", "wall", TODAY), waiver);
	assert_null(tolerances_waiver(&file, "spawn/threads", "wall", "2027-02-01"));
	assert_null(tolerances_waiver(&file, "spawn/threads", "cpu", TODAY));
	assert_null(tolerances_waiver(&file, "switch/threads", "wall", TODAY));
	tolerances_free(&file);
}

/* A check that was missing may cost three times the time, and is meant. */
static void a_waiver_may_be_for_several_times_the_time(void **state)
{
	struct tolerances file =
		read_text("waivers = ( " WAIVER("*", "*", "1000 %", TODAY) ");");

	(void)state;
	assert_true(tolerances_waiver(&file, "a/b", "wall", TODAY)->up_to == 10);
	tolerances_free(&file);
	assert_refused("waivers = (\n" WAIVER("*", "*", "1001 %", TODAY) ");",
		       ":2: no share in per cent", "from 0 to 1000");
}

static void one_that_has_ended_does_not_hide_one_in_force(void **state)
{
	struct tolerances file = read_text(
		"waivers = ( " WAIVER("spawn/*", "*", "5 %", "2027-01-31") ",\n" WAIVER(
			"spawn/*", "*", "9 %", "2026-01-31") ");");

	(void)state;
	assert_true(tolerances_waiver(&file, "spawn/raw", "wall", TODAY)->up_to == 0.05);
	tolerances_free(&file);
}

static void note(void *context, const char *text, const char *remedy)
{
	char *all = context;

	assert_true(strlen(remedy) > 0);
	assert_null(strchr(text, '\n'));
	strcat(strcat(all, strchr(text, ':')), "\n"); /* after the file's name */
}

#define ENDED WAIVER("spawn/threads", "*", "5 %", "2026-11-27")
#define LAST_DAY WAIVER("spawn/threads", "*", "5 %", TODAY)
#define ASTRAY WAIVER("spwan/threads", "*", "5 %", "2026-11-27")

static void what_has_no_effect_is_warned_of_with_its_line(void **state)
{
	struct tolerances file =
		read_text("rows = ( \"spawn/threads:batch=2\" );\n"
			  "tolerances = ( { tolerance = \"1 %\"; },\n"
			  "{ row = \"swich/*\"; tolerance = \"1 %\"; } );\n"
			  "waivers = (\n" ENDED ",\n" LAST_DAY ",\n" ASTRAY " );");
	char all[2048] = "";

	(void)state;
	tolerances_warn(&file, TODAY, note, all);
	assert_string_equal(
		all,
		":3: the tolerance of swich/* matches no row\n"
		":5: the waiver of spawn/threads ended on 2026-11-27 and is not in force\n"
		":7: the waiver of spwan/threads matches no row\n");
	tolerances_free(&file);
}

/* ---- what is wrong ---- */

static void what_libconfig_cannot_read_is_refused_with_its_line(void **state)
{
	(void)state;
	assert_refused("rows = ( \"switch/raw\",\n);\n", ":2: ", "none after the last");
	assert_refused("rows = ( \"switch/raw\"\n", ": ", "settings end");
	assert_refused("tolerances = ( { row = \"a\"; row = \"b\"; } );", ":1: duplicate",
		       "");
	assert_refused("rows = ();\nrows = ();", ":2: duplicate", "");
}

static void unknown_names_are_refused_with_what_may_be_meant(void **state)
{
	(void)state;
	assert_refused("\nrow = ();", ":2: unknown name \"row\"", "did you mean \"rows\"?");
	assert_refused("tolerances = (\n{ row = \"*\";\ntolerence = \"1 %\"; });",
		       ":3: unknown name \"tolerence\"", "did you mean \"tolerance\"?");
	assert_refused("waivers = ( { qqqqqq = \"*\"; });", ":1: unknown name \"qqqqqq\"",
		       "one of: metric reason row until up_to");
	assert_refused("tolerances = ( {\nmetric = \"walk\"; tolerance = \"1 %\"; });",
		       ":2: unknown metric \"walk\"", "did you mean \"wall\"?");
}

static void what_is_missing_or_of_another_kind_is_refused(void **state)
{
	(void)state;
	assert_refused(
		"waivers = (\n{ row = \"*\"; up_to = \"5 %\"; until = \"2027-01-31\"; });",
		":2: what is missing here is \"reason\"", "add it");
	assert_refused("tolerances = ( { row = \"*\"; } );",
		       "missing here is \"tolerance\"", "");
	assert_refused("tolerances = ( { tolerance = 1; } );", "no text is given for", "");
	assert_refused("tolerances = ( { tolerance = \"\"; } );", "no text is given for",
		       "");
	assert_refused("tolerances = ( \"1 %\" );", "no group of settings", "");
	assert_refused("rows = \"switch/raw\";", "no list is given for \"rows\"", "");
	assert_refused("rows = ( 5 );", "a row that is no text", "");
}

static void shares_that_are_none_in_per_cent_are_refused(void **state)
{
	static const char *const wrong[] = {"1",      "-1 %",  "1 %%", "inf %",
					    "0x1 %",  "101 %", "1 % ", "%",
					    "1e99 %", "nan %", "1 2 %"};
	char text[128];

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		snprintf(text, sizeof(text), "tolerances = (\n{ tolerance = \"%s\"; });",
			 wrong[i]);
		assert_refused(text, ":2: no share in per cent", "write it as");
	}
}

static void days_that_no_calendar_has_are_refused(void **state)
{
	static const char *const wrong[] = {"2027-02-29", "2027-13-01",	 "2027-1-31",
					    "31.1.2027",  "2027-01-31 ", " 2027-01-3",
					    "2027-04-31", "2027-01-00"};
	char text[256];

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		snprintf(text, sizeof(text),
			 "waivers = ( { row = \"*\"; up_to = \"5 %%\"; reason = \"r\";\n"
			 "until = \"%s\"; });",
			 wrong[i]);
		assert_refused(text, ":2: no day:", "2027-01-31");
	}
}

static void rows_that_cannot_be_played_are_refused(void **state)
{
	static const char *const wrong[] = {"switch",
					    "/raw",
					    "switch/",
					    "switch/*",
					    "switch/a/b",
					    "switch/raw:",
					    "switch/raw:tasks",
					    "switch/raw:=2",
					    "switch/raw:a=",
					    "switch/raw:a=2x",
					    "switch/raw:a= 2",
					    "switch/raw:a=99999999999999999999",
					    "switch/raw:a=1:a=2",
					    ""};
	char text[128];

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		snprintf(text, sizeof(text), "rows = ( \"yield/raw\",\n\"%s\" );",
			 wrong[i]);
		assert_refused(text, ":2: no row:", "write WORKLOAD/RUNTIME");
	}
	assert_refused("rows = ( \"yield/raw\",\n\"yield/raw\" );",
		       ":2: twice the row \"yield/raw\"", "delete");
}

static void files_that_are_no_text_are_refused(void **state)
{
	static char large[(1 << 20) + 16];
	static const char zero[] = "rows = ( \"switch/raw\0\" );";
	struct tolerances tolerances;
	struct problem problem;

	(void)state;
	memset(large, '\n', sizeof(large));
	assert_int_equal(read_bytes(large, sizeof(large), &tolerances, &problem), -EFBIG);
	assert_int_equal(read_bytes(zero, sizeof(zero), &tolerances, &problem), -EINVAL);
	assert_non_null(strstr(problem.text, "is no text"));
	assert_int_equal(tolerances_read("/nowhere", &tolerances, &problem), -ENOENT);
	assert_non_null(strstr(problem.text, "cannot read /nowhere: No such file"));
	assert_int_equal(tolerances_read("/tmp", &tolerances, &problem), -EISDIR);
	tolerances_free(&tolerances);
}

/* A pipe that nobody writes to would be waited for. */
static void what_is_no_regular_file_is_refused(void **state)
{
	struct tolerances tolerances;
	struct problem problem;
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "/tmp/duet-gate-pipe-%d", (int)getpid());
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(tolerances_read(path, &tolerances, &problem), -ENOTSUP);
	assert_non_null(strstr(problem.text, "is no regular file"));
	unlink(path);
	assert_int_equal(tolerances_read("/dev/zero", &tolerances, &problem), -ENOTSUP);
}

static void long_texts_are_not_cut(void **state)
{
	static char text[8192], reason[5000];
	struct tolerances file;

	(void)state;
	memset(reason, 'r', sizeof(reason) - 1);
	snprintf(text, sizeof(text),
		 "waivers = ( { row = \"*\"; up_to = \"5 %%\"; until = \"2027-01-31\"; "
		 "reason = \"%s\"; });",
		 reason);
	file = read_text(text);
	assert_string_equal(file.waivers[0].reason, reason);
	tolerances_free(&file);
}

/* ---- the file of this repository ---- */

static json_t *describe(void)
{
	struct problem problem;
	json_t *description;
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 64);

	assert_true(length > 0);
	path[length] = 0;
	for (int i = 0; i < 3; i++) /* build/MODE/tests/unit/tolerances */
		*strrchr(path, '/') = 0;
	if (describe_worker(NULL, strcat(path, "/duet-worker"), -1, &description, &problem))
		fail_msg("%s", problem.text);
	return description;
}

static void assert_in_its_range(const json_t *workload, const struct named_value *value)
{
	const json_t *parameter =
		describe_entry(json_object_get(workload, "parameters"), value->name);

	assert_non_null(parameter);
	assert_in_range(value->value, json_integer_value(json_object_get(parameter, "min")),
			json_integer_value(json_object_get(parameter, "max")));
}

static void assert_playable(const json_t *description, const struct gate_play *play)
{
	const json_t *workload = describe_workload(description, play->workload);
	const json_t *runtime = describe_runtime(description, play->runtime), *name;
	bool plays = false;
	size_t i;

	assert_non_null(workload);
	assert_non_null(runtime);
	json_array_foreach(json_object_get(runtime, "workloads"), i, name) plays =
		plays || !strcmp(json_string_value(name), play->workload);
	if (!plays)
		fail_msg("%s is not played", play->name);
	for (i = 0; i < play->parameter_count; i++)
		assert_in_its_range(workload, &play->parameters[i]);
}

static void fail_over_a_warning(void *context, const char *text, const char *remedy)
{
	(void)context;
	(void)remedy;
	fail_msg("%s", text);
}

static void all_rows_of_this_repository_can_be_played(void **state)
{
	struct tolerances file;
	struct problem problem;
	json_t *description = describe();

	(void)state;
	if (tolerances_read(TOLERANCES_FILE, &file, &problem))
		fail_msg("%s", problem.text);
	assert_true(file.play_count >= 10);
	for (size_t i = 0; i < file.play_count; i++)
		assert_playable(description, &file.plays[i]);
	tolerances_warn(&file, "2000-01-01", fail_over_a_warning, NULL);
	tolerances_free(&file);
	json_decref(description);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_cut_into_what_is_played),
		cmocka_unit_test(the_last_tolerance_that_matches_counts),
		cmocka_unit_test(an_empty_file_tolerates_the_default),
		cmocka_unit_test(a_pattern_may_name_parameters_or_not),
		cmocka_unit_test(a_waiver_is_in_force_until_the_end_of_its_day),
		cmocka_unit_test(a_waiver_may_be_for_several_times_the_time),
		cmocka_unit_test(one_that_has_ended_does_not_hide_one_in_force),
		cmocka_unit_test(what_has_no_effect_is_warned_of_with_its_line),
		cmocka_unit_test(what_libconfig_cannot_read_is_refused_with_its_line),
		cmocka_unit_test(unknown_names_are_refused_with_what_may_be_meant),
		cmocka_unit_test(what_is_missing_or_of_another_kind_is_refused),
		cmocka_unit_test(shares_that_are_none_in_per_cent_are_refused),
		cmocka_unit_test(days_that_no_calendar_has_are_refused),
		cmocka_unit_test(rows_that_cannot_be_played_are_refused),
		cmocka_unit_test(files_that_are_no_text_are_refused),
		cmocka_unit_test(what_is_no_regular_file_is_refused),
		cmocka_unit_test(long_texts_are_not_cut),
		cmocka_unit_test(all_rows_of_this_repository_can_be_played),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
