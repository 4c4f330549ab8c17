/* SPDX-License-Identifier: MIT */
/* store.c - results folders: what was written is read back, and nothing is written over. */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/stats/histogram.h"
#include "support/sample.h"

static void what_was_written_is_read_back(void **state)
{
	struct sample *sample = *state;
	struct results results;
	struct problem problem;
	const struct round_record *round;
	const struct duet_record *duet;
	double values[8];

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	if (sample_read(sample, &results, &problem))
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

static void a_run_without_a_conductor_is_partial_and_with_one_is_live(void **state)
{
	struct sample *sample = *state;
	struct results results;
	struct problem problem;

	sample_write(sample, RUN_RUNNING);
	assert_int_equal(sample_read(sample, &results, &problem), 0);
	assert_true(results.live);
	assert_int_equal(results.run.state, RUN_RUNNING);
	results_free(&results);
	sample_close(sample);
	assert_int_equal(sample_read(sample, &results, &problem), 0);
	assert_false(results.live);
	assert_int_equal(results.run.state, RUN_PARTIAL);
	results_free(&results);
}

static void a_folder_is_never_written_over(void **state)
{
	struct sample *sample = *state;
	struct store *second = NULL;

	sample_write(sample, RUN_COMPLETE);
	assert_int_equal(store_create(sample->folder, &second, &sample->problem), -EEXIST);
	assert_null(second);
	sample_close(sample);
	assert_int_equal(store_create(sample->folder, &second, &sample->problem), -EEXIST);
	assert_true(sample->problem.remedy[0] != 0);
}

static void the_link_latest_is_replaced(void **state)
{
	struct sample *sample = *state;
	char link[128], target[64] = "";

	sample_write(sample, RUN_COMPLETE);
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

	sample_write(sample, RUN_COMPLETE);
	snprintf(path, sizeof(path), "%s/results/latest", sample->root);
	file = fopen(path, "w");
	fputs("mine", file);
	fclose(file);
	assert_int_equal(store_point_latest(sample->folder, &sample->problem), -EEXIST);
	assert_non_null(strstr(sample->problem.text, "latest is no link"));
	assert_int_equal(lstat(path, &status), 0);
	assert_true(S_ISREG(status.st_mode) && status.st_size == 4);
}

static void documents_are_put_in_place_whole(void **state)
{
	struct sample *sample = *state;
	static char text[FILE_MOST];
	json_t *document = json_pack("{s:i}", "format", 1);
	struct dirent *entry;
	DIR *directory;

	sample_write(sample, RUN_COMPLETE);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_write_document(sample->folder, "summary.json",
						      document, &sample->problem),
				 0);
	sample_read_file(sample, "summary.json", text);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(what_was_written_is_read_back),
		SAMPLE_TEST(the_machine_is_described_without_the_hosts_name),
		SAMPLE_TEST(a_run_without_a_conductor_is_partial_and_with_one_is_live),
		SAMPLE_TEST(a_folder_is_never_written_over),
		SAMPLE_TEST(the_link_latest_is_replaced),
		SAMPLE_TEST(what_is_no_link_is_left_alone),
		SAMPLE_TEST(documents_are_put_in_place_whole),
		SAMPLE_TEST(the_buckets_are_those_of_the_histogram),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
