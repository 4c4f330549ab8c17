/* SPDX-License-Identifier: MIT */
/* results.c - reads a results folder. */
#include "bench/store/results.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "bench/store/decode.h"
#include "bench/store/rounds.h"

/* Somebody who writes holds the lock. Where locks do not work, nobody is thought to. */
static bool is_locked(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool locked;

	if (fd < 0)
		return false;
	locked = flock(fd, LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK;
	close(fd);
	return locked;
}

/* A document of the folder, kept with the results; NULL: see the decoder's error. */
static json_t *load(struct decoder *decoder, struct results *results)
{
	json_t *json = decode_file(decoder);

	if (json)
		json_array_append_new(results->documents, json);
	return json;
}

static int read_run(struct decoder decoder, struct results *results)
{
	const json_t *json;

	decoder.file = "run.json";
	json = load(&decoder, results);
	return json ? decode_run(&decoder, json, &results->run) : decoder.error;
}

static int read_machine(struct decoder decoder, struct results *results)
{
	struct problem what;
	const json_t *json;

	decoder.file = "machine.json";
	json = load(&decoder, results);
	if (!json || !decode_format(&decoder, json))
		return decoder.error;
	if (machine_from_json(json, &results->machine, &what))
		decode_fail(&decoder, "%s", what.text);
	return decoder.error;
}

/* The one file that a complete folder may lack. */
static int read_commands(struct decoder decoder, struct results *results)
{
	const json_t *json;

	decoder.file = "commands.json";
	json = load(&decoder, results);
	if (!json && decoder.error == -ENOENT) {
		*decoder.problem = (struct problem){0};
		return 0;
	}
	return json ? decode_commands(&decoder, json, &results->commands) : decoder.error;
}

int results_read(const char *path, struct results *results, struct problem *problem)
{
	struct decoder decoder = {.folder = path, .problem = problem};
	int error = -ENOMEM;

	memset(results, 0, sizeof(*results));
	results->path = strdup(path);
	results->documents = json_array();
	if (!results->path || !results->documents) {
		problem_set(problem, error, "no memory for reading %s", path);
		goto failed;
	}
	/* Asked first: a run that ends meanwhile has then written its last state already. */
	results->live = is_locked(path);
	error = read_run(decoder, results);
	if (!error)
		error = read_machine(decoder, results);
	if (!error)
		error = rounds_read(&decoder, results);
	if (!error)
		error = read_commands(decoder, results);
	if (error)
		goto failed;
	if (results->run.state == RUN_RUNNING && !results->live)
		results->run.state = RUN_PARTIAL;
	return 0;
failed:
	results_free(results);
	return error;
}

void results_free(struct results *results)
{
	for (size_t i = 0; i < results->round_count; i++)
		free_round_record(&results->rounds[i]);
	free(results->rounds);
	free_run_record(&results->run);
	json_decref(results->documents);
	free(results->path);
	memset(results, 0, sizeof(*results));
}

const struct round_record *results_round(const struct results *results, size_t duet,
					 size_t round, size_t contestant)
{
	const struct run_record *run = &results->run;
	size_t before = 0;

	if (duet >= run->duet_count || contestant >= run->duets[duet].contestant_count ||
	    round >= (size_t)run->duets[duet].rounds_done)
		return NULL;
	/* Reading has made sure that the records are in order and complete. */
	for (size_t d = 0; d < duet; d++)
		before +=
			(size_t)run->duets[d].rounds_done * run->duets[d].contestant_count;
	return &results->rounds[before + round * run->duets[duet].contestant_count +
				contestant];
}

size_t results_series(const struct results *results, size_t duet, size_t contestant,
		      enum measure measure, double *values)
{
	const struct round_record *record;
	size_t count = 0;

	while ((record = results_round(results, duet, count, contestant))) {
		if (isnan(record->values[measure]))
			return 0;
		values[count++] = record->values[measure];
	}
	return count;
}

static const struct count_record *find_count(const struct round_record *record,
					     const char *name)
{
	for (size_t i = 0; i < record->count_count; i++)
		if (!strcmp(record->counts[i].name, name))
			return &record->counts[i];
	return NULL;
}

size_t results_count_series(const struct results *results, size_t duet, size_t contestant,
			    const char *name, double *values)
{
	const struct round_record *record;
	const struct count_record *found;
	size_t count = 0;

	while ((record = results_round(results, duet, count, contestant))) {
		found = find_count(record, name);
		if (!found)
			return 0;
		values[count++] = (double)found->value / (double)record->operations;
	}
	return count;
}
