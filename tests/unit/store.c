/* SPDX-License-Identifier: MIT */
/* store.c - results folders: what was written is read, and damage is one line, nothing lost. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/stats/histogram.h"
#include "bench/store/results.h"
#include "bench/store/store.h"

#define CONTESTANTS 2
#define FILE_MOST 65536

struct sample {
	char root[32];	 /* temporary */
	char folder[64]; /* of results */
	struct named_value tasks;
	struct contestant_record contestants[2][CONTESTANTS];
	struct warning_record warning;
	struct duet_record duets[2];
	struct run_record run;
	struct store *store;
	struct problem problem;
};

static struct duet_record a_duet(struct sample *sample,
				 struct contestant_record *contestants)
{
	for (size_t i = 0; i < CONTESTANTS; i++)
		contestants[i] = (struct contestant_record){
			.label = i ? "threads" : "coroutines",
			.worker = "./duet-worker",
			.runtime = i ? "threads" : "coroutines",
			.workload = "switch",
			.parameters = &sample->tasks,
			.parameter_count = 1,
			.operations = 1000,
			.checksum = "00000000000000aa",
		};
	return (struct duet_record){
		.workload = "switch",
		.question = "What does a switch cost?",
		.operation = "a pass",
		.caution = "\"quoted\" and \\ and \xc3\xa9",
		.metric = "wall",
		.cores = "one",
		.state = DUET_RUNNING,
		.error = "",
		.contestants = contestants,
		.contestant_count = CONTESTANTS,
		.rounds_planned = 5,
		.slice_ns = 200000,
		.slices_kept = 20,
		.contestant_core = 1,
		.warnings = &sample->warning,
		.warning_count = 1,
	};
}

static int setup(void **state)
{
	struct sample *sample = calloc(1, sizeof(*sample));

	strcpy(sample->root, "/tmp/duet-store-XXXXXX");
	assert_non_null(mkdtemp(sample->root));
	snprintf(sample->folder, sizeof(sample->folder), "%s/results/one", sample->root);
	sample->tasks = (struct named_value){"tasks", 2};
	sample->warning = (struct warning_record){"it is loud here", "be quiet"};
	sample->duets[0] = a_duet(sample, sample->contestants[0]);
	sample->duets[1] = a_duet(sample, sample->contestants[1]);
	sample->duets[1].driver = "load";
	sample->run = (struct run_record){
		.command = "duet run switch",
		.profile = "quick",
		.seed = UINT64_MAX,
		.version = "0.1.0",
		.worker_version = "0.1.0",
		.started = "2026-11-24T14:23:01+0000",
		.elapsed_ns = 5,
		.duets = sample->duets,
		.duet_count = 2,
	};
	*state = sample;
	return 0;
}

static int teardown(void **state)
{
	struct sample *sample = *state;
	char command[64];

	store_close(sample->store, &sample->problem);
	snprintf(command, sizeof(command), "rm -rf %s", sample->root);
	free(sample);
	return system(command);
}

/* The next round of the duet, all contestants. Returns as store_append_rounds. */
static int try_append_round(struct sample *sample, size_t duet, struct problem *problem)
{
	static struct latency_bucket buckets[] = {{3, 7}, {LATENCY_BUCKETS - 1, 1}};
	struct round_record records[CONTESTANTS] = {0};

	for (size_t i = 0; i < CONTESTANTS; i++) {
		records[i].duet = duet;
		records[i].round = (size_t)sample->duets[duet].rounds_done;
		records[i].contestant = i;
		records[i].slices = 20;
		records[i].operations = 20000;
		for (size_t m = 0; m < MEASURES; m++)
			records[i].values[m] =
				1.25 * (double)(m + 10 * i + records[i].round);
		records[i].values[MEASURE_DRIVER_WALL] = NAN;
		if (i == 1)
			records[i].latencies[0] = (struct latency_record){99, 2, buckets};
	}
	sample->duets[duet].rounds_done++;
	return store_append_rounds(sample->store, records, CONTESTANTS, problem);
}

static void append_round(struct sample *sample, size_t duet)
{
	assert_int_equal(try_append_round(sample, duet, &sample->problem), 0);
}

/* A whole run of three and two rounds, in that state, its store still open. */
static void write_sample(struct sample *sample, enum run_state state)
{
	struct machine machine;
	json_t *raw = json_pack("[{s:i}, {s:i}]", "duet", 0, "duet", 1);

	assert_int_equal(store_create(sample->folder, &sample->store, &sample->problem), 0);
	machine_describe(&machine);
	assert_int_equal(store_write_machine(sample->store, &machine, &sample->problem), 0);
	for (int i = 0; i < 5; i++)
		append_round(sample, i >= 3);
	assert_int_equal(store_append_slices(sample->store, raw, &sample->problem), 0);
	json_decref(raw);
	sample->run.state = state;
	assert_int_equal(store_write_run(sample->store, &sample->run, &sample->problem), 0);
}

static void close_sample(struct sample *sample)
{
	assert_int_equal(store_close(sample->store, &sample->problem), 0);
	sample->store = NULL;
}

static size_t read_file(const struct sample *sample, const char *name, char *text)
{
	char path[128];
	FILE *file;
	size_t bytes;

	snprintf(path, sizeof(path), "%s/%s", sample->folder, name);
	file = fopen(path, "r");
	assert_non_null(file);
	bytes = fread(text, 1, FILE_MOST - 1, file);
	text[bytes] = 0;
	fclose(file);
	return bytes;
}

static void write_file(const struct sample *sample, const char *name, const char *text,
		       size_t bytes)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", sample->folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, bytes, file), bytes);
	fclose(file);
}

/* Replace the first `old` in a file, which must be there. */
static void edit(const struct sample *sample, const char *name, const char *old,
		 const char *new)
{
	static char text[FILE_MOST], edited[FILE_MOST];
	char *place;

	read_file(sample, name, text);
	place = strstr(text, old);
	assert_non_null(place);
	snprintf(edited, sizeof(edited), "%.*s%s%s", (int)(place - text), text, new,
		 place + strlen(old));
	write_file(sample, name, edited, strlen(edited));
}

static int read_sample(const struct sample *sample, struct results *results,
		       struct problem *problem)
{
	memset(problem, 0, sizeof(*problem));
	return results_read(sample->folder, results, problem);
}

/* It is refused by one line that names the file and the words. */
static void assert_refused(const struct sample *sample, const char *file, const char *words)
{
	struct results results;
	struct problem problem;

	assert_int_equal(read_sample(sample, &results, &problem), -EBADMSG);
	assert_non_null(strstr(problem.text, file));
	assert_null(strchr(problem.text, '\n'));
	if (!strstr(problem.text, words))
		fail_msg("\"%s\" does not say \"%s\"", problem.text, words);
}

static void what_was_written_is_read_back(void **state)
{
	struct sample *sample = *state;
	struct results results;
	struct problem problem;
	const struct round_record *round;
	const struct duet_record *duet;
	double values[8];

	write_sample(sample, RUN_COMPLETE);
	close_sample(sample);
	if (read_sample(sample, &results, &problem))
		fail_msg("%s", problem.text);
	assert_int_equal(results.run.state, RUN_COMPLETE);
	assert_true(results.run.seed == UINT64_MAX);
	assert_string_equal(results.run.command, "duet run switch");
	assert_int_equal(results.run.duet_count, 2);
	duet = &results.run.duets[0];
	assert_string_equal(duet->caution, sample->duets[0].caution);
	assert_null(duet->driver);
	assert_string_equal(results.run.duets[1].driver, "load");
	assert_string_equal(duet->warnings[0].remedy, "be quiet");
	assert_int_equal(duet->contestants[1].parameters[0].value, 2);
	assert_int_equal(duet->rounds_done, 3);
	assert_int_equal(results.round_count, 10);
	round = results_round(&results, 1, 1, 1);
	assert_int_equal(round->duet, 1);
	assert_true(round->values[MEASURE_CPU] == 1.25 * 12);
	assert_true(isnan(round->values[MEASURE_DRIVER_WALL]));
	assert_int_equal(round->latencies[0].buckets[1].index, LATENCY_BUCKETS - 1);
	assert_int_equal(results_series(&results, 0, 1, MEASURE_WALL, values), 3);
	assert_true(values[2] == 1.25 * 12);
	assert_int_equal(results_series(&results, 0, 1, MEASURE_DRIVER_WALL, values), 0);
	assert_null(results_round(&results, 1, 2, 0));
	results_free(&results);
}

static void the_machine_is_described_without_the_hosts_name(void **state)
{
	struct machine machine, again;
	struct problem problem;
	char host[128] = "";
	json_t *json;
	char *text;

	(void)state;
	machine_describe(&machine);
	assert_true(machine.cores_allowed >= 1);
	assert_true(machine.clock_ns > 0 && machine.clock_ns < 1e6);
	json = machine_to_json(&machine);
	assert_int_equal(machine_from_json(json, &again, &problem), 0);
	assert_string_equal(machine.kernel, again.kernel);
	assert_true(machine.limit_descriptors == again.limit_descriptors);
	assert_int_equal(machine.vulnerability_count, again.vulnerability_count);
	gethostname(host, sizeof(host) - 1);
	text = json_dumps(json, 0);
	if (strlen(host) > 3 && strcmp(host, "localhost"))
		assert_null(strstr(text, host));
	free(text);
	json_decref(json);
}

static void a_torn_last_line_costs_one_round(void **state)
{
	struct sample *sample = *state;
	static char text[FILE_MOST];
	struct results results;
	struct problem problem;
	size_t bytes;

	write_sample(sample, RUN_RUNNING);
	close_sample(sample);
	bytes = read_file(sample, "rounds.jsonl", text);
	for (size_t cut = 1; cut < 150; cut += 7) {
		write_file(sample, "rounds.jsonl", text, bytes - cut);
		if (read_sample(sample, &results, &problem))
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

	write_sample(sample, RUN_COMPLETE);
	close_sample(sample);
	bytes = read_file(sample, "rounds.jsonl", text);
	write_file(sample, "rounds.jsonl", text, bytes - 3);
	assert_refused(sample, "rounds.jsonl", "cut short");
	write_file(sample, "rounds.jsonl", "", 0);
	assert_refused(sample, "rounds.jsonl", "run.json counts");
}

static void a_damaged_run_json_is_one_line_and_nothing_lost(void **state)
{
	struct sample *sample = *state;
	static char text[FILE_MOST], after[FILE_MOST];
	size_t bytes;

	write_sample(sample, RUN_COMPLETE);
	close_sample(sample);
	bytes = read_file(sample, "run.json", text);
	for (size_t cut = 0; cut < bytes - 2; cut += 37) {
		write_file(sample, "run.json", text, cut);
		assert_refused(sample, "run.json, line ", "");
		assert_int_equal(read_file(sample, "run.json", after), cut);
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

	write_sample(sample, RUN_COMPLETE);
	close_sample(sample);
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		bytes = read_file(sample, damages[i].file, text);
		edit(sample, damages[i].file, damages[i].old, damages[i].new);
		assert_refused(sample, damages[i].where, damages[i].words);
		write_file(sample, damages[i].file, text, bytes);
	}
}

static void a_missing_folder_or_file_is_told(void **state)
{
	struct sample *sample = *state;
	struct results results;
	struct problem problem;
	char path[128];

	assert_int_equal(read_sample(sample, &results, &problem), -ENOENT);
	assert_non_null(strstr(problem.text, sample->folder));
	write_sample(sample, RUN_COMPLETE);
	close_sample(sample);
	snprintf(path, sizeof(path), "%s/machine.json", sample->folder);
	unlink(path);
	assert_int_equal(read_sample(sample, &results, &problem), -ENOENT);
	assert_non_null(strstr(problem.text, "machine.json"));
}

static void a_run_without_a_conductor_is_partial_and_with_one_is_live(void **state)
{
	struct sample *sample = *state;
	struct results results;
	struct problem problem;

	write_sample(sample, RUN_RUNNING);
	assert_int_equal(read_sample(sample, &results, &problem), 0);
	assert_true(results.live);
	assert_int_equal(results.run.state, RUN_RUNNING);
	results_free(&results);
	close_sample(sample);
	assert_int_equal(read_sample(sample, &results, &problem), 0);
	assert_false(results.live);
	assert_int_equal(results.run.state, RUN_PARTIAL);
	results_free(&results);
}

static void a_folder_is_never_written_over(void **state)
{
	struct sample *sample = *state;
	struct store *second = NULL;

	write_sample(sample, RUN_COMPLETE);
	assert_int_equal(store_create(sample->folder, &second, &sample->problem), -EEXIST);
	assert_null(second);
	close_sample(sample);
	assert_int_equal(store_create(sample->folder, &second, &sample->problem), -EEXIST);
	assert_true(sample->problem.remedy[0] != 0);
}

static void the_link_latest_is_replaced(void **state)
{
	struct sample *sample = *state;
	char link[128], target[64] = "";

	write_sample(sample, RUN_COMPLETE);
	snprintf(link, sizeof(link), "%s/results/latest", sample->root);
	assert_int_equal(symlink("elsewhere", link), 0);
	assert_int_equal(store_point_latest(sample->folder, &sample->problem), 0);
	assert_true(readlink(link, target, sizeof(target) - 1) > 0);
	assert_string_equal(target, "one");
	assert_int_equal(store_point_latest(sample->root, &sample->problem), 0);
}

static void what_is_no_link_is_left_alone(void **state)
{
	struct sample *sample = *state;
	struct stat status;
	char path[128];
	FILE *file;

	write_sample(sample, RUN_COMPLETE);
	snprintf(path, sizeof(path), "%s/results/latest", sample->root);
	file = fopen(path, "w");
	fputs("mine", file);
	fclose(file);
	assert_int_equal(store_point_latest(sample->folder, &sample->problem), -EEXIST);
	assert_non_null(strstr(sample->problem.text, "latest is no link"));
	assert_int_equal(lstat(path, &status), 0);
	assert_true(S_ISREG(status.st_mode) && status.st_size == 4);
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
		error = try_append_round(sample, 1, &problem);
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

	write_sample(sample, RUN_RUNNING);
	child = fork();
	if (child == 0)
		fill_the_disk(sample);
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	close_sample(sample);
	/* Every line that is there is whole: the one that did not fit was taken off. */
	if (read_sample(sample, &results, &problem))
		fail_msg("%s", problem.text);
	assert_int_equal(results.run.duets[0].rounds_done, 3);
	assert_true(results.run.duets[1].rounds_done > 2);
	results_free(&results);
}

static void documents_are_put_in_place_whole(void **state)
{
	struct sample *sample = *state;
	static char text[FILE_MOST];
	json_t *document = json_pack("{s:i}", "format", 1);
	struct dirent *entry;
	DIR *directory;

	write_sample(sample, RUN_COMPLETE);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_write_document(sample->folder, "summary.json",
						      document, &sample->problem),
				 0);
	read_file(sample, "summary.json", text);
	assert_string_equal(text, "{\n  \"format\": 1\n}\n");
	directory = opendir(sample->folder);
	while ((entry = readdir(directory)))
		if (entry->d_name[0] == '.' && strlen(entry->d_name) > 2)
			fail_msg("%s is left", entry->d_name);
	closedir(directory);
	json_decref(document);
}

static void the_buckets_are_those_of_the_histogram(void **state)
{
	(void)state;
	assert_int_equal(LATENCY_BUCKETS, HISTOGRAM_BUCKETS);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_written_is_read_back),
		TEST(the_machine_is_described_without_the_hosts_name),
		TEST(a_torn_last_line_costs_one_round),
		TEST(a_torn_line_of_a_complete_run_is_damage),
		TEST(a_damaged_run_json_is_one_line_and_nothing_lost),
		TEST(damage_is_told_by_file_line_and_what),
		TEST(a_missing_folder_or_file_is_told),
		TEST(a_run_without_a_conductor_is_partial_and_with_one_is_live),
		TEST(a_folder_is_never_written_over),
		TEST(the_link_latest_is_replaced),
		TEST(what_is_no_link_is_left_alone),
		TEST(a_full_disk_is_one_line_and_keeps_what_is_there),
		TEST(documents_are_put_in_place_whole),
		TEST(the_buckets_are_those_of_the_histogram),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
