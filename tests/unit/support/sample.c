/* SPDX-License-Identifier: MIT */
/* sample.c - a results folder, written, read and edited. See sample.h. */
#include "sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "records.h"

/* Not finished, and with text that is not easily written. */
static struct duet_record a_duet(struct sample *sample,
				 struct contestant_record *contestants)
{
	struct duet_record duet = record_duet("switch", contestants, CONTESTANTS);

	for (size_t i = 0; i < CONTESTANTS; i++) {
		contestants[i] = record_contestant(i ? "threads" : "coroutines", "switch",
						   &sample->tasks, 1);
		contestants[i].operations = 1000;
		contestants[i].checksum = "00000000000000aa";
	}
	duet.caution = "\"quoted\" and \\ and \xc3\xa9";
	duet.state = DUET_RUNNING;
	duet.rounds_planned = 5;
	duet.rounds_done = 0;
	duet.slice_ns = 200000;
	duet.slices_kept = 20;
	duet.contestant_core = 1;
	duet.warnings = &sample->warning;
	duet.warning_count = 1;
	return duet;
}

int sample_setup(void **state)
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

int sample_teardown(void **state)
{
	struct sample *sample = *state;
	char command[64];

	store_close(sample->store, &sample->problem);
	snprintf(command, sizeof(command), "rm -rf %s", sample->root);
	free(sample);
	return system(command);
}

int sample_append(struct sample *sample, size_t duet, struct problem *problem)
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
	assert_int_equal(sample_append(sample, duet, &sample->problem), 0);
}

void sample_write(struct sample *sample, enum run_state state)
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

void sample_close(struct sample *sample)
{
	assert_int_equal(store_close(sample->store, &sample->problem), 0);
	sample->store = NULL;
}

size_t sample_read_file(const struct sample *sample, const char *name, char *text)
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

void sample_write_file(const struct sample *sample, const char *name, const char *text,
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

int sample_read(const struct sample *sample, struct results *results,
		struct problem *problem)
{
	memset(problem, 0, sizeof(*problem));
	return results_read(sample->folder, results, problem);
}
