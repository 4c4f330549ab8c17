/* SPDX-License-Identifier: MIT */
/* evidence_library.c - runs are found in folders, each once, and give a metric's values round by round. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/sample.h"

#include "bench/evidence/library.h"
#include "bench/evidence/relative.h"
#include "bench/evidence/series.h"

/* The folder that holds the sample's. */
static const char *parent(const struct sample *sample, char *path)
{
	snprintf(path, 128, "%s/results", sample->root);
	return path;
}

static void a_run_is_found_by_itself_or_within_a_folder_but_once(void **state)
{
	struct sample *sample = *state;
	char path[128];
	const char *folders[] = {parent(sample, path), sample->folder, "/no/such/folder"};
	const char *machines[LIBRARY_MACHINES];
	struct library library;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	assert_int_equal(library_read(folders, 3, &library, &sample->problem), 0);
	assert_int_equal(library.count, 1);
	assert_string_equal(library.volumes[0].results.path, sample->folder);
	assert_int_equal(strlen(library.volumes[0].hash), FINGERPRINT_TEXT - 1);
	assert_int_equal(library_machines(&library, machines, LIBRARY_MACHINES), 1);
	assert_string_equal(machines[0], library.volumes[0].machine);
	library_free(&library);
}

static void what_is_no_run_is_left_alone(void **state)
{
	struct sample *sample = *state;
	char path[128], other[256];
	const char *folders[] = {parent(sample, path)};
	struct library library;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	snprintf(other, sizeof(other), "%s/gate", path);
	assert_int_equal(mkdir(other, 0777), 0);
	assert_int_equal(library_read(folders, 1, &library, &sample->problem), 0);
	assert_int_equal(library.count, 1);
	library_free(&library);
}

static void a_run_that_is_still_written_is_left_out(void **state)
{
	struct sample *sample = *state;
	const char *folders[] = {sample->folder};
	struct library library;

	sample_write(sample, RUN_RUNNING);
	assert_int_equal(library_read(folders, 1, &library, &sample->problem), 0);
	assert_int_equal(library.count, 0);
	library_free(&library);
}

static void a_damaged_run_is_an_error_that_names_its_file(void **state)
{
	struct sample *sample = *state;
	char path[128];
	const char *folders[] = {parent(sample, path)};
	struct library library;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	sample_write_file(sample, "run.json", "{", 1);
	assert_int_equal(library_read(folders, 1, &library, &sample->problem), -EBADMSG);
	assert_non_null(strstr(sample->problem.text, "run.json"));
	assert_int_equal(library.count, 0);
}

/* Another run beside the sample's, which began then. */
static void add_run(const struct sample *sample, const char *name, const char *started)
{
	char command[512];

	snprintf(command, sizeof(command),
		 "cd %s/results && cp -r one %s && "
		 "sed -i 's/2026-11-24T14:23:01/%s/' %s/run.json",
		 sample->root, name, started, name);
	assert_int_equal(system(command), 0);
}

static void runs_stand_from_the_newest_on_whatever_their_names(void **state)
{
	struct sample *sample = *state;
	char path[128];
	const char *folders[] = {parent(sample, path)};
	struct library library;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	add_run(sample, "a", "2026-11-23T10:00:00");
	add_run(sample, "b", "2026-11-25T10:00:00");
	add_run(sample, "z", "2026-11-22T10:00:00");
	assert_int_equal(library_read(folders, 1, &library, &sample->problem), 0);
	assert_int_equal(library.count, 4);
	for (size_t i = 0; i < 4; i++) {
		const char *name = strrchr(library.volumes[i].results.path, '/') + 1;

		assert_string_equal(name, ((const char *[]){"b", "one", "a", "z"})[i]);
	}
	library_free(&library);
}

/* ---- series ---- */

static void a_metric_has_a_value_for_each_round(void **state)
{
	struct sample *sample = *state;
	const char *folders[] = {sample->folder};
	struct seat_found threads = {.duet = 0, .contestant = 1};
	struct library library;
	double *values;
	size_t rounds;

	sample_write(sample, RUN_COMPLETE);
	sample_close(sample);
	assert_int_equal(library_read(folders, 1, &library, &sample->problem), 0);
	threads.volume = library.volumes;
	assert_int_equal(series_make(METRIC_NS, &threads, &values, &rounds), 0);
	assert_int_equal(rounds, 3);
	assert_true(values[0] == 12.5 && values[2] == 15);
	free(values);
	assert_int_equal(series_make(METRIC_SWITCHES, &threads, &values, &rounds), 0);
	assert_true(values[0] == 1.25 * (12 + 13));
	free(values);
	assert_int_equal(series_make(METRIC_MAX, &threads, &values, &rounds), 0);
	assert_true(values[1] == 99);
	free(values);
	assert_int_equal(series_make(METRIC_P50, &threads, &values, &rounds), 0);
	assert_true(values[1] == 3);
	free(values);
	assert_int_equal(series_make(METRIC_THROUGHPUT, &threads, &values, &rounds), 0);
	assert_true(values[0] == 1 / 12.5);
	free(values);
	threads.contestant = 0;
	assert_int_equal(series_make(METRIC_P50, &threads, &values, &rounds), -ENODATA);
	assert_null(values);
	library_free(&library);
}

/* ---- ways ---- */

static void a_way_leads_from_the_document_to_the_file(void **state)
{
	char *way = relative_path("docs/method.md", "README.md");

	(void)state;
	assert_string_equal(way, "../README.md");
	free(way);
	way = relative_path("README.md", "docs/method.md");
	assert_string_equal(way, "docs/method.md");
	free(way);
	assert_null(relative_path("README.md", "docs/no-such.md"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(a_run_is_found_by_itself_or_within_a_folder_but_once),
		SAMPLE_TEST(what_is_no_run_is_left_alone),
		SAMPLE_TEST(a_run_that_is_still_written_is_left_out),
		SAMPLE_TEST(a_damaged_run_is_an_error_that_names_its_file),
		SAMPLE_TEST(runs_stand_from_the_newest_on_whatever_their_names),
		SAMPLE_TEST(a_metric_has_a_value_for_each_round),
		cmocka_unit_test(a_way_leads_from_the_document_to_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
