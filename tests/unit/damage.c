/* SPDX-License-Identifier: MIT */
/*
 * damage.c - results folders that are torn, edited or on a full disk: one line that says where,
 * and nothing lost.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/sample.h"

/* Replace the first `old` in a file, which must be there. */
static void edit(const struct sample *sample, const char *name, const char *old,
		 const char *new)
{
	static char text[FILE_MOST], edited[FILE_MOST];
	char *place;

	sample_read_file(sample, name, text);
	place = strstr(text, old);
	assert_non_null(place);
	snprintf(edited, sizeof(edited), "%.*s%s%s", (int)(place - text), text, new,
		 place + strlen(old));
	sample_write_file(sample, name, edited, strlen(edited));
}

/* It is refused by one line that names the file and the words. */
static void assert_refused(const struct sample *sample, const char *file, const char *words)
{
	struct results results;
	struct problem problem;

	assert_int_equal(sample_read(sample, &results, &problem), -EBADMSG);
	assert_non_null(strstr(problem.text, file));
	assert_null(strchr(problem.text, '\n'));
	if (!strstr(problem.text, words))
		fail_msg("\"%s\" does not say \"%s\"", problem.text, words);
}

static void a_torn_last_line_costs_one_round(void **state)
{
	struct sample *sample = *state;
	static char text[FILE_MOST];
	struct results results;
	struct problem problem;
	size_t bytes;

	sample_write(sample, RUN_RUNNING);
	sample_close(sample);
	bytes = sample_read_file(sample, "rounds.jsonl", text);
	for (size_t cut = 1; cut < 150; cut += 7) {
		sample_write_file(sample, "rounds.jsonl", text, bytes - cut);
		if (sample_read(sample, &results, &problem))
			fail_msg("%s", problem.text);
		assert_true(results.torn);
		assert_int_equal(results.run.state, RUN_PARTIAL);
		assert_int_equal(results.run.duets[0].rounds_done, 3);
		assert_int_equal(results.run.duets[1].rounds_done, 1);
		results_free(&results);
	}
}

static void a_torn_line_of_a_complete_run_is_damage(void **state)
{
	struct sample *sample = *state;
	static char text[FILE_MOST];
	size_t bytes;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	bytes = sample_read_file(sample, "rounds.jsonl", text);
	sample_write_file(sample, "rounds.jsonl", text, bytes - 3);
	assert_refused(sample, "rounds.jsonl", "cut short");
	sample_write_file(sample, "rounds.jsonl", "", 0);
	assert_refused(sample, "rounds.jsonl", "run.json counts");
}

static void a_damaged_run_json_is_one_line_and_nothing_lost(void **state)
{
	struct sample *sample = *state;
	static char text[FILE_MOST], after[FILE_MOST];
	size_t bytes;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	bytes = sample_read_file(sample, "run.json", text);
	for (size_t cut = 0; cut < bytes - 2; cut += 37) {
		sample_write_file(sample, "run.json", text, cut);
		assert_refused(sample, "run.json, line ", "");
		assert_int_equal(sample_read_file(sample, "run.json", after), cut);
		assert_memory_equal(text, after, cut);
	}
}

static void damage_is_told_by_file_line_and_what(void **state)
{
	static const struct {
		const char *file, *old, *new, *where, *words;
	} damages[] = {
		{"run.json", "\"format\": 1", "\"format\": 2", "run.json", "format 2"},
		{"run.json", "\"format\": 1,", "", "run.json", "\"format\" is missing"},
		{"run.json", "\"command\"", "\"komando\"", "run.json",
		 "\"command\" is missing"},
		{"run.json", "\"complete\"", "\"finished\"", "run.json", "finished"},
		{"run.json", "\"rounds_done\": 3", "\"rounds_done\": \"3\"", "run.json",
		 "\"rounds_done\" is no integer"},
		{"run.json", "\"rounds_done\": 3", "\"rounds_done\": 4", "rounds.jsonl",
		 "run.json counts 4"},
		{"run.json", "\"rounds_done\": 3", "\"rounds_done\": -1", "run.json", "-1"},
		{"run.json", "00000000000000aa", "xyz", "run.json", "checksum"},
		{"run.json", "18446744073709551615", "99446744073709551615", "run.json",
		 "seed"},
		{"machine.json", "\"kernel\"", "\"kernle\"", "machine.json", "kernel"},
		{"machine.json", "\"limits\": {", "\"limits\": 3, \"l\": {", "machine.json",
		 "limits"},
		{"rounds.jsonl", "\"wall_ns\"", "\"wall\"", "rounds.jsonl, line 1",
		 "wall_ns"},
		{"rounds.jsonl", "\"round\":1", "\"round\":7", "rounds.jsonl, line 3",
		 "round 7"},
		{"rounds.jsonl", "\"contestant\":1", "\"contestant\":9",
		 "rounds.jsonl, line 2", "contestant 9"},
		{"rounds.jsonl", "[3,7]", "[4736,7]", "rounds.jsonl, line 2", "bucket"},
		{"rounds.jsonl", "[3,7]", "[3]", "rounds.jsonl, line 2", "bucket"},
		{"rounds.jsonl", "\"slices\":20", "\"slices\":0", "rounds.jsonl, line 1",
		 "slices"},
		{"rounds.jsonl", "{\"duet\":1", "\n{\"duet\":1", "rounds.jsonl, line 7",
		 ""},
	};
	struct sample *sample = *state;
	static char text[FILE_MOST];
	size_t bytes;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		bytes = sample_read_file(sample, damages[i].file, text);
		edit(sample, damages[i].file, damages[i].old, damages[i].new);
		assert_refused(sample, damages[i].where, damages[i].words);
		sample_write_file(sample, damages[i].file, text, bytes);
	}
}

static void a_missing_folder_or_file_is_told(void **state)
{
	struct sample *sample = *state;
	struct results results;
	struct problem problem;
	char path[128];

	assert_int_equal(sample_read(sample, &results, &problem), -ENOENT);
	assert_non_null(strstr(problem.text, sample->folder));
	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	snprintf(path, sizeof(path), "%s/machine.json", sample->folder);
	unlink(path);
	assert_int_equal(sample_read(sample, &results, &problem), -ENOENT);
	assert_non_null(strstr(problem.text, "machine.json"));
}

/* A limit of files' sizes plays the full disk; in a child, since it cannot be taken back. */
static void fill_the_disk(struct sample *sample)
{
	struct rlimit limit = {8192, 8192};
	struct problem problem = {0};
	int error = 0;

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	for (int i = 0; i < 100 && !error; i++)
		error = sample_append(sample, 1, &problem);
	if (error != -EFBIG && error != -ENOSPC)
		_exit(1);
	if (!strstr(problem.text, "rounds.jsonl") || !problem.remedy[0])
		_exit(2);
	sample->run.command =
		NULL; /* must not be needed: nothing is encoded from here on */
	_exit(0);
}

static void a_full_disk_is_one_line_and_keeps_what_is_there(void **state)
{
	struct sample *sample = *state;
	struct results results;
	struct problem problem;
	int status;
	pid_t child;

	sample_write(sample, RUN_RUNNING);
	child = fork();
	if (child == 0)
		fill_the_disk(sample);
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	sample_close(sample);
	/* Every line that is there is whole: the one that did not fit was taken off. */
	if (sample_read(sample, &results, &problem))
		fail_msg("%s", problem.text);
	assert_int_equal(results.run.duets[0].rounds_done, 3);
	assert_true(results.run.duets[1].rounds_done > 2);
	results_free(&results);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(a_torn_last_line_costs_one_round),
		SAMPLE_TEST(a_torn_line_of_a_complete_run_is_damage),
		SAMPLE_TEST(a_damaged_run_json_is_one_line_and_nothing_lost),
		SAMPLE_TEST(damage_is_told_by_file_line_and_what),
		SAMPLE_TEST(a_missing_folder_or_file_is_told),
		SAMPLE_TEST(a_full_disk_is_one_line_and_keeps_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
