/* SPDX-License-Identifier: MIT */
/* decode_run.c - run.json to a run_record. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/store/decode.h"

static void decode_parameters(struct decoder *decoder, const json_t *json,
			      struct contestant_record *contestant)
{
	json_t *parameters = json_object_get(json, "parameters"), *value;
	struct named_value *next;
	const char *name;

	if (!json_is_object(parameters)) {
		decode_fail(decoder, "\"parameters\" is missing or no object");
		return;
	}
	next = decode_allocate(decoder, json_object_size(parameters), sizeof(*next));
	contestant->parameters = next;
	if (!next)
		return;
	json_object_foreach(parameters, name, value)
	{
		if (!json_is_integer(value))
			decode_fail(decoder, "the parameter \"%.40s\" is no integer", name);
		*next++ = (struct named_value){name, json_integer_value(value)};
		contestant->parameter_count++;
	}
}

static bool is_checksum(const char *text)
{
	return !*text || (strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16);
}

static void decode_contestant(struct decoder *decoder, const json_t *json,
			      struct contestant_record *contestant)
{
	contestant->label = decode_string(decoder, json, "label");
	contestant->worker = decode_string(decoder, json, "worker");
	contestant->version = json_object_get(json, "version")
				      ? decode_string(decoder, json, "version")
				      : "";
	contestant->worker_count = 1; /* folders of earlier versions do not tell */
	if (json_object_get(json, "workers"))
		contestant->worker_count = decode_integer(decoder, json, "workers", 1);
	contestant->runtime = decode_string(decoder, json, "runtime");
	contestant->workload = decode_string(decoder, json, "workload");
	contestant->operations = decode_integer(decoder, json, "operations", 0);
	contestant->checksum = decode_string(decoder, json, "checksum");
	if (!is_checksum(contestant->checksum))
		decode_fail(decoder, "\"checksum\" is not 16 hexadecimal digits");
	contestant->control = decode_flag(decoder, json, "control");
	decode_parameters(decoder, json, contestant);
}

static void decode_contestants(struct decoder *decoder, const json_t *json,
			       struct duet_record *duet)
{
	const json_t *contestants = decode_array(decoder, json, "contestants");
	size_t count = json_array_size(contestants);

	if (count == 0)
		decode_fail(decoder, "a duet has no contestants");
	duet->contestants = decode_allocate(decoder, count, sizeof(*duet->contestants));
	if (!duet->contestants)
		return;
	duet->contestant_count = count;
	for (size_t i = 0; i < count; i++)
		decode_contestant(decoder, json_array_get(contestants, i),
				  &duet->contestants[i]);
}

static void decode_warnings(struct decoder *decoder, const json_t *json,
			    struct duet_record *duet)
{
	const json_t *warnings = decode_array(decoder, json, "warnings");
	size_t count = json_array_size(warnings);
	struct warning_record *records = decode_allocate(decoder, count, sizeof(*records));

	duet->warnings = records;
	if (!records)
		return;
	duet->warning_count = count;
	for (size_t i = 0; i < count; i++) {
		const json_t *warning = json_array_get(warnings, i);

		records[i].text = decode_string(decoder, warning, "text");
		records[i].remedy = decode_string(decoder, warning, "remedy");
	}
}

static const char *decode_driver(struct decoder *decoder, const json_t *json)
{
	if (json_is_null(json_object_get(json, "driver")))
		return NULL;
	return decode_string(decoder, json, "driver");
}

/* Folders of earlier versions do not tell what the harness used. */
static void decode_harness(struct decoder *decoder, const json_t *json,
			   struct duet_record *duet)
{
	if (!json_object_get(json, "measured_ns"))
		return;
	duet->measured_ns = decode_integer(decoder, json, "measured_ns", 0);
	duet->harness_ns = decode_integer(decoder, json, "harness_ns", 0);
}

static const char *const cores[] = {"one", "all"};

/* Folders of earlier versions tell only where it was played. */
static const char *decode_workload_cores(struct decoder *decoder, const json_t *json,
					 const char *played)
{
	return json_object_get(json, "workload_cores")
		       ? cores[decode_choice(decoder, json, "workload_cores", cores, 2)]
		       : played;
}

static void decode_duet(struct decoder *decoder, const json_t *json,
			struct duet_record *duet)
{
	static const char *const metrics[] = {"wall", "cpu", "memory"};
	static const char *const states[] = {"planned", "running", "complete", "failed"};

	duet->workload = decode_string(decoder, json, "workload");
	duet->question = decode_string(decoder, json, "question");
	duet->operation = decode_string(decoder, json, "operation");
	duet->caution = decode_string(decoder, json, "caution");
	duet->metric = metrics[decode_choice(decoder, json, "metric", metrics, 3)];
	duet->cores = cores[decode_choice(decoder, json, "cores", cores, 2)];
	duet->workload_cores = decode_workload_cores(decoder, json, duet->cores);
	duet->driver = decode_driver(decoder, json);
	duet->state = (enum duet_state)decode_choice(decoder, json, "state", states, 4);
	duet->error = decode_string(decoder, json, "error");
	duet->rounds_planned = decode_integer(decoder, json, "rounds_planned", 0);
	duet->rounds_done = decode_integer(decoder, json, "rounds_done", 0);
	duet->slice_ns = decode_integer(decoder, json, "slice_ns", 0);
	duet->slices_kept = decode_integer(decoder, json, "slices_kept", 0);
	duet->contestant_core = (int)decode_integer(decoder, json, "contestant_core", -1);
	duet->driver_core = (int)decode_integer(decoder, json, "driver_core", -1);
	decode_harness(decoder, json, duet);
	decode_contestants(decoder, json, duet);
	decode_warnings(decoder, json, duet);
}

static uint64_t decode_seed(struct decoder *decoder, const json_t *json)
{
	const char *text = decode_string(decoder, json, "seed");
	uint64_t seed;
	char *end;

	errno = 0;
	seed = strtoull(text, &end, 10);
	if (!isdigit((unsigned char)*text) || *end || errno)
		decode_fail(decoder, "\"seed\" is no number of 64 bits");
	return seed;
}

static void decode_duets(struct decoder *decoder, const json_t *json,
			 struct run_record *run)
{
	const json_t *duets = decode_array(decoder, json, "duets");
	size_t count = json_array_size(duets);

	run->duets = decode_allocate(decoder, count, sizeof(*run->duets));
	if (!run->duets)
		return;
	run->duet_count = count;
	for (size_t i = 0; i < count; i++)
		decode_duet(decoder, json_array_get(duets, i), &run->duets[i]);
}

int decode_run(struct decoder *decoder, const json_t *json, struct run_record *run)
{
	static const char *const states[] = {"running", "complete", "partial"};

	memset(run, 0, sizeof(*run));
	if (!decode_format(decoder, json))
		return decoder->error;
	run->state = (enum run_state)decode_choice(decoder, json, "state", states, 3);
	run->command = decode_string(decoder, json, "command");
	run->profile = decode_string(decoder, json, "profile");
	run->seed = decode_seed(decoder, json);
	run->version = decode_string(decoder, json, "version");
	run->worker_version = decode_string(decoder, json, "worker_version");
	run->started = decode_string(decoder, json, "started");
	run->elapsed_ns = decode_integer(decoder, json, "elapsed_ns", 0);
	if (json_object_get(json, "stack_size")) /* earlier versions do not tell */
		run->stack_size = decode_integer(decoder, json, "stack_size", 0);
	decode_duets(decoder, json, run);
	return decoder->error;
}

void free_run_record(struct run_record *run)
{
	for (size_t d = 0; d < run->duet_count; d++) {
		struct duet_record *duet = &run->duets[d];

		for (size_t c = 0; c < duet->contestant_count; c++)
			free((void *)duet->contestants[c].parameters);
		free(duet->contestants);
		free((void *)duet->warnings);
	}
	free(run->duets);
	run->duets = NULL;
	run->duet_count = 0;
}
