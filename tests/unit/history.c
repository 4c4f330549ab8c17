/* SPDX-License-Identifier: MIT */
/* history.c - a history: what was added is read again, once, whole, whoever else adds. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/store/history.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define WRITERS 8
#define LINES 40 /* of each writer's run */
#define TIMES 20

struct place {
	char root[32], path[64];
	json_t *parameters;
	struct problem problem;
};

static int setup(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	strcpy(place->root, "/tmp/duet-history-XXXXXX");
	assert_non_null(mkdtemp(place->root));
	snprintf(place->path, sizeof(place->path), "%s/results/history.jsonl", place->root);
	place->parameters = json_pack("{s:i}", "tasks", 2);
	*state = place;
	return 0;
}

static int teardown(void **state)
{
	struct place *place = *state;
	char command[64];

	json_decref(place->parameters);
	snprintf(command, sizeof(command), "rm -rf %s", place->root);
	free(place);
	return system(command);
}

static struct history_entry entry(const struct place *place, const char *row,
				  const char *results)
{
	return (struct history_entry){
		.revision = "3f2c1a9",
		.date = "2026-11-24T14:23:01+0100",
		.row = row,
		.over = "",
		.metric = "wall",
		.unit = "ns",
		.value = 12.5,
		.low = 12,
		.high = 13.25,
		.rounds = 20,
		.judged = true,
		.doubtful = "",
		.machine = "00112233aabbccdd",
		.cpu = "a \"cpu\" \xc3\xa9",
		.results = results,
		.parameters = place->parameters,
	};
}

static struct history read_back(struct place *place)
{
	struct history history;

	assert_int_equal(history_read(place->path, &history, &place->problem), 0);
	return history;
}

static void append_text(const struct place *place, const char *text)
{
	FILE *file = fopen(place->path, "a");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void assert_same(const struct history_entry *a, const struct history_entry *b)
{
	assert_string_equal(a->revision, b->revision);
	assert_string_equal(a->date, b->date);
	assert_string_equal(a->row, b->row);
	assert_string_equal(a->over, b->over);
	assert_string_equal(a->metric, b->metric);
	assert_string_equal(a->unit, b->unit);
	assert_string_equal(a->doubtful, b->doubtful);
	assert_string_equal(a->machine, b->machine);
	assert_string_equal(a->cpu, b->cpu);
	assert_string_equal(a->results, b->results);
	assert_true(a->value == b->value);
	assert_true(a->low == b->low || (isnan(a->low) && isnan(b->low)));
	assert_true(a->high == b->high || (isnan(a->high) && isnan(b->high)));
	assert_int_equal(a->rounds, b->rounds);
	assert_int_equal(a->judged, b->judged);
	assert_true(json_equal(a->parameters, b->parameters));
}

static void what_was_added_is_read_again(void **state)
{
	struct place *place = *state;
	struct history_entry entries[] = {entry(place, "switch/coroutines", "a"),
					  entry(place, "switch/threads", "a")};
	struct history history;

	entries[1].over = "switch/coroutines";
	entries[1].unit = "×";
	entries[1].low = entries[1].high = NAN;
	entries[1].judged = false;
	entries[1].doubtful = "the control failed";
	assert_int_equal(history_add(place->path, entries, 2, &place->problem), 2);
	history = read_back(place);
	assert_int_equal(history.count, 2);
	assert_false(history.lines.torn);
	for (size_t i = 0; i < 2; i++)
		assert_same(&history.entries[i], &entries[i]);
	history_free(&history);
}

static void what_is_there_already_is_not_added_again(void **state)
{
	struct place *place = *state;
	struct history_entry entries[] = {entry(place, "switch/coroutines", "a"),
					  entry(place, "switch/threads", "a"),
					  entry(place, "switch/coroutines", "b")};
	struct history history;

	assert_int_equal(history_add(place->path, entries, 1, &place->problem), 1);
	assert_int_equal(history_add(place->path, entries, 1, &place->problem), 0);
	assert_int_equal(history_add(place->path, entries, 3, &place->problem), 2);
	history = read_back(place);
	assert_int_equal(history.count, 3);
	history_free(&history);
}

/* As when two histories that have runs in common are merged line by line. */
static void what_is_there_twice_is_read_once(void **state)
{
	struct place *place = *state;
	struct history_entry entries[] = {entry(place, "switch/threads", "b"),
					  entry(place, "switch/coroutines", "a"),
					  entry(place, "switch/coroutines", "a"),
					  entry(place, "switch/coroutines", "a"),
					  entry(place, "switch/coroutines", "c")};
	char command[256];
	struct history history;

	entries[2].metric = "cpu";
	entries[3].over = "switch/threads";
	assert_int_equal(history_add(place->path, entries, 5, &place->problem), 5);
	snprintf(command, sizeof(command),
		 "cd %s/results && sort history.jsonl >sorted &&"
		 " cat sorted >>history.jsonl",
		 place->root);
	assert_int_equal(system(command), 0);
	history = read_back(place);
	assert_int_equal(history.count, 5);
	assert_int_equal(history.repeated, 5);
	for (size_t i = 0; i < 5; i++)
		assert_same(&history.entries[i], &entries[i]);
	history_free(&history);
	assert_int_equal(history_add(place->path, entries, 5, &place->problem), 0);
}

static void a_torn_line_is_left_out_and_taken_off(void **state)
{
	struct place *place = *state;
	struct history_entry entries[] = {entry(place, "switch/coroutines", "a"),
					  entry(place, "switch/threads", "b")};
	struct history history;

	assert_int_equal(history_add(place->path, entries, 1, &place->problem), 1);
	append_text(place, "{\"format\":1,\"revi");
	history = read_back(place);
	assert_int_equal(history.count, 1);
	assert_true(history.lines.torn);
	history_free(&history);
	/* nothing new: nothing is touched */
	assert_int_equal(history_add(place->path, entries, 1, &place->problem), 0);
	assert_int_equal(history_add(place->path, entries + 1, 1, &place->problem), 1);
	history = read_back(place);
	assert_int_equal(history.count, 2);
	assert_false(history.lines.torn);
	history_free(&history);
}

static void damage_is_told_with_its_line_and_not_added_to(void **state)
{
	static const char *const lines[] = {
		"# Report\n",
		"[1]\n",
		"{\"duet\":0,\"round\":0}\n",
		"{\"format\":2}\n",
	};
	static const char *const says[] = {"line 2", "no JSON object",
					   "\"format\" is missing", "format 2 is unknown"};
	struct place *place = *state;
	struct history_entry one = entry(place, "switch/coroutines", "a");
	struct history_entry two = entry(place, "switch/coroutines", "b");
	struct history history;

	for (size_t i = 0; i < COUNT(lines); i++) {
		unlink(place->path);
		assert_int_equal(history_add(place->path, &one, 1, &place->problem), 1);
		append_text(place, lines[i]);
		assert_int_equal(history_read(place->path, &history, &place->problem),
				 -EBADMSG);
		assert_int_equal(
			strncmp(place->problem.text, place->path, strlen(place->path)), 0);
		assert_non_null(strstr(place->problem.text, "history.jsonl, line 2"));
		assert_non_null(strstr(place->problem.text, says[i]));
		assert_int_equal(history_add(place->path, &two, 1, &place->problem),
				 -EBADMSG);
	}
}

/* Every member that is missing, and every one that is of another kind. */
static void each_member_is_checked(void **state)
{
	static const char *const names[] = {
		"revision", "date",   "row",	 "metric", "unit",    "value",	   "low",
		"high",	    "rounds", "machine", "cpu",	   "results", "parameters"};
	struct place *place = *state;
	struct history_entry one = entry(place, "switch/coroutines", "a");
	struct history history;
	json_t *line;

	assert_int_equal(history_add(place->path, &one, 1, &place->problem), 1);
	line = json_load_file(place->path, 0, NULL);
	for (size_t i = 0; i < COUNT(names); i++) {
		json_t *spoilt = json_copy(line);
		char *text;

		if (i % 2)
			json_object_del(spoilt, names[i]);
		else
			json_object_set_new(spoilt, names[i], json_true());
		text = json_dumps(spoilt, JSON_COMPACT);
		unlink(place->path);
		append_text(place, text);
		append_text(place, "\n");
		assert_int_equal(history_read(place->path, &history, &place->problem),
				 -EBADMSG);
		assert_non_null(strstr(place->problem.text, names[i]));
		free(text);
		json_decref(spoilt);
	}
	json_decref(line);
}

static void an_interval_that_misses_its_value_is_damage(void **state)
{
	struct place *place = *state;
	struct history_entry one = entry(place, "switch/coroutines", "a");
	struct history history;

	one.low = 13;
	assert_int_equal(history_add(place->path, &one, 1, &place->problem), 1);
	assert_int_equal(history_read(place->path, &history, &place->problem), -EBADMSG);
}

static void a_history_that_is_missing_or_may_not_be_written_is_told(void **state)
{
	struct place *place = *state;
	struct history_entry one = entry(place, "switch/coroutines", "a");
	struct history history;

	assert_int_equal(history_read(place->path, &history, &place->problem), -ENOENT);
	assert_non_null(strstr(place->problem.text, "cannot read"));
	assert_int_equal(history_add(place->root, &one, 1, &place->problem), -EISDIR);
	assert_int_equal(history_add("/dev/null/history", &one, 1, &place->problem),
			 -ENOTDIR);
	one.revision = "\xff";
	assert_int_equal(history_add(place->path, &one, 1, &place->problem), -EINVAL);
}

/* Cut to what there is room for, it would name a folder that nobody meant. */
static void a_path_that_is_too_long_makes_nothing(void **state)
{
	struct place *place = *state;
	struct history_entry one = entry(place, "switch/coroutines", "a");
	char path[2 * PATH_MAX], made[64];

	memset(path, '/', sizeof(path));
	snprintf(made, sizeof(made), "%s/made", place->root);
	memcpy(path, made, strlen(made));
	strcpy(path + sizeof(path) - 2, "h");
	assert_int_equal(history_add(path, &one, 1, &place->problem), -ENAMETOOLONG);
	assert_int_equal(access(made, F_OK), -1);
}

/* In the writer w, once the pipe is closed: add a run, which another writer adds too. */
static int add_run(struct place *place, int w, int gate)
{
	struct history_entry entries[LINES];
	char rows[LINES][16], results[16], byte;

	snprintf(results, sizeof(results), "%d", w / 2);
	for (int i = 0; i < LINES; i++) {
		snprintf(rows[i], sizeof(rows[i]), "row/%d", i);
		entries[i] = entry(place, rows[i], results);
	}
	if (read(gate, &byte, 1) != 0)
		return 1;
	return history_add(place->path, entries, LINES, &place->problem) < 0;
}

static void add_at_once(struct place *place)
{
	int status, gate[2];

	assert_int_equal(pipe(gate), 0);
	for (int w = 0; w < WRITERS; w++) {
		if (fork())
			continue;
		close(gate[1]);
		_exit(add_run(place, w, gate[0]));
	}
	close(gate[0]);
	close(gate[1]);
	for (int w = 0; w < WRITERS; w++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

/* Every line arrives whole, none twice. */
static void who_adds_at_the_same_time_loses_nothing(void **state)
{
	struct place *place = *state;
	struct history history;

	for (int i = 0; i < TIMES; i++) {
		unlink(place->path);
		add_at_once(place);
		history = read_back(place);
		assert_int_equal(history.count, WRITERS / 2 * LINES);
		history_free(&history);
	}
}

#define HISTORY_TEST(promise) cmocka_unit_test_setup_teardown(promise, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HISTORY_TEST(what_was_added_is_read_again),
		HISTORY_TEST(what_is_there_already_is_not_added_again),
		HISTORY_TEST(what_is_there_twice_is_read_once),
		HISTORY_TEST(a_torn_line_is_left_out_and_taken_off),
		HISTORY_TEST(damage_is_told_with_its_line_and_not_added_to),
		HISTORY_TEST(each_member_is_checked),
		HISTORY_TEST(an_interval_that_misses_its_value_is_damage),
		HISTORY_TEST(a_history_that_is_missing_or_may_not_be_written_is_told),
		HISTORY_TEST(a_path_that_is_too_long_makes_nothing),
		HISTORY_TEST(who_adds_at_the_same_time_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
